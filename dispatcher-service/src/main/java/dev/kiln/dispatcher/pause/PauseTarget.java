package dev.kiln.dispatcher.pause;

/** What is paused. Sealed because the claim has to obey each kind. */
public sealed interface PauseTarget {

    /** Empty for all. */
    String name();

    /** Everything. */
    record All() implements PauseTarget {
        @Override
        public String name() {
            return "";
        }
    }

    /** Requests of one model, by its id in the catalog. */
    record Model(String name) implements PauseTarget {}

    record Tenant(String name) implements PauseTarget {}

    /** As operators write it: {@code all}, {@code models/<id>} or {@code tenants/<id>}. */
    default String path() {
        return switch (this) {
            case All all -> "all";
            case Model model -> "models/" + model.name();
            case Tenant tenant -> "tenants/" + tenant.name();
        };
    }
}
