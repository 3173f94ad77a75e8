package dev.kiln.gateway;

import dev.kiln.catalog.Catalog;
import dev.kiln.contract.CloudEventsCodec;
import dev.kiln.gateway.accept.AcceptGeneration;
import dev.kiln.gateway.accept.AcceptOnce;
import dev.kiln.gateway.accept.ReadRequest;
import dev.kiln.gateway.accept.adapter.BodyLimits;
import dev.kiln.gateway.accept.adapter.IntakeBounds;
import dev.kiln.gateway.accept.adapter.KafkaRequests;
import dev.kiln.gateway.cancel.CancelGeneration;
import dev.kiln.gateway.idempotency.ForgetOldKeys;
import dev.kiln.gateway.idempotency.adapter.PgRegistry;
import dev.kiln.gateway.identity.MintedIds;
import dev.kiln.gateway.quotes.QuoteRequest;
import dev.kiln.gateway.tenants.AnnounceTenants;
import dev.kiln.gateway.tenants.TenantTerms;
import dev.kiln.gateway.view.FindGeneration;
import dev.kiln.gateway.view.ListGenerations;
import dev.kiln.gateway.view.Projection;
import dev.kiln.gateway.view.SuggestPause;
import dev.kiln.gateway.view.ViewProgress;
import dev.kiln.gateway.view.adapter.KafkaTopicEnds;
import dev.kiln.gateway.view.adapter.KafkaTopicGaps;
import dev.kiln.gateway.view.adapter.PgView;
import dev.kiln.gateway.view.adapter.ViewTopics;
import dev.kiln.tenantkeys.TenantKeys;
import dev.kiln.tracecontext.Tracers;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.quarkus.runtime.Startup;
import io.smallrye.common.annotation.Identifier;
import io.vertx.sqlclient.Pool;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Makes beans of the domain's classes. What configuration can get wrong is made at the start. */
@Singleton
public class GatewayBeans {

    /** Of a database; a statement takes 5 s at most. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);

    private final GatewayConfig config;

    public GatewayBeans(GatewayConfig config) {
        this.config = config;
    }

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    @Startup
    Catalog catalog() {
        return config.catalog().path().map(Catalog::load).orElseGet(Catalog::bundled);
    }

    @Produces
    @Singleton
    @Startup
    TenantKeys tenantKeys() {
        Map<String, List<String>> hashes = new HashMap<>();
        config.tenants().forEach((name, tenant) -> hashes.put(name, tenant.keyHashes()));
        return TenantKeys.of(hashes);
    }

    @Produces
    @Singleton
    @Startup
    MintedIds mintedIds(Clock clock) {
        return new MintedIds(config.ids().tagKey(), clock, new SecureRandom());
    }

    @Produces
    @Singleton
    Tracer tracer(OpenTelemetry telemetry, GatewayConfig.Telemetry traces) {
        return Tracers.of(telemetry, traces.disabled());
    }

    @Produces
    @Singleton
    CloudEventsCodec codec() {
        return new CloudEventsCodec(config.topics().prefix());
    }

    @Produces
    @Singleton
    @Startup
    KafkaRequests requests(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            CloudEventsCodec codec,
            MeterRegistry meters,
            Tracer tracer) {
        IntakeBounds bounds = new IntakeBounds(
                config.intake().maxConcurrent(),
                config.intake().startedWithin(),
                config.intake().acknowledgedWithin());
        return KafkaRequests.connect(kafka, codec, bounds, meters, tracer);
    }

    void close(@Disposes KafkaRequests requests) {
        requests.close();
    }

    @Produces
    @Singleton
    MeterFilter knownRequestTags() {
        return new KnownRequestTags();
    }

    @Produces
    @Singleton
    PgPoolCreator viewPool() {
        return new BoundedPgPool(LONGEST_SILENCE);
    }

    @Produces
    @Singleton
    @ReactiveDataSource("registry")
    PgPoolCreator registryPool() {
        return new BoundedPgPool(LONGEST_SILENCE);
    }

    @Produces
    @Singleton
    ReadRequest readRequest(Catalog catalog, Clock clock) {
        return new ReadRequest(catalog, clock);
    }

    @Produces
    @Singleton
    BodyLimits bodyLimits() {
        return new BodyLimits(config.intake().bodyWithin(), config.intake().bodyBytes());
    }

    @Produces
    @Singleton
    AcceptGeneration acceptGeneration(ReadRequest reader, MintedIds ids, KafkaRequests requests) {
        return new AcceptGeneration(reader, ids, requests);
    }

    @Produces
    @Singleton
    PgRegistry registry(@ReactiveDataSource("registry") Pool pool, MeterRegistry meters) {
        return new PgRegistry(pool, meters);
    }

    @Produces
    @Singleton
    AcceptOnce acceptOnce(ReadRequest reader, PgRegistry registry, PgView view, KafkaRequests requests, Clock clock) {
        return new AcceptOnce(reader, registry, view, requests, clock);
    }

    @Produces
    @Singleton
    AnnounceTenants announceTenants(KafkaRequests requests, Clock clock) {
        List<TenantTerms> terms = new ArrayList<>();
        config.tenants()
                .forEach((name, tenant) -> terms.add(new TenantTerms(
                        name,
                        tenant.weight(),
                        tenant.maxRunning().isPresent() ? tenant.maxRunning().getAsInt() : null,
                        tenant.waitsForBudget())));
        return new AnnounceTenants(terms, requests, clock);
    }

    @Produces
    @Singleton
    ForgetOldKeys forgetOldKeys(PgRegistry registry) {
        return new ForgetOldKeys(registry, config.idempotency().keep());
    }

    @Produces
    @Singleton
    QuoteRequest quoteRequest(ReadRequest reader, Catalog catalog, Clock clock) {
        return new QuoteRequest(reader, catalog, clock);
    }

    @Produces
    @Singleton
    CancelGeneration cancelGeneration(FindGeneration find, KafkaRequests requests, Clock clock) {
        return new CancelGeneration(find, requests, clock);
    }

    @Produces
    @Singleton
    ViewTopics viewTopics() {
        return new ViewTopics(config.topics().prefix());
    }

    @Produces
    @Singleton
    Projection projection(Catalog catalog) {
        return new Projection(catalog);
    }

    @Produces
    @Singleton
    Admin admin(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.keySet().retainAll(AdminClientConfig.configNames());
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 2000);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5000);
        return Admin.create(settings);
    }

    void close(@Disposes Admin admin) {
        admin.close();
    }

    @Produces
    @Singleton
    ViewProgress viewProgress(
            PgView view,
            ViewTopics topics,
            Admin admin,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            Clock clock) {
        return new ViewProgress(
                new KafkaTopicEnds(admin, topics.requests()),
                () -> view.nextOffsets(topics.requests()),
                new KafkaTopicGaps(kafka, topics.requests()),
                clock);
    }

    @Produces
    @Singleton
    FindGeneration findGeneration(PgView view, MintedIds ids, PgRegistry registry, ViewProgress progress) {
        return new FindGeneration(view, ids, registry, progress);
    }

    @Produces
    @Singleton
    ListGenerations listGenerations(PgView view) {
        return new ListGenerations(view);
    }

    @Produces
    @Singleton
    SuggestPause suggestPause(Catalog catalog, Clock clock) {
        return new SuggestPause(catalog, clock);
    }
}
