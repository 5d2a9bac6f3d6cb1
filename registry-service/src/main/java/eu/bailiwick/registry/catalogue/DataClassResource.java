package eu.bailiwick.registry.catalogue;

import eu.bailiwick.registry.document.Kind;
import eu.bailiwick.sovereignty.catalogue.DataClass;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Tenants' own classes of data. */
@Path("/v1/data-classes")
@Tag(name = "data-classes", description = "Tenants' own classes of data")
public class DataClassResource extends PlainKindResource<DataClass> {

  DataClassResource(AnyResource any) {
    super(Kind.DATA_CLASSES, any);
  }
}
