package eu.bailiwick.routing.usage;

import eu.bailiwick.sovereignty.catalogue.Operation;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What every event of one request repeats; {@code descriptor} in the event's schema.
 *
 * @param request id of the request and of its decision, a UUID of version 7
 * @param tenant id of the tenant
 * @param application id of the application
 * @param key id of the API key
 * @param dataClass the class that the request named, or null
 * @param model the model as the caller sent it; null if it could not be read
 * @param operation what was asked for; null if it was nothing that is served
 * @param within areas to which the request narrowed itself
 * @param stream whether the answer was asked for as a stream
 * @param bodyBytes size of the request's body in bytes
 */
public record RequestFacts(
    UUID request,
    String tenant,
    String application,
    String key,
    @Nullable String dataClass,
    @Nullable String model,
    @Nullable Operation operation,
    List<String> within,
    boolean stream,
    long bodyBytes) {

  /** Of a request for something that is not served. */
  public static RequestFacts undecidable(
      UUID request, String tenant, String application, String key) {
    return new RequestFacts(
        request, tenant, application, key, null, null, null, List.of(), false, 0);
  }
}
