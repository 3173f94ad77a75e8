package dev.kiln.dispatcher.submit;

import dev.kiln.callbackurl.CallbackAddress;
import dev.kiln.callbackurl.CallbackUrls;
import java.net.URI;
import java.util.Optional;

/** The address that Kie calls back for an attempt. A link is a secret. */
public final class CallbackLinks {

    private final Optional<URI> publicUrl;
    private final CallbackUrls urls;

    /** Without a public address Kie is told none: truth then comes by polling alone. */
    public CallbackLinks(Optional<URI> publicUrl, CallbackUrls urls) {
        this.publicUrl = publicUrl;
        this.urls = urls;
    }

    Optional<String> to(CallbackAddress address) {
        return publicUrl.map(base -> base.toString().replaceAll("/+$", "") + urls.path(address));
    }
}
