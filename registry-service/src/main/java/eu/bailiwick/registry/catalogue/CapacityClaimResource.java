package eu.bailiwick.registry.catalogue;

import eu.bailiwick.registry.capacity.CapacityClaim;
import eu.bailiwick.registry.document.Kind;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What is claimed of the size of sites. */
@Path("/v1/capacity-claims")
@Tag(name = "capacity-claims", description = "What is claimed of the size of sites")
public class CapacityClaimResource extends PlainKindResource<CapacityClaim> {

  CapacityClaimResource(AnyResource any) {
    super(Kind.CAPACITY_CLAIMS, any);
  }
}
