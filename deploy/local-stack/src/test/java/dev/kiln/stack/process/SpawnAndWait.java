package dev.kiln.stack.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A launcher: starts a child that would run for minutes, prints its process id and waits to be killed. */
final class SpawnAndWait {
    private SpawnAndWait() {}

    public static void main(String[] args) throws InterruptedException {
        var spec = new ChildSpec("sleeper", List.of("sleep", "300"), Map.of(), Path.of(args[0]), false);
        System.out.println(new Spawner().start(spec).pid());
        new CountDownLatch(1).await();
    }
}
