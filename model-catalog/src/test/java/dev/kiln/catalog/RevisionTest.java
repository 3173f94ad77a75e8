package dev.kiln.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RevisionTest {

    @TempDir
    private Path folder;

    private String revision;

    @BeforeEach
    void readTheSoundFile() {
        new ModelFile().write(folder);
        revision = Catalog.load(folder).revision();
    }

    @Test
    void staysWhereOnlyLayoutChanges() throws IOException {
        String moved = new ModelFile()
                        .with("title: House model\n", "")
                        .with("kind: image\n", "# what it makes\nkind: image\n")
                        .text()
                + "title: House model\n";
        Files.writeString(folder.resolve(ModelFile.NAME), moved.replace("\n", "\r\n"));
        Files.writeString(folder.resolve("README.md"), "not a model");
        Files.createDirectory(folder.resolve("..data"));

        assertThat(Catalog.load(folder).revision()).isEqualTo(revision);
    }

    @Test
    void changesWithAnyFact() {
        new ModelFile().with("source: a list of 2026", "source: a list of 2027").write(folder);

        assertThat(Catalog.load(folder).revision()).isNotEqualTo(revision);
    }

    @Test
    void changesWithAnotherModel() {
        new ModelFile().with("id: house/model-1", "id: house/model-0").write(folder, "house__model-0.yaml");

        Catalog both = Catalog.load(folder);

        assertThat(both.models()).extracting(Model::id).containsExactly("house/model-0", "house/model-1");
        assertThat(both.revision()).isNotEqualTo(revision);
    }
}
