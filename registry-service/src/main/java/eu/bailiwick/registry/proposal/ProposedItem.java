package eu.bailiwick.registry.proposal;

import com.fasterxml.jackson.databind.JsonNode;
import eu.bailiwick.registry.catalogue.CatalogueState;
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
 * @param after what it is to be
 */
record ProposedItem(
    String kind, String id, @Nullable Long revision, @Nullable JsonNode before, JsonNode after) {

  static ProposedItem of(Upsert<?> upsert, CatalogueState before) {
    Optional<? extends Stored<?>> stored = before.find(upsert.kind(), upsert.id());
    return new ProposedItem(
        upsert.kind().name(),
        upsert.id(),
        stored.map(Stored::revision).orElse(null),
        stored.map(s -> json(s.value())).orElse(null),
        json(upsert.value()));
  }

  /** Whether the resource is as it was when this was proposed. */
  boolean isUntouchedIn(CatalogueState state) {
    return Objects.equals(
        revision, state.find(StoredJson.kind(kind), id).map(Stored::revision).orElse(null));
  }

  Upsert<?> upsert() {
    return upsert(StoredJson.kind(kind));
  }

  private <T extends Record> Upsert<T> upsert(Kind<T> of) {
    String path = of.list() + "[\"" + id + "\"]";
    return new Upsert<>(of, StoredJson.read(of, after.toString()), path);
  }

  private static JsonNode json(Record value) {
    return CatalogueJson.mapper().valueToTree(value);
  }
}
