package eu.bailiwick.registry.catalogue;

import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Filters of endpoints. */
public record EndpointQuery(
    @QueryParam("region")
        @Parameter(
            description =
                "Where the site stands and all processing happens; a country code or group, by the law of the instant")
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
    @QueryParam("site") @Parameter(description = "Id of its site") List<String> site,
    @QueryParam("version") @Parameter(description = "Id of the version") List<String> version,
    @QueryParam("model") @Parameter(description = "Id of the model") List<String> model,
    @QueryParam("state") @Parameter(description = "ENABLED, DRAINING or DISABLED")
        List<String> state,
    @QueryParam("processing")
        @Parameter(description = "Where all processing happens: unknown, a country code or group")
        List<String> processing,
    @QueryParam("storage")
        @Parameter(
            description =
                "What is kept: none (recorded as none), unknown, or where all of it is, as a country code or group")
        List<String> storage,
    @QueryParam("telemetry")
        @Parameter(
            description =
                "Where telemetry goes: none (recorded as none), unknown, or where all of it is, as a country code or group")
        List<String> telemetry,
    @QueryParam("humanAccess")
        @Parameter(
            description =
                "From where people can reach what passes through: none (recorded as none), unknown, or where all of it is, as a country code or group")
        List<String> humanAccess,
    @QueryParam("keyCustody") @Parameter(description = "NONE, PROVIDER, BYOK, HYOK or unknown")
        List<String> keyCustody,
    @QueryParam("certification")
        @Parameter(description = "Scheme of a certificate, or unknown if none is recorded")
        List<String> certification) {}
