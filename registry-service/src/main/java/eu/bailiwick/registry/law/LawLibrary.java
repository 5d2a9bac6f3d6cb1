package eu.bailiwick.registry.law;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bailiwick.registry.catalogue.CatalogueEditor;
import eu.bailiwick.registry.catalogue.CatalogueHistory;
import eu.bailiwick.registry.catalogue.CatalogueState;
import eu.bailiwick.registry.catalogue.CatalogueStore;
import eu.bailiwick.registry.catalogue.Change;
import eu.bailiwick.registry.catalogue.Provenance;
import eu.bailiwick.registry.catalogue.StoredJson;
import eu.bailiwick.registry.document.Kind;
import eu.bailiwick.registry.document.Reading;
import eu.bailiwick.registry.http.Precondition;
import eu.bailiwick.registry.json.CatalogueJson;
import eu.bailiwick.sovereignty.law.Law;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import java.util.Optional;

/** The editions of the law, and how another one comes into force. */
@ApplicationScoped
class LawLibrary {

  private static final int SHOWN = 1000;
  private static final String CONTROL_RULES = "controlRules";

  private final CatalogueStore store;
  private final CatalogueEditor editor;
  private final CatalogueHistory history;

  LawLibrary(CatalogueStore store, CatalogueEditor editor, CatalogueHistory history) {
    this.store = store;
    this.editor = editor;
    this.history = history;
  }

  /** The edition in force. */
  LawDocument inForce() {
    return document(store.current());
  }

  /**
   * Brings an edition into force.
   *
   * @param document without control rules those in force stay
   * @throws eu.bailiwick.registry.http.RefusedException if it is not what is expected to be
   *     replaced (412, 428), or cannot follow it or would leave the catalogue unsound (422)
   * @throws eu.bailiwick.registry.catalogue.KeptException if it has to be approved first
   */
  LawDocument load(JsonNode document, Precondition precondition, Provenance provenance) {
    return document(
        editor.edit(provenance, before -> reading(document, precondition, before)).after());
  }

  /** All editions, at most 1000 of those loaded. */
  LawEditions editions() {
    Law shipped = Law.shipped();
    return new LawEditions(
        new LawEditions.Shipped(shipped.edition(), shipped.digest()),
        history.changesOf(Kind.LAW, Kind.THE_LAW, SHOWN).stream().map(LawLibrary::loaded).toList());
  }

  private static Reading reading(
      JsonNode document, Precondition precondition, CatalogueState before) {
    Law inForce = before.catalogue().law();
    precondition.checkChange(Optional.of(LawDocument.etag(inForce.digest())));
    Reading reading = Reading.resource(Kind.LAW, Kind.THE_LAW, withControlRules(document, inForce));
    reading.upserts().stream()
        .map(upsert -> (Law) upsert.value())
        .filter(next -> isLoaded(before) || !next.equals(inForce))
        .forEach(next -> Succession.check(inForce, next, reading.violations()));
    return reading;
  }

  private static JsonNode withControlRules(JsonNode document, Law inForce) {
    if (!(document instanceof ObjectNode fields) || fields.hasNonNull(CONTROL_RULES)) {
      return document;
    }
    ObjectNode completed = fields.deepCopy();
    completed.set(CONTROL_RULES, CatalogueJson.mapper().valueToTree(inForce.controlRules()));
    return completed;
  }

  private static LawDocument document(CatalogueState state) {
    return LawDocument.of(state.catalogue().law(), isLoaded(state));
  }

  private static boolean isLoaded(CatalogueState state) {
    return state.find(Kind.LAW, Kind.THE_LAW).isPresent();
  }

  private static LawEditions.Loaded loaded(Change change) {
    JsonNode after = Objects.requireNonNull(change.items().getFirst().after());
    Law law = StoredJson.read(Kind.LAW, after.toString());
    return new LawEditions.Loaded(
        law.edition(),
        law.digest(),
        change.revision(),
        change.at(),
        change.actor(),
        change.approvedBy(),
        change.reason());
  }
}
