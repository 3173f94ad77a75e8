package dev.kiln.simulator.api.adapter;

import dev.kiln.simulator.account.Account;
import dev.kiln.simulator.account.Accounts;
import dev.kiln.simulator.api.ServingRules;
import dev.kiln.simulator.fault.ChooseFaults;
import dev.kiln.simulator.json.Json;
import dev.kiln.simulator.media.DownloadLinks;
import dev.kiln.simulator.model.Family;
import dev.kiln.simulator.record.ReadRecord;
import dev.kiln.simulator.wire.Envelope;
import dev.kiln.simulator.wire.KieAnswer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.function.Function;

/** The three record endpoints, the credit endpoint and the one for download links. */
@ApplicationScoped
class KieRecordResource {

    private static final String CREDIT_PATH = "/api/v1/chat/credit";
    private static final String DOWNLOAD_PATH = "/api/v1/common/download-url";
    private static final int MOST_BYTES = 1 << 16;

    private final Accounts accounts;
    private final ReadRecord readRecord;
    private final DownloadLinks links;
    private final ServingRules rules;
    private final Envelope envelope;
    private final PlayAnswer playAnswer;

    KieRecordResource(
            Accounts accounts,
            ReadRecord readRecord,
            DownloadLinks links,
            ServingRules rules,
            ChooseFaults faults,
            PlayAnswer playAnswer) {
        this.accounts = accounts;
        this.readRecord = readRecord;
        this.links = links;
        this.rules = rules;
        this.envelope = new Envelope(faults.always());
        this.playAnswer = playAnswer;
    }

    void register(@Observes Router router) {
        for (Family family : Family.values()) {
            router.get(family.recordPath())
                    .handler(routing -> authorized(
                            routing,
                            account -> readRecord.read(
                                    account, family, routing.queryParams().get("taskId"))));
        }
        router.get(CREDIT_PATH)
                .handler(routing -> authorized(routing, account -> envelope.success(Json.number(account.balance()))));
        router.post(DOWNLOAD_PATH)
                .handler(BodyHandler.create(false).setBodyLimit(MOST_BYTES))
                .handler(routing -> authorized(routing, account -> downloadLink(routing)));
    }

    private void authorized(RoutingContext routing, Function<Account, KieAnswer> answer) {
        playAnswer.play(
                accounts.authorized(routing.request().getHeader("Authorization"))
                        .map(answer)
                        .orElseGet(envelope::unauthorized),
                routing);
    }

    private KieAnswer downloadLink(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        String body = routing.body().asString();
        return Json.readObject(body == null ? "" : body)
                .map(object -> object.path("url").textValue())
                .flatMap(url -> links.to(url, rules.filesBase(request.scheme(), String.valueOf(request.authority()))))
                .<KieAnswer>map(link -> envelope.success(Json.text(link)))
                .orElseGet(() -> envelope.error(422, "url is wrong"));
    }
}
