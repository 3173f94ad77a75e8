package dev.kiln.simulator.media;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Links to results that work for a while and then no more; those of an earlier run do not work either. */
public final class DownloadLinks {

    private static final Pattern RESULT = Pattern.compile("https?://[^/]+/files/([^/?#]+)/([^/?#]+)");
    private static final int SECRET_BYTES = 32;

    private final ResultFiles files;
    private final FileRules rules;
    private final Clock clock;
    private final byte[] secret = new byte[SECRET_BYTES];

    public DownloadLinks(ResultFiles files, FileRules rules, Clock clock) {
        this.files = files;
        this.rules = rules;
        this.clock = clock;
        new SecureRandom().nextBytes(secret);
    }

    /**
     * A link to a result.
     *
     * @param filesBase where this simulator serves files
     * @return empty if the address is no result of this simulator, or one that is gone
     */
    public Optional<String> to(String resultUrl, String filesBase) {
        Matcher result = RESULT.matcher(resultUrl);
        if (!result.matches() || !files.isThere(result.group(1), result.group(2))) {
            return Optional.empty();
        }
        long until = clock.instant().plus(rules.linkKeep()).toEpochMilli();
        String path = result.group(1) + "/" + result.group(2);
        return Optional.of(filesBase + "/download/" + path + "?until=" + until + "&proof=" + proof(path, until));
    }

    /** The file behind a link; empty if the link is none, or too old. */
    public Optional<ResultFiles.ResultFile> open(String taskId, String name, long until, String proof) {
        String right = proof(taskId + "/" + name, until);
        boolean genuine =
                MessageDigest.isEqual(right.getBytes(StandardCharsets.UTF_8), proof.getBytes(StandardCharsets.UTF_8));
        return genuine && isAhead(until) ? files.find(taskId, name) : Optional.empty();
    }

    private boolean isAhead(long until) {
        try {
            return clock.instant().isBefore(Instant.ofEpochMilli(until));
        } catch (DateTimeException e) {
            return false;
        }
    }

    private String proof(String path, long until) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(secret);
            return HexFormat.of().formatHex(digest.digest((path + "?" + until).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
