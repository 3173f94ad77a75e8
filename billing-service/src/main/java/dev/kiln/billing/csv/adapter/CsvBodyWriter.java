package dev.kiln.billing.csv.adapter;

import dev.kiln.billing.csv.Csv;
import dev.kiln.billing.csv.Tabular;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveResourceInfo;
import org.jboss.resteasy.reactive.server.spi.ServerMessageBodyWriter;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/** Writes a table as CSV where the caller accepts that before JSON; the tables are bounded, so it is whole in memory. */
@Provider
@Produces("text/csv")
public final class CsvBodyWriter implements ServerMessageBodyWriter<Tabular> {

    @Override
    public boolean isWriteable(Class<?> type, Type genericType, ResteasyReactiveResourceInfo target, MediaType media) {
        return Tabular.class.isAssignableFrom(type);
    }

    @Override
    public boolean isWriteable(Class<?> type, Type genericType, Annotation[] annotations, MediaType media) {
        return Tabular.class.isAssignableFrom(type);
    }

    @Override
    public void writeResponse(Tabular table, Type genericType, ServerRequestContext context) {
        context.serverResponse().end(Csv.of(table).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void writeTo(
            Tabular table,
            Class<?> type,
            Type genericType,
            Annotation[] annotations,
            MediaType media,
            MultivaluedMap<String, Object> headers,
            OutputStream out)
            throws IOException {
        out.write(Csv.of(table).getBytes(StandardCharsets.UTF_8));
    }
}
