package dev.kiln.simulator.api.adapter;

import dev.kiln.simulator.api.ServingRules;
import dev.kiln.simulator.wire.KieAnswer;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;

/** Plays an answer over HTTP, whole or broken. */
@ApplicationScoped
class PlayAnswer {

    private final Vertx vertx;
    private final ServingRules rules;

    PlayAnswer(Vertx vertx, ServingRules rules) {
        this.vertx = vertx;
        this.rules = rules;
    }

    /** To be called on the request's context. */
    void play(KieAnswer answer, RoutingContext routing) {
        play(answer, routing, () -> {});
    }

    /** @param sent is run once the whole of a reply was sent */
    void play(KieAnswer answer, RoutingContext routing, Runnable sent) {
        HttpServerResponse response = routing.response();
        HttpConnection connection = routing.request().connection();
        if (response.closed()) {
            return;
        }
        switch (answer) {
            case KieAnswer.Reply reply -> send(reply, response, sent);
            case KieAnswer.LateReply late ->
                vertx.setTimer(rules.slow().toMillis(), id -> {
                    if (!response.closed()) {
                        send(late.reply(), response, sent);
                    }
                });
            case KieAnswer.CutReply cut -> cut(response, connection, Buffer.buffer(cut.body()));
            case KieAnswer.Reset ignored -> connection.close();
            case KieAnswer.Hang ignored -> vertx.setTimer(rules.hang().toMillis(), id -> connection.close());
        }
    }

    private static void send(KieAnswer.Reply reply, HttpServerResponse response, Runnable sent) {
        response.setStatusCode(reply.status())
                .putHeader("Content-Type", reply.contentType())
                .end(reply.body())
                .onSuccess(written -> sent.run());
    }

    private static void cut(HttpServerResponse response, HttpConnection connection, Buffer body) {
        response.putHeader("Content-Type", "application/json;charset=UTF-8")
                .putHeader("Content-Length", String.valueOf(body.length()))
                .write(body.slice(0, body.length() / 2))
                .onComplete(written -> connection.close());
    }
}
