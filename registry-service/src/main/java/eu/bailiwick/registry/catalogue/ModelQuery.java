package eu.bailiwick.registry.catalogue;

import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Filters of models. */
public record ModelQuery(
    @QueryParam("region")
        @Parameter(
            description =
                "One of its endpoints lies there; a country code or group, by the law of the instant")
        List<String> region,
    @QueryParam("lawfulFor")
        @Parameter(description = "Id of an application: only what one of its requests may reach")
        List<String> lawfulFor,
    @QueryParam("dataClass")
        @Parameter(
            description =
                "With lawfulFor: the class that the request names; else the application's floor")
        List<String> dataClass,
    @QueryParam("cell")
        @Parameter(
            description = "With lawfulFor: the cell that decides; needed if there are several")
        List<String> cell,
    @QueryParam("licence") @Parameter(description = "As recorded, or unknown") List<String> licence,
    @QueryParam("origin")
        @Parameter(
            description = "Where all who made the weights are: unknown, a country code or group")
        List<String> origin,
    @QueryParam("operation") @Parameter(description = "CHAT, COMPLETIONS, EMBEDDINGS or RANKING")
        List<String> operation,
    @QueryParam("publisher") @Parameter(description = "Id of the publishing entity, or unknown")
        List<String> publisher) {}
