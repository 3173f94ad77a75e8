package dev.kiln.dispatcher.operate;

import dev.kiln.contract.GenerationIds;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads verdicts from the bodies of requests. */
public final class VerdictReader {

    public static final int MOST = 500;

    private static final Set<String> ONE = Set.of("reason", "verdict", "attempt", "taskId", "account", "credits");
    private static final Set<String> MANY = Set.of("reason", "settlements");
    private static final Set<String> EACH =
            Set.of("generationId", "verdict", "attempt", "taskId", "account", "credits");

    private static final Set<String> WORDS = Set.of("created", "not-created", "charged", "second-task");

    private static final Set<String> OF_AN_ACCOUNT = Set.of("created", "second-task");

    private VerdictReader() {}

    /** A verdict and why it is given. */
    public record Given(Verdict verdict, String reason) {}

    /** @param verdicts each of another generation */
    public record GivenMany(List<Item> verdicts, String reason) {}

    public record Item(String generationId, Verdict verdict) {}

    public static Given one(byte[] body) {
        InputReader reader = InputReader.of(body, ONE);
        Given given = new Given(verdict(reader), reader.reason());
        reader.done();
        return given;
    }

    public static GivenMany many(byte[] body) {
        InputReader reader = InputReader.of(body, MANY);
        String reason = reader.reason();
        List<Item> items = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (InputReader each : reader.objects("settlements", MOST, EACH)) {
            String id = each.text("generationId", GenerationIds::isWellFormed, "must be gen_ and 32 characters");
            if (!id.isEmpty() && !seen.add(id)) {
                each.wrong("generationId", "is there twice");
            }
            items.add(new Item(id, verdict(each)));
        }
        reader.done();
        return new GivenMany(items, reason);
    }

    private static Verdict verdict(InputReader reader) {
        String word = reader.text("verdict", WORDS::contains, "must be created, not-created, charged or second-task");
        int attempt = reader.number("attempt");
        if (!word.isEmpty() && !OF_AN_ACCOUNT.contains(word) && reader.has("account")) {
            reader.wrong("account", "is for created and second-task only: any other is about the attempt's");
        }
        if (!word.isEmpty() && !word.equals("charged") && reader.has("credits")) {
            reader.wrong("credits", "is for the verdict charged only: any other takes what Kie's record says");
        }
        return switch (word) {
            case "created" ->
                new Verdict.Created(attempt, taskId(reader), reader.has("account") ? account(reader) : null);
            case "second-task" -> new Verdict.SecondTask(attempt, taskId(reader), account(reader));
            case "charged" -> {
                withoutTask(reader, "must be left out: the attempt has one task");
                yield new Verdict.Charged(attempt, reader.credits("credits"));
            }
            case "not-created" -> {
                withoutTask(reader, "must be left out where nothing was created");
                yield new Verdict.NotCreated(attempt);
            }
            default -> new Verdict.NotCreated(attempt);
        };
    }

    private static void withoutTask(InputReader reader, String must) {
        if (reader.has("taskId")) {
            reader.wrong("taskId", must);
        }
    }

    private static String taskId(InputReader reader) {
        return reader.text("taskId", VerdictReader::isTaskId, "must be Kie's task id, 1 to 256 characters");
    }

    private static String account(InputReader reader) {
        return reader.text(
                "account", text -> text.matches("[!-~]{1,64}"), "must name the Kie account that the task is of");
    }

    private static boolean isTaskId(String text) {
        return !text.isBlank() && text.length() <= 256 && text.chars().noneMatch(Character::isISOControl);
    }
}
