package dev.kiln.catalog;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** Reads model files from the classpath or from a folder. */
final class CatalogReader {

    static final String PLACE = "/catalog/";
    static final String INDEX = "index.txt";
    static final int MAX_FILE = 256 * 1024;
    static final int MAX_FILES = 1_000;

    private static final int REVISION_DIGITS = 16;
    private static final ObjectMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final ObjectMapper CANONICAL =
            JsonMapper.builder().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build();

    private final Map<String, Model> models = new TreeMap<>();
    private final Map<String, JsonNode> contents = new TreeMap<>();

    private CatalogReader() {}

    /** Trusts the files' examples and price tables, which this module's tests have proven. */
    static Catalog classpath() {
        CatalogReader reader = new CatalogReader();
        for (String file :
                new String(resource(INDEX), StandardCharsets.UTF_8).lines().toList()) {
            reader.add(file, resource(file));
        }
        return reader.catalog();
    }

    static Catalog folder(Path folder) {
        CatalogReader reader = new CatalogReader();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (!name.startsWith(".") && Files.isRegularFile(entry)) {
                    reader.addFile(name, entry);
                }
            }
        } catch (IOException unreadable) {
            throw new CatalogException(folder.toString(), "", "cannot be read as a folder");
        }
        if (reader.models.isEmpty()) {
            throw new CatalogException(folder.toString(), "", "holds no model file (*.yaml)");
        }
        return reader.catalog();
    }

    private void addFile(String name, Path path) throws IOException {
        if (name.endsWith(".yml")) {
            throw new CatalogException(name, "", "must end in .yaml");
        }
        if (!name.endsWith(".yaml")) {
            return;
        }
        if (models.size() >= MAX_FILES) {
            throw new CatalogException(name, "", "is one file too many; a catalog has at most " + MAX_FILES);
        }
        try (InputStream content = Files.newInputStream(path)) {
            ModelProof.demand(name, add(name, content.readNBytes(MAX_FILE + 1)));
        }
    }

    private Model add(String file, byte[] content) {
        if (content.length > MAX_FILE) {
            throw new CatalogException(file, "", "is larger than " + MAX_FILE + " bytes");
        }
        JsonNode tree = tree(file, content);
        Model model = ModelReader.read(file, tree);
        models.put(model.id(), model);
        contents.put(model.id(), tree);
        return model;
    }

    private static JsonNode tree(String file, byte[] content) {
        try {
            return YAML.readTree(content);
        } catch (JsonProcessingException unreadable) {
            throw new CatalogException(file, "", "is not readable YAML: " + inOneLine(unreadable));
        } catch (IOException unreadable) {
            throw new CatalogException(file, "", "cannot be read");
        }
    }

    private static String inOneLine(JsonProcessingException unreadable) {
        String problem = unreadable.getOriginalMessage().lines().findFirst().orElse("");
        JsonLocation place = unreadable.getLocation();
        return place == null ? problem : problem + " (line " + place.getLineNr() + ")";
    }

    private Catalog catalog() {
        return new Catalog(models, revision());
    }

    private String revision() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(CANONICAL.writeValueAsBytes(contents));
            return HexFormat.of().formatHex(digest.digest()).substring(0, REVISION_DIGITS);
        } catch (NoSuchAlgorithmException | JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] resource(String name) {
        try (InputStream stream = CatalogReader.class.getResourceAsStream(PLACE + name)) {
            if (stream == null) {
                throw new CatalogException(name, "", "is missing from the classpath");
            }
            return stream.readAllBytes();
        } catch (IOException unreadable) {
            throw new CatalogException(name, "", "cannot be read from the classpath");
        }
    }
}
