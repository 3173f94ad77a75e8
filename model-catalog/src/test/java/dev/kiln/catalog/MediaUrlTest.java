package dev.kiln.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaUrlTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://file.aiquickdraw.com/custom-page/akr/section-images/1755179021328w1nhip18.webp",
                "HTTPS://Images.Example.com/a.png",
                "https://bucket_1.s3.eu-central-1.amazonaws.com/a%20b.png?X-Amz-Expires=60&X-Amz-Date=1",
                "https://images.example.com:8443/a.png#top",
                "https://xn--bcher-kva.de/a.png",
                "https://images.example.com/größe.png",
                "https://local.example.com/a.png"
            })
    void acceptsPublicAddresses(String url) {
        assertThat(MediaUrl.problem(url)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://images.example.com/a.png | must begin with https://",
                "ftp://images.example.com/a.png | must begin with https://",
                "data:image/png;base64,AAAA | must begin with https://",
                "//images.example.com/a.png | must begin with https://",
                "images.example.com/a.png | must begin with https://",
                "https:images.example.com/a.png | must be a complete https address with a host name",
                "https:///a.png | must be a complete https address with a host name",
                "https://images.example.com:/a.png | must be a complete https address with a host name",
                "https://images.example.com:99999/ | must not name a port above 65535",
                "https://images.example.com/a b.png | percent-encoded",
                "https://images.example.com\\@10.0.0.1/ | percent-encoded",
                "https://me:secret@images.example.com/ | must not hold a user name or password",
                "https://images.example.com@10.0.0.1/ | must not hold a user name or password",
                "https://127.0.0.1/a.png | not an IP address",
                "https://10.0.0.1:443/a.png | not an IP address",
                "https://169.254.169.254/latest/meta-data | not an IP address",
                "https://2130706433/ | not an IP address",
                "https://0x7f.0x1/ | not an IP address",
                "https://0177.0.0.01/ | not an IP address",
                "https://127.1/ | not an IP address",
                "https://[::1]/a.png | not an IP address",
                "https://[::ffff:10.0.0.1]/a.png | not an IP address",
                "https://localhost/a.png | private network",
                "https://LOCALHOST:8443/a.png | private network",
                "https://db/a.png | private network",
                "https://kafka.kiln.svc.cluster.local/ | private network",
                "https://printer.local/ | private network",
                "https://metadata.google.internal/ | private network",
                "https://a.localhost/ | private network",
                "https://router.home.arpa/ | private network",
                "https://localhost./a.png | without a final dot",
                "https://127.0.0.1./a.png | without a final dot",
                "https://images.example.com./a.png | without a final dot",
                "https://images..example.com/ | plain letters",
                "https://-a.example.com/ | plain letters",
                "https://images.example.c/ | plain letters",
                "https://１２７.０.０.１/ | not an IP address",
                "https://bücher.de/ | plain letters",
                "https://%6cocalhost.example.com/ | plain letters"
            })
    void refusesWhatIsNotPublicAndSaysWhyWithoutRepeatingIt(String url, String problem) {
        assertThat(MediaUrl.problem(url))
                .hasValueSatisfying(said -> assertThat(said).contains(problem).doesNotContain("example.com", "10.0"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 1_000})
    void refusesHostsThatAreTooLong(int labels) {
        String host = "a".repeat(64) + "." + "abc.".repeat(labels) + "com";

        assertThat(MediaUrl.problem("https://" + host + "/a.png")).isPresent();
    }
}
