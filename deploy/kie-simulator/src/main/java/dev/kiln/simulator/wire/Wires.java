package dev.kiln.simulator.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.simulator.fault.Shape;
import dev.kiln.simulator.model.Family;
import dev.kiln.simulator.task.Task;
import dev.kiln.simulator.task.TaskState;

/** The wire of each family. */
public final class Wires {

    private final Wire jobs;
    private final Wire veo = new VeoWire();
    private final Wire flux = new FluxWire();

    public Wires(ParamStyle callbackParam) {
        jobs = new JobsWire(callbackParam);
    }

    /** The whole body of a callback, with the task's id where the shapes put it. */
    public ObjectNode callback(Task task, TaskState.Ended told) {
        ObjectNode body = of(task.model().family()).callback(task, told);
        boolean root = task.faults().has(Shape.CALLBACK_ROOT_ID);
        if (body.path("data") instanceof ObjectNode data
                && (root || task.faults().has(Shape.CALLBACK_SNAKE_ID))) {
            data.remove("taskId");
            data.put("task_id", task.id());
            if (root) {
                data.put("callbackType", "complete");
                body.put("taskId", task.id());
            }
        }
        return body;
    }

    public Wire of(Family family) {
        return switch (family) {
            case JOBS -> jobs;
            case VEO -> veo;
            case FLUX -> flux;
        };
    }
}
