package dev.kiln.gateway;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;

/** Requests with the keys of the test configuration. */
public final class Callers {

    public static final String GENERATIONS = "/v1/generations";

    private Callers() {}

    public static RequestSpecification acme() {
        return withKey("key-of-acme");
    }

    public static RequestSpecification globex() {
        return withKey("key-of-globex");
    }

    public static RequestSpecification withKey(String key) {
        return given().header("Authorization", "Bearer " + key);
    }

    /** Asks for a generation, as acme. */
    public static Response post(String body) {
        return acme().contentType("application/json")
                .body(body.getBytes(StandardCharsets.UTF_8))
                .post(GENERATIONS);
    }
}
