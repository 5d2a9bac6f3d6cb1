package eu.bailiwick.registry.lifecycle;

import eu.bailiwick.registry.catalogue.CatalogueEditor;
import eu.bailiwick.registry.catalogue.CatalogueState;
import eu.bailiwick.registry.catalogue.Provenance;
import eu.bailiwick.registry.catalogue.Stored;
import eu.bailiwick.registry.document.Kind;
import eu.bailiwick.registry.document.Upsert;
import eu.bailiwick.registry.http.ErrorCode;
import eu.bailiwick.registry.http.RefusedException;
import eu.bailiwick.sovereignty.catalogue.Lifecycle;
import eu.bailiwick.sovereignty.catalogue.Lifecycle.State;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.UnaryOperator;

/** Takes versions from state to state. */
@ApplicationScoped
class VersionLifecycle {

  private final CatalogueEditor editor;

  VersionLifecycle(CatalogueEditor editor) {
    this.editor = editor;
  }

  /**
   * Takes one step.
   *
   * @param change what it makes of the lifecycle; may refuse by throwing
   * @throws RefusedException with 404 if there is no such version, 409 if its state does not lead
   *     to the new one
   */
  Stored<Lifecycle> step(String version, Provenance provenance, UnaryOperator<Lifecycle> change) {
    return editor
        .step(
            provenance,
            before -> {
              Lifecycle is = current(before, version);
              Lifecycle becomes = change.apply(is);
              if (!is.state().next().contains(becomes.state())) {
                throw wrongState(is.state(), becomes.state());
              }
              return List.of(new Upsert<>(Kind.LIFECYCLES, becomes, ""));
            })
        .find(Kind.LIFECYCLES, version)
        .orElseThrow();
  }

  /**
   * Where a version is.
   *
   * @throws RefusedException with 404 if there is no such version
   */
  static Lifecycle current(CatalogueState state, String version) {
    if (state.find(Kind.VERSIONS, version).isEmpty()) {
      throw new RefusedException(
          ErrorCode.NOT_FOUND, "no \"" + version + "\" among the " + Kind.VERSIONS);
    }
    return state
        .find(Kind.LIFECYCLES, version)
        .map(Stored::value)
        .orElseGet(() -> Lifecycle.draft(version));
  }

  private static RefusedException wrongState(State is, State wanted) {
    return new RefusedException(
        ErrorCode.WRONG_STATE,
        "it is "
            + is
            + ", from which "
            + wanted
            + " cannot be reached; next may come "
            + is.next().stream().sorted().toList());
  }
}
