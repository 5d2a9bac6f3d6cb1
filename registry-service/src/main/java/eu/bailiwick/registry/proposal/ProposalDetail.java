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
 * @param flips the answers that it would turn, those from deny to permit first
 * @param more how much the lists leave out
 */
record ProposalDetail(
    @JsonUnwrapped Proposal proposal,
    List<NewResource> created,
    List<Difference> changed,
    List<Flip> flips,
    More more) {

  private static final int SHOWN = 200;

  /** A resource that would be new, as it would be. */
  record NewResource(
      String kind, String id, @Schema(implementation = Object.class) JsonNode value) {}

  /** How many are left out of each list. */
  @Schema(name = "ProposalMore")
  record More(int created, int changed, int flips) {}

  static ProposalDetail of(ProposalRow row, Proposal seen) {
    List<NewResource> created = new ArrayList<>();
    List<Difference> changed = new ArrayList<>();
    for (ProposedItem item : items(row)) {
      if (item.before() == null) {
        created.add(new NewResource(item.kind(), item.id(), item.after()));
      } else {
        changed.add(Difference.between(item.kind(), item.id(), item.before(), item.after()));
      }
    }
    List<Flip> flips = flips(row);
    return new ProposalDetail(
        seen,
        first(created),
        first(changed),
        first(flips),
        new More(left(created), left(changed), left(flips)));
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
