package dev.kiln.stack.bench.load;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/** A request, ready to be sent. */
record Knock(String path, MultiMap headers, Buffer body) {}
