package eu.bailiwick.registry.proposal;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bailiwick.registry.catalogue.CatalogueState;
import eu.bailiwick.registry.catalogue.Removal;
import eu.bailiwick.registry.catalogue.Stored;
import eu.bailiwick.registry.catalogue.StoredJson;
import eu.bailiwick.registry.document.Kind;
import eu.bailiwick.registry.document.Upsert;
import eu.bailiwick.registry.json.CatalogueJson;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One resource of a proposal.
 *
 * @param kind as in URLs
 * @param revision at which it was last changed when it was proposed; null if it was not there
 * @param before what it was then; null if it was not there
 * @param after what it is to be; null if it is to be gone
 */
record ProposedItem(
    String kind,
    String id,
    @Nullable Long revision,
    @Nullable JsonNode before,
    @Nullable JsonNode after) {

  static ProposedItem of(Upsert<?> upsert, CatalogueState before) {
    return of(upsert.kind(), upsert.id(), json(upsert.value()), before);
  }

  static ProposedItem of(Removal removal, CatalogueState before) {
    return of(removal.kind(), removal.id(), null, before);
  }

  private static ProposedItem of(
      Kind<?> kind, String id, @Nullable JsonNode after, CatalogueState before) {
    Optional<? extends Stored<?>> stored = before.find(kind, id);
    return new ProposedItem(
        kind.name(),
        id,
        stored.map(Stored::revision).orElse(null),
        stored.map(s -> json(s.value())).orElse(null),
        after);
  }

  /** Whether the resource is as it was when this was proposed. */
  boolean isUntouchedIn(CatalogueState state) {
    return Objects.equals(
        revision, state.find(StoredJson.kind(kind), id).map(Stored::revision).orElse(null));
  }

  /** The removal, if it is one. */
  Optional<Removal> removal() {
    return after == null ? Optional.of(new Removal(StoredJson.kind(kind), id)) : Optional.empty();
  }

  /** What is to be written; empty if it is a removal. */
  Optional<Upsert<?>> upsert() {
    return Optional.ofNullable(after).map(value -> upsert(StoredJson.kind(kind), value));
  }

  private <T extends Record> Upsert<T> upsert(Kind<T> of, JsonNode value) {
    String path = of.list() + "[\"" + id + "\"]";
    return new Upsert<>(of, StoredJson.read(of, value.toString()), path);
  }

  private static JsonNode json(Record value) {
    return CatalogueJson.mapper().valueToTree(value);
  }
}
