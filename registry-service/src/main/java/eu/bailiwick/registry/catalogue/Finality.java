package eu.bailiwick.registry.catalogue;

import eu.bailiwick.registry.document.Kind;
import eu.bailiwick.registry.document.Upsert;
import eu.bailiwick.registry.json.Violation;
import eu.bailiwick.sovereignty.catalogue.ApiKey;
import eu.bailiwick.sovereignty.catalogue.Approval;
import eu.bailiwick.sovereignty.catalogue.Lifecycle;
import eu.bailiwick.sovereignty.catalogue.Revocation;
import java.util.Optional;

/** What is revoked stays so, whoever would change it. */
final class Finality {

  private static final String MESSAGE = "is revoked, and that is for good";

  private final CatalogueState before;

  /**
   * @param before the state that is to be changed
   */
  Finality(CatalogueState before) {
    this.before = before;
  }

  /** What is wrong with a change; the path begins at the resource, as in {@code .status}. */
  Optional<Violation> violation(Upsert<?> upsert) {
    return switch (upsert.value()) {
      case ApiKey key ->
          violation(
              ".status",
              key.status() != ApiKey.Status.REVOKED
                  && (revoked(Revocation.Kind.KEY, key.id())
                      || is(Kind.KEYS, key.id(), k -> k.status() == ApiKey.Status.REVOKED)));
      case Lifecycle lifecycle ->
          violation(
              ".state",
              lifecycle.state() != Lifecycle.State.REVOKED
                  && (revoked(Revocation.Kind.VERSION, lifecycle.version())
                      || is(
                          Kind.LIFECYCLES,
                          lifecycle.version(),
                          l -> l.state() == Lifecycle.State.REVOKED)));
      case Approval approval ->
          violation(
              ".state",
              approval.state() != Approval.State.REVOKED
                  && (revoked(Revocation.Kind.APPROVAL, approval.id())
                      || is(
                          Kind.APPROVALS,
                          approval.id(),
                          a -> a.state() == Approval.State.REVOKED)));
      case Revocation revocation ->
          violation("", is(Kind.REVOCATIONS, revocation.id(), r -> !r.equals(revocation)));
      default -> Optional.empty();
    };
  }

  private static Optional<Violation> violation(String path, boolean violated) {
    return violated ? Optional.of(new Violation(path, MESSAGE)) : Optional.empty();
  }

  private boolean revoked(Revocation.Kind kind, String subject) {
    return before.find(Kind.REVOCATIONS, Revocation.id(kind, subject)).isPresent();
  }

  private interface Condition<T> {
    boolean holds(T value);
  }

  private <T extends Record> boolean is(Kind<T> kind, String id, Condition<T> condition) {
    return before.find(kind, id).filter(stored -> condition.holds(stored.value())).isPresent();
  }
}
