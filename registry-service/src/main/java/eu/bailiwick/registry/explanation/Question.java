package eu.bailiwick.registry.explanation;

import eu.bailiwick.sovereignty.catalogue.Operation;
import eu.bailiwick.sovereignty.decision.RequestDescriptor;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A question what would be decided.
 *
 * @param tenant id of the tenant
 * @param application id of the application
 * @param dataClass the class that the request would name; null for the application's floor
 * @param model the model as a caller would send it
 * @param operation what it would be asked for; null for chat
 * @param within areas to which the request would narrow itself; null for none
 * @param cell id of the cell that would decide; null if there is only one
 * @param at the instant for which it is decided; null for that of the catalogue asked about
 */
@Schema(name = "Question")
record Question(
    String tenant,
    String application,
    @Nullable String dataClass,
    String model,
    Operation operation,
    List<String> within,
    @Nullable String cell,
    @Nullable Instant at) {

  /** Null stands for chat, and for no areas. */
  Question {
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(application, "application");
    Objects.requireNonNull(model, "model");
    operation = operation == null ? Operation.CHAT : operation;
    within = within == null ? List.of() : List.copyOf(within);
  }

  RequestDescriptor descriptor() {
    return new RequestDescriptor(tenant, application, dataClass, model, operation, within);
  }
}
