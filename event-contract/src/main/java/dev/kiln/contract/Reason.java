package dev.kiln.contract;

/** The reasons that Kiln gives today. The list is open: readers must accept a reason that they do not know. */
public final class Reason {

    /** The request breaks the model's rules; the faults say where. */
    public static final String INVALID_INPUT = "INVALID_INPUT";
    /** The catalog has no such model. */
    public static final String UNKNOWN_MODEL = "UNKNOWN_MODEL";
    /** The tenant is not known to Kiln. */
    public static final String UNKNOWN_TENANT = "UNKNOWN_TENANT";
    /** It was not submitted before its {@code expiresAt}. */
    public static final String EXPIRED = "EXPIRED";
    /** A budget of the tenant has no room for it. */
    public static final String OVER_BUDGET = "OVER_BUDGET";
    /** Kie refused the request as faulty. */
    public static final String REFUSED = "REFUSED";
    /** Kie or the model's maker refused the content. */
    public static final String CONTENT_POLICY = "CONTENT_POLICY";
    /** Kie could not fetch or read an input file. */
    public static final String INPUT_UNREADABLE = "INPUT_UNREADABLE";
    /** Kie ran the task, and it failed. */
    public static final String TASK_FAILED = "TASK_FAILED";
    /** Kie reported success without any file. */
    public static final String NO_RESULT = "NO_RESULT";
    /** The account has no credits left. */
    public static final String INSUFFICIENT_CREDITS = "INSUFFICIENT_CREDITS";
    /** The account's key was refused. */
    public static final String UNAUTHORIZED = "UNAUTHORIZED";
    /** The account's key has used up its cap. */
    public static final String KEY_CAP_REACHED = "KEY_CAP_REACHED";
    /** Kie's edge refuses this client. */
    public static final String BLOCKED = "BLOCKED";
    /** The model is switched off at Kie for now. */
    public static final String MODEL_PAUSED = "MODEL_PAUSED";
    /** Kie asked for fewer requests. */
    public static final String RATE_LIMITED = "RATE_LIMITED";
    /** Kie is in maintenance. */
    public static final String MAINTENANCE = "MAINTENANCE";
    /** The request certainly did not reach Kie. */
    public static final String NOT_SENT = "NOT_SENT";
    /** The request was sent and no clear answer came: a task may exist. */
    public static final String NO_CLEAR_ANSWER = "NO_CLEAR_ANSWER";
    /** The sender vanished between its intent and its record: a task may exist. */
    public static final String SENDER_LOST = "SENDER_LOST";
    /** The dispatcher's database was restored from a backup: what it had sent since is not known to it. */
    public static final String RESTORED = "RESTORED";
    /** The doubt was not settled in time. */
    public static final String DOUBT_UNSETTLED = "DOUBT_UNSETTLED";
    /** The task showed no end in time. */
    public static final String NO_TERMINAL_RECORD = "NO_TERMINAL_RECORD";
    /** An operator decided it. */
    public static final String BY_OPERATOR = "BY_OPERATOR";
    /** A known generation came again with another body or tenant. */
    public static final String CONFLICT = "CONFLICT";
    /** The record is no event that this consumer can read. */
    public static final String UNREADABLE = "UNREADABLE";
    /** A defect of the consumer kept it from being handled. */
    public static final String NOT_HANDLED = "NOT_HANDLED";
    /** The event is about a generation that its consumer does not know. */
    public static final String UNKNOWN_GENERATION = "UNKNOWN_GENERATION";
    /** The event is about another attempt than the current one. */
    public static final String OTHER_ATTEMPT = "OTHER_ATTEMPT";
    /** The callback's signature does not fit its key. */
    public static final String BAD_SIGNATURE = "BAD_SIGNATURE";
    /** The callback's signature is missing though a key is configured. */
    public static final String MISSING_SIGNATURE = "MISSING_SIGNATURE";
    /** The callback's signature is too old or from the future. */
    public static final String STALE_SIGNATURE = "STALE_SIGNATURE";
    /** A callback came for a task that it says has not ended. */
    public static final String NOT_ENDED = "NOT_ENDED";
    /** Credits are charged and no task is named that they could be booked for. */
    public static final String CHARGE_WITHOUT_TASK = "CHARGE_WITHOUT_TASK";
    /** Kie named something as its charge that is no figure. */
    public static final String CREDITS_UNREADABLE = "CREDITS_UNREADABLE";
    /** The ledger cannot hold the event's values. */
    public static final String NOT_BOOKABLE = "NOT_BOOKABLE";

    /** A charge is so far from its quote that it is taken for a mistake until somebody has looked. */
    public static final String IMPLAUSIBLE_CHARGE = "IMPLAUSIBLE_CHARGE";

    private Reason() {}
}
