package dev.kiln.simulator.task;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.simulator.account.Account;
import dev.kiln.simulator.fault.ChosenFaults;
import dev.kiln.simulator.json.Json;
import dev.kiln.simulator.model.Model;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/** A task of the simulated vendor. Its state changes under its own lock, by {@link RunTask} alone. */
public final class Task {

    private final String id;
    private final TaskOrder order;
    private final String input;
    private final TaskPlan plan;
    private final ChosenFaults faults;
    private final BigDecimal hold;
    private final Instant created;
    private final AtomicInteger deliveries = new AtomicInteger();
    private final AtomicInteger readings = new AtomicInteger();
    private volatile TaskState state = new TaskState.Waiting();

    Task(String id, TaskOrder order, TaskPlan plan, ChosenFaults faults, BigDecimal hold, Instant created) {
        this.id = id;
        this.input = Json.write(order.input());
        this.order = new TaskOrder(order.account(), order.model(), null, order.callbackUrl(), order.filesBase());
        this.plan = plan;
        this.faults = faults;
        this.hold = hold;
        this.created = created;
    }

    public String id() {
        return id;
    }

    public Account account() {
        return order.account();
    }

    public Model model() {
        return order.model();
    }

    /** As it came, as text. */
    public String inputText() {
        return input;
    }

    /** As it came; parsed anew at each call, since tasks are kept by the ten thousand. */
    public ObjectNode input() {
        return Json.readObject(input).orElseThrow();
    }

    /** Null if none is wanted. */
    public String callbackUrl() {
        return order.callbackUrl();
    }

    public ChosenFaults faults() {
        return faults;
    }

    public BigDecimal hold() {
        return hold;
    }

    public Instant created() {
        return created;
    }

    public TaskState state() {
        return state;
    }

    /** The number of the next delivery of its callback, from 1. */
    public int nextDelivery() {
        return deliveries.incrementAndGet();
    }

    /** The number of the next reading of its record, from 1. */
    public int nextReading() {
        return readings.incrementAndGet();
    }

    TaskPlan plan() {
        return plan;
    }

    /** Where a file of this task is, whether it was made or not. */
    public String fileUrl(String name) {
        return order.filesBase() + "/files/" + id + "/" + name;
    }

    String fileUrl(int number, String extension) {
        return fileUrl(number + "." + extension);
    }

    void enter(TaskState next) {
        state = next;
    }
}
