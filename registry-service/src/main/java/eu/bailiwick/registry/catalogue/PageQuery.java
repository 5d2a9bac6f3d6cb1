package eu.bailiwick.registry.catalogue;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a list.
 *
 * @param limit how many items at most, from 1 to 1000
 * @param after the {@code next} of the page before; null for the first page
 * @param asOf a revision or an instant; null for now
 */
public record PageQuery(
    @QueryParam("limit")
        @DefaultValue("100")
        @Parameter(
            description = "How many items at most",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "1000"))
        String limit,
    @Nullable @QueryParam("after") @Parameter(description = "The \"next\" of the page before")
        String after,
    @Nullable @QueryParam(AsOfQuery.NAME) @Parameter(description = AsOfQuery.DESCRIPTION)
        String asOf) {}
