package dev.kiln.tracecontext;

import org.jboss.logging.MDC;

/** Which generation and tenant a line of the log is about: what JSON logs show as {@code mdc}. */
public final class LogContext {

    private static final String GENERATION_ID = "generationId";
    private static final String TENANT = "tenant";

    private LogContext() {}

    /** What is logged meanwhile is about them; either may be null, and what was said before stands again afterwards. */
    public static void about(String generationId, String tenant, Runnable logging) {
        Object generationBefore = MDC.get(GENERATION_ID);
        Object tenantBefore = MDC.get(TENANT);
        put(GENERATION_ID, generationId == null ? generationBefore : generationId);
        put(TENANT, tenant == null ? tenantBefore : tenant);
        try {
            logging.run();
        } finally {
            put(GENERATION_ID, generationBefore);
            put(TENANT, tenantBefore);
        }
    }

    private static void put(String key, Object value) {
        if (value == null) {
            MDC.remove(key);
        } else {
            MDC.put(key, value);
        }
    }
}
