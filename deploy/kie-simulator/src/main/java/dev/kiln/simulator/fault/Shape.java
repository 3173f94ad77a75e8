package dev.kiln.simulator.fault;

/** A form that the vendor's answers take at some times or in some descriptions; nothing goes wrong by it. */
public enum Shape implements Fault {
    /** {@code message} in place of {@code msg}. */
    MESSAGE_KEY("message-key"),
    /** {@code code} as a text. */
    TEXT_CODE("text-code"),
    /** The HTTP status of an error is its code. */
    STATUS_AS_CODE("status-as-code"),
    /** HTTP 200 over a code 429. */
    RATE_IN_BODY("rate-in-body"),
    /** Code 500 with a text about credits in place of 402. */
    CREDITS_AS_500("credits-as-500"),
    /** An answer to a create with {@code message}, an id like task_12345678 and no recordId. */
    SEED_CREATE("seed-create"),
    /** An answer to a create with an id like task_kling_1765187774173 and no recordId. */
    DOCS_CREATE("docs-create"),
    /** Ids of 32 hex digits for Veo too. */
    HEX_ID("hex-id"),
    /** Jobs records without creditsConsumed, successFlag and response. */
    TEN_KEYS("ten-keys"),
    /** {@code param} of jobs records as an object in a text, its line feeds raw. */
    RECORD_RAW_PARAM("record-raw-param"),
    /** {@code resultJson} as an object. */
    RESULT_OBJECT("result-object"),
    /** {@code resultJson} as a bare list. */
    RESULT_LIST("result-list"),
    /** {@code resultJson} as one address. */
    RESULT_TEXT("result-text"),
    /** The list of addresses in {@code resultJson} encoded a second time, as its only entry. */
    RESULT_TWICE("result-twice"),
    /** {@code resultJson} with {@code urls} in place of {@code resultUrls}. */
    RESULT_OTHER_KEY("result-other-key"),
    /** {@code resultJson} null where a task failed, in record and callback. */
    RESULT_NULL("result-null"),
    /** {@code costTime} in milliseconds. */
    COST_IN_MS("cost-in-ms"),
    /** Times of Veo and Flux as 2025-06-06 10:30:00. */
    TIMES_AS_TEXT("times-as-text"),
    /** Times of Veo and Flux as ISO 8601. */
    TIMES_AS_ISO("times-as-iso"),
    /** Results of Veo as a list in a text, in records at the root of data. */
    FLAT_URLS("flat-urls"),
    /** {@code promptJson} of Veo callbacks as an object. */
    PROMPT_OBJECT("prompt-object"),
    /** {@code promptJson} of Veo callbacks with an escape that JSON does not know. */
    PROMPT_BAD_ESCAPE("prompt-bad-escape"),
    /** {@code param} of jobs callbacks with its input as a text. */
    CALLBACK_DOUBLE_PARAM("callback-double-param"),
    /** {@code param} of jobs callbacks with its line feeds raw. */
    CALLBACK_RAW_PARAM("callback-raw-param"),
    /** Jobs callbacks without credits and updateTime, with failCode and failMsg null on a success. */
    CALLBACK_NO_CREDITS("callback-no-credits"),
    /** The same with creditsConsumed. */
    CALLBACK_NEWEST("callback-newest"),
    /** {@code data.task_id} in place of {@code data.taskId} in callbacks. */
    CALLBACK_SNAKE_ID("callback-snake-id"),
    /** Callbacks with taskId at the root, data.task_id and data.callbackType. */
    CALLBACK_ROOT_ID("callback-root-id"),
    /** Answers to uploads as in the quickstart, with fileUrl and expiresAt. */
    UPLOAD_QUICKSTART("upload-quickstart");

    private final String marker;

    Shape(String marker) {
        this.marker = marker;
    }

    @Override
    public String marker() {
        return marker;
    }
}
