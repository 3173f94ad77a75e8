package dev.kiln.billing.ledger.adapter;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A task that was charged, and the only generation that it can be charged to. */
@Entity
@Table(schema = "ledger", name = "task")
class TaskRow {

    @Id
    @Column(name = "task_id")
    private String taskId;

    @Column(name = "generation_id")
    private String generationId;

    private String account;

    static TaskRow of(String taskId, String generationId, String account) {
        TaskRow row = new TaskRow();
        row.taskId = taskId;
        row.generationId = generationId;
        row.account = account;
        return row;
    }
}
