package dev.kiln.dispatcher.operate.adapter;

import dev.kiln.dispatcher.operate.Problem;

/** What an operator is answered. */
record Answer(int status, String mediaType, Object body) {

    static Answer ok(Object body) {
        return new Answer(200, "application/json", body);
    }

    static Answer of(Problem problem) {
        return new Answer(problem.kind().status(), Problem.MEDIA_TYPE, problem.body());
    }
}
