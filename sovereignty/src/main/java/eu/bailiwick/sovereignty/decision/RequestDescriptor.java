package eu.bailiwick.sovereignty.decision;

import eu.bailiwick.sovereignty.catalogue.Operation;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All of a request that a decision depends on. Carries nothing of the payload.
 *
 * @param tenant id of the tenant
 * @param application id of the application
 * @param dataClass the class that the request named; null if it named none, then the application's
 *     floor counts
 * @param model the model's name as the caller sent it
 * @param operation what the model is asked for
 * @param within countries and groups to which the request narrows itself; empty if it does not
 */
public record RequestDescriptor(
    String tenant,
    String application,
    @Nullable String dataClass,
    String model,
    Operation operation,
    List<String> within) {

  /** Copies {@code within}. */
  public RequestDescriptor {
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(application, "application");
    Objects.requireNonNull(model, "model");
    Objects.requireNonNull(operation, "operation");
    within = List.copyOf(within);
  }
}
