package dev.kiln.billing.csv;

import java.util.List;

/** An answer that can also be read as a table. */
public interface Tabular {

    /** The names of the columns. */
    List<String> columns();

    /** The cells of each row, in the order of the columns; a cell that has no value is null. */
    List<List<String>> cells();
}
