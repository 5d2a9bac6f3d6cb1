package eu.bailiwick.routing.binding;

/**
 * A response that an upstream keeps.
 *
 * @param endpoint id of the endpoint that made it
 * @param model the model as its caller named it
 * @param dataClass id of the data class that counted when it was made
 * @param id its id at the upstream
 */
public record KeptResponse(String endpoint, String model, String dataClass, String id) {}
