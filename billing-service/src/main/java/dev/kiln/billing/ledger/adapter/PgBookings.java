package dev.kiln.billing.ledger.adapter;

import dev.kiln.billing.ledger.Entry;
import dev.kiln.billing.ledger.Verdict;
import dev.kiln.contract.ChargeBasis;
import io.smallrye.mutiny.Uni;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.hibernate.reactive.mutiny.Mutiny;

/** Writes the bookings of a batch with their entries, in one statement: the database refuses one without the other. */
final class PgBookings {

    private static final String INSERT = """
            WITH booked AS (
                INSERT INTO ledger.booking (id, event_id, generation_id, sequence, tenant, model, basis,
                                            catalog_revision, occurred_at, booked_at, above_hold)
                SELECT id, event_id, generation_id, sequence, tenant, model, basis, catalog_revision,
                       cast(occurred_at AS timestamptz), :now, above_hold = 1
                FROM unnest(cast(:ids AS bigint[]), cast(:events AS text[]), cast(:generations AS text[]),
                            cast(:sequences AS bigint[]), cast(:tenants AS text[]), cast(:models AS text[]),
                            cast(:bases AS text[]), cast(:revisions AS text[]), cast(:occurred AS text[]),
                            cast(:above AS integer[]))
                     AS new (id, event_id, generation_id, sequence, tenant, model, basis, catalog_revision,
                             occurred_at, above_hold)
            )
            INSERT INTO ledger.entry (booking_id, line, ledger_account, generation_id, tenant, model, account, attempt,
                                      task_id, day, amount)
            SELECT * FROM unnest(cast(:bookings AS bigint[]), cast(:lines AS smallint[]),
                                 cast(:ledgerAccounts AS text[]), cast(:entryGenerations AS text[]),
                                 cast(:entryTenants AS text[]), cast(:entryModels AS text[]),
                                 cast(:accounts AS text[]), cast(:attempts AS integer[]), cast(:tasks AS text[]),
                                 cast(:days AS date[]), cast(:amounts AS numeric[]))""";

    private record Line(Judged of, int number, Entry entry) {}

    private PgBookings() {}

    /** Of those that have entries. */
    static Uni<Void> insert(Mutiny.Session session, List<Judged> booked, Instant now) {
        List<Line> lines = lines(booked);
        if (lines.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Mutiny.MutationQuery insert = session.createNativeQuery(INSERT)
                .setParameter("now", now)
                .setParameter("ids", column(booked, Judged::number, Long[]::new))
                .setParameter("events", column(booked, judged -> judged.input().eventId(), String[]::new))
                .setParameter(
                        "generations", column(booked, judged -> judged.input().generationId(), String[]::new))
                .setParameter(
                        "sequences", column(booked, judged -> judged.input().sequence(), Long[]::new))
                .setParameter("tenants", column(booked, judged -> judged.input().tenant(), String[]::new))
                .setParameter("models", column(booked, judged -> judged.input().model(), String[]::new))
                .setParameter("bases", column(booked, PgBookings::basis, String[]::new))
                .setParameter(
                        "revisions",
                        column(booked, judged -> judged.input().request().catalogRevision(), String[]::new))
                .setParameter(
                        "occurred",
                        column(booked, judged -> judged.input().occurredAt().toString(), String[]::new))
                .setParameter("above", column(booked, PgBookings::aboveHold, Integer[]::new));
        return entries(insert, lines).executeUpdate().replaceWithVoid();
    }

    private static Mutiny.MutationQuery entries(Mutiny.MutationQuery insert, List<Line> lines) {
        return insert.setParameter("bookings", column(lines, line -> line.of().number(), Long[]::new))
                .setParameter("lines", column(lines, line -> (short) line.number(), Short[]::new))
                .setParameter(
                        "ledgerAccounts",
                        column(lines, line -> line.entry().ledgerAccount().wireName(), String[]::new))
                .setParameter(
                        "entryGenerations",
                        column(lines, line -> line.of().input().generationId(), String[]::new))
                .setParameter(
                        "entryTenants", column(lines, line -> line.of().input().tenant(), String[]::new))
                .setParameter(
                        "entryModels", column(lines, line -> line.of().input().model(), String[]::new))
                .setParameter(
                        "accounts",
                        column(lines, line -> line.entry().position().account(), String[]::new))
                .setParameter(
                        "attempts",
                        column(lines, line -> line.entry().position().attempt(), Integer[]::new))
                .setParameter(
                        "tasks", column(lines, line -> line.entry().position().taskId(), String[]::new))
                .setParameter(
                        "days", column(lines, line -> line.entry().position().day(), LocalDate[]::new))
                .setParameter(
                        "amounts", column(lines, line -> line.entry().amount().amount(), BigDecimal[]::new));
    }

    private static List<Line> lines(List<Judged> booked) {
        List<Line> lines = new ArrayList<>();
        for (Judged judged : booked) {
            int number = 0;
            for (Entry entry : verdict(judged).entries()) {
                number++;
                lines.add(new Line(judged, number, entry));
            }
        }
        return lines;
    }

    private static Verdict.Booked verdict(Judged judged) {
        return (Verdict.Booked) judged.verdict();
    }

    private static Integer aboveHold(Judged judged) {
        return verdict(judged).aboveHold() ? 1 : 0;
    }

    private static String basis(Judged judged) {
        ChargeBasis basis = judged.input().basis();
        return basis == null ? null : basis.name().toLowerCase(Locale.ROOT);
    }

    private static <R, T> T[] column(List<R> rows, Function<R, T> field, IntFunction<T[]> array) {
        return rows.stream().map(field).toArray(array);
    }
}
