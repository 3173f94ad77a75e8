package dev.kiln.gateway;

import static io.restassured.RestAssured.given;

import io.restassured.specification.RequestSpecification;

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
}
