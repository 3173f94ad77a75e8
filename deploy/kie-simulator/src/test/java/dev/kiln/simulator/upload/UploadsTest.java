package dev.kiln.simulator.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kiln.simulator.task.CrankedSchedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UploadsTest {

    @TempDir
    Path folder;

    private final CrankedSchedule time = new CrankedSchedule();
    private Uploads uploads;

    @BeforeEach
    void open() {
        uploads = new Uploads(new UploadRules(folder, Duration.ofHours(24), 2, 100), time);
    }

    @Test
    void keepsAFileForADayAndThenDeletesIt() throws Exception {
        Upload upload = keep("images", "a.png", "abc");
        assertThat(upload.filePath()).isEqualTo("kieai/main/images/a.png");

        time.pass(Duration.ofHours(23));
        assertThat(Files.readString(
                        uploads.find(upload.filePath()).orElseThrow().content()))
                .isEqualTo("abc");
        time.pass(Duration.ofHours(1));
        assertThat(uploads.find(upload.filePath())).isEmpty();
        assertThat(filesLeft()).isZero();
    }

    @Test
    void overwritesTheFileAtTheSamePlace() throws Exception {
        keep("images", "a.png", "old");
        Upload upload = keep("images", "a.png", "new");

        assertThat(Files.readString(
                        uploads.find(upload.filePath()).orElseThrow().content()))
                .isEqualTo("new");
        assertThat(filesLeft()).isEqualTo(1);
    }

    @Test
    void refusesWhatFindsNoRoomAndLeavesNothingBehind() throws Exception {
        assertThatThrownBy(() -> keep("images", "a.png", "x".repeat(101)))
                .hasMessageContaining("kie-simulator.uploads");
        keep("images", "a.png", "x");
        keep("images", "b.png", "x");
        assertThatThrownBy(() -> keep("images", "c.png", "x")).isInstanceOf(Uploads.StoreFull.class);

        assertThat(filesLeft()).isEqualTo(2);
        uploads.clear();
        assertThat(folder).doesNotExist();
        keep("images", "a.png", "x".repeat(100));
    }

    @Test
    void leavesTheFileThatARefusedOneWasToReplace() throws Exception {
        Upload old = keep("images", "a.png", "old");
        keep("images", "b.png", "x".repeat(97));

        assertThatThrownBy(() -> keep("images", "a.png", "four")).isInstanceOf(Uploads.StoreFull.class);

        assertThat(uploads.find(old.filePath())).contains(old);
        assertThat(Files.readString(old.content())).isEqualTo("old");
        assertThat(filesLeft()).isEqualTo(2);
    }

    @Test
    void replacesAFileInAFullStoreByOneThatFitsInItsRoom() throws Exception {
        keep("images", "b.png", "x".repeat(97));
        Upload old = keep("images", "a.png", "old");
        Upload upload = keep("images", "a.png", "new");

        assertThat(uploads.find(old.filePath())).contains(upload);
        assertThat(filesLeft()).isEqualTo(2);
        time.pass(Duration.ofHours(24));
        assertThat(uploads.find(upload.filePath())).isEmpty();
        keep("images", "c.png", "x".repeat(100));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/images", "images/", "a//b", "..", "a/../b", "./a", " ", "a\\b"})
    void refusesPathsThatAreNone(String path) {
        assertThatThrownBy(() -> UploadPlace.of(path, "a.png", null)).hasMessageContaining("uploadPath");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b.png", "..", "a\nb"})
    void refusesFileNamesThatAreNone(String name) {
        assertThatThrownBy(() -> UploadPlace.of("images", name, null)).hasMessageContaining("fileName");
    }

    @Test
    void findsANameOfItsOwnWithTheEndingOfTheOriginal() {
        assertThat(UploadPlace.of("images", null, "Cat.PNG").fileName()).matches("[0-9a-f-]{36}\\.png");
        assertThat(UploadPlace.of("images", "", null).fileName()).matches("[0-9a-f-]{36}");
    }

    @ParameterizedTest
    @CsvSource({"aGVsbG8=, , ''", "'data:image/png;base64,aGVsbG8=', image/png, .png"})
    void readsBareBase64AndDataUrls(String text, String mediaType, String ending) {
        Base64File file = Base64File.read(text);

        assertThat(file.content()).asString().isEqualTo("hello");
        assertThat(file.mediaType()).isEqualTo(mediaType);
        assertThat(file.ending()).isEqualTo(ending);
        assertThatThrownBy(() -> Base64File.read("!")).hasMessageContaining("base64Data");
    }

    private Upload keep(String path, String name, String content) throws IOException {
        Path written = Files.writeString(uploads.newFile(), content);
        return uploads.keep("main", UploadPlace.of(path, name, null), name, MediaType.of(name), written);
    }

    private long filesLeft() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }
}
