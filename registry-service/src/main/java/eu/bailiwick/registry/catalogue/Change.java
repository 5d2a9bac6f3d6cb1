package eu.bailiwick.registry.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One change of the catalogue.
 *
 * @param revision the catalogue's revision that it made
 * @param at when
 * @param actor who, as authenticated
 * @param reason why, in the actor's words; null if none was given
 * @param approvedBy the other person who approved it; null if nobody had to
 * @param items what, in order of kind and id
 */
public record Change(
    long revision,
    Instant at,
    String actor,
    @Nullable String reason,
    @Nullable String approvedBy,
    List<Item> items) {

  /**
   * One resource in it.
   *
   * @param kind as in URLs
   * @param before null if it is new
   * @param after null if it is gone
   */
  @Schema(name = "ChangeItem")
  public record Item(
      String kind,
      String id,
      @Schema(implementation = Object.class) @Nullable JsonNode before,
      @Schema(implementation = Object.class) @Nullable JsonNode after) {}
}
