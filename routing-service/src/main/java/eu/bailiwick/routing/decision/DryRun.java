package eu.bailiwick.routing.decision;

import eu.bailiwick.routing.problem.ProblemCode;
import eu.bailiwick.routing.problem.ProblemException;
import eu.bailiwick.routing.problem.Violation;
import eu.bailiwick.sovereignty.catalogue.Operation;
import eu.bailiwick.sovereignty.catalogue.Snapshot;
import eu.bailiwick.sovereignty.decision.RequestDescriptor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A question what would be decided.
 *
 * @param model the model as a caller would send it
 * @param operation what it would be asked for; null for chat
 * @param dataClass the class that the request would name, or null
 * @param within areas to which the request would narrow itself; null for none
 * @param tenant id of the tenant; only for those who come with a token, who must give it
 * @param application id of the application; likewise
 * @param at the instant for which it would be decided, within the life of the served snapshot; null
 *     for now
 */
record DryRun(
    @Nullable String model,
    @Nullable Operation operation,
    @Nullable String dataClass,
    @Nullable List<String> within,
    @Nullable String tenant,
    @Nullable String application,
    @Nullable Instant at) {

  /**
   * The instant for which to decide.
   *
   * @throws ProblemException if the served snapshot says nothing about it
   */
  Instant decisive(Snapshot served, Instant now) {
    if (at == null) {
      return now;
    }
    if (at.isBefore(served.issuedAt()) || !served.isValidAt(at)) {
      throw new ProblemException(
          ProblemCode.INVALID_REQUEST,
          "The question cannot be answered here.",
          List.of(
              new Violation(
                  "at",
                  "lies outside "
                      + served.issuedAt()
                      + " to "
                      + served.validUntil()
                      + ", of which this router knows; the registry explains other instants")));
    }
    return at;
  }

  RequestDescriptor descriptor(Reader reader) {
    List<Violation> violations = new ArrayList<>();
    String askedModel = needed("model", model, violations);
    String askedTenant;
    String askedApplication;
    switch (reader) {
      case Reader.OfTenant(var caller) -> {
        askedTenant = own("tenant", tenant, caller.tenant().id(), violations);
        askedApplication = own("application", application, caller.application().id(), violations);
      }
      case Reader.Member member -> {
        askedTenant = needed("tenant", tenant, violations);
        askedApplication = needed("application", application, violations);
        if (violations.isEmpty() && !member.maySee(askedTenant)) {
          throw new ProblemException(ProblemCode.FORBIDDEN, DecisionsResource.NOT_FOR_YOU);
        }
      }
      case Reader.Overseer() -> {
        askedTenant = needed("tenant", tenant, violations);
        askedApplication = needed("application", application, violations);
      }
    }
    if (!violations.isEmpty()) {
      throw new ProblemException(
          ProblemCode.INVALID_REQUEST, "The question cannot be answered.", violations);
    }
    return new RequestDescriptor(
        askedTenant,
        askedApplication,
        dataClass,
        askedModel,
        Objects.requireNonNullElse(operation, Operation.CHAT),
        Objects.requireNonNullElse(within, List.of()));
  }

  private static String needed(String field, @Nullable String value, List<Violation> violations) {
    if (value == null || value.isBlank()) {
      violations.add(new Violation(field, "is missing"));
      return "";
    }
    return value;
  }

  private static String own(
      String field, @Nullable String value, String own, List<Violation> violations) {
    if (value != null && !value.equals(own)) {
      violations.add(new Violation(field, "is not that of the API key, which is \"" + own + "\""));
    }
    return own;
  }
}
