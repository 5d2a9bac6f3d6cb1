package eu.bailiwick.registry.catalogue;

import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Filters of sites. */
public record SiteQuery(
    @QueryParam("region")
        @Parameter(
            description = "Where it stands; a country code or group, by the law of the instant")
        List<String> region,
    @QueryParam("country") @Parameter(description = "Where it stands; a country code or group")
        List<String> country,
    @QueryParam("operator") @Parameter(description = "Id of the entity that runs it")
        List<String> operator,
    @QueryParam("status") @Parameter(description = "How far it has come") List<String> status) {}
