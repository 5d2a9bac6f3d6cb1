package eu.bailiwick.registry.catalogue;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import eu.bailiwick.registry.capacity.Accelerator;
import eu.bailiwick.registry.capacity.CapacityClaim;
import eu.bailiwick.registry.document.Kind;
import eu.bailiwick.sovereignty.catalogue.Catalogue;
import java.util.List;

/**
 * Everything at one revision.
 *
 * @param catalogue its members stand beside the revision
 */
record WholeCatalogue(
    long revision,
    @JsonUnwrapped Catalogue catalogue,
    List<Accelerator> accelerators,
    List<CapacityClaim> capacityClaims) {

  static WholeCatalogue of(CatalogueState state) {
    return new WholeCatalogue(
        state.revision(),
        state.catalogue(),
        state.list(Kind.ACCELERATORS),
        state.list(Kind.CAPACITY_CLAIMS));
  }
}
