package eu.bailiwick.registry.catalogue;

import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Filters of versions. */
public record VersionQuery(
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
    @QueryParam("model") @Parameter(description = "Id of the model") List<String> model) {}
