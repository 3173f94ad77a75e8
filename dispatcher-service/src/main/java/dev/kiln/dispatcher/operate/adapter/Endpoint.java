package dev.kiln.dispatcher.operate.adapter;

/** Does what a request asks for. Runs on a virtual thread, and may block. */
interface Endpoint {

    Answer answer(Call call);
}
