package dev.kiln.simulator.fault;

/** A create that is answered with an error; nothing is stored, nothing is charged. */
public enum CreateRefusal implements Fault {
    RATE("429", 429, 429, "Your call frequency is too high. Please try again later."),
    RATE_IN_OTHER_WORDS("429-limit", 429, 429, "Rate limit exceeded"),
    RATE_IN_BODY("429-body", 200, 429, "Your call frequency is too high. Please try again later."),
    TRANSIENT("500-transient", 200, 500, "Server exception, please try again later or contact customer service"),
    INTERNAL("500-internal", 200, 500, "Internal error, please try again later"),
    VALIDATION("500-validation", 200, 500, "This field is required"),
    PAUSED("500-paused", 200, 500, "This interface is temporarily paused"),
    CREDITS_TEXT("500-credits", 200, 500, "Credits insufficient"),
    MAINTENANCE_TEXT("500-maintenance", 200, 500, "The server is currently being maintained, please try again later~"),
    NO_PAGE("500-page", 200, 500, "The page does not exist"),
    CONTENT("400", 200, 400, "The prompt or the image does not comply with the content policy."),
    UNAUTHORIZED("401", 200, 401, "You do not have access permissions"),
    SHORT_OF_CREDITS("402", 200, 402, "The current credits are insufficient. Please top up."),
    UNKNOWN_MODEL(
            "404",
            200,
            404,
            "The model name you specified is not supported. Please verify your input and use one of the supported"
                    + " models provided by KIE."),
    NO_RESULT_IN_TIME("408", 200, 408, "The upstream service gave no result in time."),
    REFUSED("422", 200, 422, "The request was refused by the upstream service."),
    NO_CALLBACK("422-callback", 200, 422, "Please enter callBackUrl."),
    KEY_CAP("433", 200, 433, "The current number of points used by apiKey has exceeded the daily limit"),
    IMAGE_UNREACHABLE("451", 200, 451, "Failed to fetch the image. Kindly verify any access limits."),
    MAINTENANCE("455", 200, 455, "The server is currently being maintained, please try again later~"),
    SWITCHED_OFF("505", 200, 505, "Feature disabled"),
    /** A code that no list knows. */
    UNLISTED("531", 200, 531, "Unexpected upstream condition");

    private final String marker;
    private final int httpStatus;
    private final int code;
    private final String text;

    CreateRefusal(String marker, int httpStatus, int code, String text) {
        this.marker = marker;
        this.httpStatus = httpStatus;
        this.code = code;
        this.text = text;
    }

    @Override
    public String marker() {
        return marker;
    }

    public int httpStatus() {
        return httpStatus;
    }

    public int code() {
        return code;
    }

    public String text() {
        return text;
    }
}
