package dev.kiln.catalog;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All models that can be asked for. Immutable; safe for any number of threads. */
public final class Catalog {

    private final Map<String, Model> models;
    private final String revision;

    Catalog(Map<String, Model> sortedById, String revision) {
        this.models = Collections.unmodifiableMap(new LinkedHashMap<>(sortedById));
        this.revision = revision;
    }

    /** The models that come with this module; read once. */
    public static Catalog bundled() {
        return Bundled.CATALOG;
    }

    /**
     * The models of a folder, one {@code .yaml} file each, in place of the bundled ones; every file is proven in full.
     *
     * @throws CatalogException naming file and place, where one cannot be used or there is none
     */
    public static Catalog load(Path folder) {
        return CatalogReader.folder(folder);
    }

    /** Sixteen hex digits that change with any fact in any file, and with nothing else: no layout, order or comment. */
    public String revision() {
        return revision;
    }

    /** Sorted by id. */
    public List<Model> models() {
        return List.copyOf(models.values());
    }

    public Optional<Model> find(String id) {
        return Optional.ofNullable(models.get(id));
    }

    private static final class Bundled {
        private static final Catalog CATALOG = CatalogReader.classpath();
    }
}
