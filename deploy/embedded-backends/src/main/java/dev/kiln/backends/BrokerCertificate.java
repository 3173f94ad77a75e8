package dev.kiln.backends;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** A key of a day for the loopback interface and the certificate that it signed itself, made by the JDK's keytool. */
record BrokerCertificate(Path keyStore, String password, Path pem) {

    static BrokerCertificate create(Path directory) {
        var password = UUID.randomUUID().toString();
        var keyStore = directory.resolve("broker.p12");
        var pem = directory.resolve("broker.crt");
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("No folder for the broker's key", e);
        }
        var key = List.of(
                "-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1", "-validity", "1", "-storetype", "PKCS12");
        keytool(keyStore, password, key, List.of("-dname", "CN=localhost", "-ext", "SAN=IP:127.0.0.1,DNS:localhost"));
        keytool(keyStore, password, List.of("-exportcert", "-rfc"), List.of("-file", pem.toString()));
        return new BrokerCertificate(keyStore, password, pem);
    }

    private static void keytool(Path keyStore, String password, List<String> order, List<String> details) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(order);
        command.addAll(List.of("-alias", "broker", "-keystore", keyStore.toString(), "-storepass", password));
        command.addAll(details);
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException("keytool does not make the broker's key");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("keytool of the JDK does not start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
