package eu.bailiwick.sovereignty.policy;

import eu.bailiwick.sovereignty.evidence.Checks;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Constraints for a scope. All policies whose scope covers a request hold at once.
 *
 * @param id identifier in the catalogue
 * @param scope for whom it holds
 * @param constraints what it demands; never empty
 * @param examples what its author expects of it; they demand nothing
 * @param remoteMedia what it says of media that are named by a URL; null if it says nothing
 */
public record Policy(
    String id,
    Scope scope,
    List<Constraint> constraints,
    List<Example> examples,
    @Nullable RemoteMedia remoteMedia) {

  /**
   * @throws IllegalArgumentException if the id is malformed or there are no constraints
   */
  public Policy {
    Checks.id(id);
    Objects.requireNonNull(scope, "scope");
    if (constraints == null || constraints.isEmpty()) {
      throw new IllegalArgumentException(
          "policy \"" + id + "\" has no constraints: it would constrain nothing");
    }
    constraints = List.copyOf(constraints);
    examples = examples == null ? List.of() : List.copyOf(examples);
  }

  /** A policy that says nothing of media that are named by a URL. */
  public Policy(String id, Scope scope, List<Constraint> constraints, List<Example> examples) {
    this(id, scope, constraints, examples, null);
  }
}
