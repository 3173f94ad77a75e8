package dev.kiln.billing.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {

    @Test
    void beginsWithTheColumnsAndEndsEachLineWithCrlf() {
        assertThat(Csv.of(table(List.of("a", "b"), List.of("1", "x"), Arrays.asList(null, "y"))))
                .isEqualTo("a,b\r\n1,x\r\n,y\r\n");
        assertThat(Csv.of(table(List.of("a", "b")))).isEqualTo("a,b\r\n");
    }

    @Test
    void quotesWhatWouldBreakALine() {
        assertThat(field("a,b")).isEqualTo("\"a,b\"");
        assertThat(field("say \"hi\"")).isEqualTo("\"say \"\"hi\"\"\"");
        assertThat(field("two\r\nlines")).isEqualTo("\"two\r\nlines\"");
        assertThat(field(" padded ")).isEqualTo("\" padded \"");
        assertThat(field("kling/v2-1-pro")).isEqualTo("kling/v2-1-pro");
    }

    @Test
    void keepsASpreadsheetFromRunningAFormula() {
        assertThat(field("=1+1")).isEqualTo("\"'=1+1\"");
        assertThat(field("+cmd|' /C calc'!A0")).isEqualTo("\"'+cmd|' /C calc'!A0\"");
        assertThat(field("-2+3")).isEqualTo("\"'-2+3\"");
        assertThat(field("@SUM(A1)")).isEqualTo("\"'@SUM(A1)\"");
        assertThat(field("\t=1")).isEqualTo("\"'\t=1\"");
        assertThat(field("=HYPERLINK(\"x\",\"y\")")).isEqualTo("\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"");
        assertThat(field("-")).isEqualTo("\"'-\"");
        assertThat(field("-1e5")).isEqualTo("\"'-1e5\"");
        assertThat(field("+5")).isEqualTo("\"'+5\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-2.8", "0", "50", "-0.001", "10000000000.5", "2026-11-23", "a=b", "gen_-", ""})
    void leavesNumbersAndPlainTextAsTheyAre(String value) {
        assertThat(field(value)).isEqualTo(value);
    }

    private static String field(String value) {
        String text = Csv.of(table(List.of("column"), List.of(value)));
        assertThat(text).startsWith("column\r\n").endsWith("\r\n");
        return text.substring("column\r\n".length(), text.length() - 2);
    }

    @SafeVarargs
    private static Tabular table(List<String> columns, List<String>... rows) {
        return new Tabular() {
            @Override
            public List<String> columns() {
                return columns;
            }

            @Override
            public List<List<String>> cells() {
                return List.of(rows);
            }
        };
    }
}
