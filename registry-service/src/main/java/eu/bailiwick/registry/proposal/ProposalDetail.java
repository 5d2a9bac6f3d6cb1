package eu.bailiwick.registry.proposal;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import eu.bailiwick.registry.catalogue.Difference;
import eu.bailiwick.registry.json.CatalogueJson;
import eu.bailiwick.sovereignty.eligibility.Flip;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A proposal with what it is about.
 *
 * @param proposal its members stand beside the others
 * @param created what would be new
 * @param changed what would be different, field by field
 * @param removed what would be gone, as it is
 * @param flips the answers that it would turn, those from deny to permit first
 * @param more how much the lists leave out
 */
record ProposalDetail(
    @JsonUnwrapped Proposal proposal,
    List<Resource> created,
    List<Difference> changed,
    List<Resource> removed,
    List<Flip> flips,
    More more) {

  private static final int SHOWN = 200;

  /** A resource as it would be, or as it is if it would be gone. */
  @Schema(name = "ProposedResource")
  record Resource(String kind, String id, @Schema(implementation = Object.class) JsonNode value) {}

  /** How many are left out of each list. */
  @Schema(name = "ProposalMore")
  record More(int created, int changed, int removed, int flips) {}

  static ProposalDetail of(ProposalRow row, Proposal seen) {
    List<Resource> created = new ArrayList<>();
    List<Difference> changed = new ArrayList<>();
    List<Resource> removed = new ArrayList<>();
    for (ProposedItem item : items(row)) {
      JsonNode before = item.before();
      JsonNode after = item.after();
      if (before != null && after != null) {
        changed.add(Difference.between(item.kind(), item.id(), before, after));
      } else if (after != null) {
        created.add(new Resource(item.kind(), item.id(), after));
      } else if (before != null) {
        removed.add(new Resource(item.kind(), item.id(), before));
      }
    }
    List<Flip> flips = flips(row);
    return new ProposalDetail(
        seen,
        first(created),
        first(changed),
        first(removed),
        first(flips),
        new More(left(created), left(changed), left(removed), left(flips)));
  }

  static List<ProposedItem> items(ProposalRow row) {
    return List.of(read(row.items, ProposedItem[].class));
  }

  static List<Flip> flips(ProposalRow row) {
    return List.of(read(row.flips, Flip[].class));
  }

  private static <T> T read(String json, Class<T> type) {
    try {
      return CatalogueJson.mapper().readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored proposal cannot be read", e);
    }
  }

  private static <T> List<T> first(List<T> all) {
    return List.copyOf(all.subList(0, Math.min(SHOWN, all.size())));
  }

  private static int left(List<?> all) {
    return Math.max(0, all.size() - SHOWN);
  }
}
