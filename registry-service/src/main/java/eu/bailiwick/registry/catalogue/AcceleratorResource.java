package eu.bailiwick.registry.catalogue;

import eu.bailiwick.registry.capacity.Accelerator;
import eu.bailiwick.registry.document.Kind;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Types of accelerators. */
@Path("/v1/accelerators")
@Tag(name = "accelerators", description = "Types of accelerators")
public class AcceleratorResource extends PlainKindResource<Accelerator> {

  AcceleratorResource(AnyResource any) {
    super(Kind.ACCELERATORS, any);
  }
}
