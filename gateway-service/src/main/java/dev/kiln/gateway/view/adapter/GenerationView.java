package dev.kiln.gateway.view.adapter;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

/** A row of the view; only read by entity, since the upsert of {@link PgView} alone writes it. */
@Entity
@Immutable
@Table(schema = "view", name = "generation")
class GenerationView {

    @Id
    @Column(name = "generation_id")
    String generationId;

    @Column(name = "tenant_id")
    String tenantId;

    long sequence;
    String status;
    Integer attempt;
    String model;
    String reference;
    String metadata;
    BigDecimal quote;
    BigDecimal hold;
    BigDecimal charge;

    @Column(name = "charge_basis")
    String chargeBasis;

    String assets;
    String failure;
    String faults;

    @Column(name = "accepted_at")
    Instant acceptedAt;

    @Column(name = "submitted_at")
    Instant submittedAt;

    @Column(name = "completed_at")
    Instant completedAt;

    protected GenerationView() {}
}
