package eu.bailiwick.registry.catalogue;

import eu.bailiwick.registry.document.Kind;
import eu.bailiwick.sovereignty.catalogue.Application;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Programs of tenants. */
@Path("/v1/applications")
@Tag(name = "applications", description = "Programs of tenants")
public class ApplicationResource extends PlainKindResource<Application> {

  ApplicationResource(AnyResource any) {
    super(Kind.APPLICATIONS, any);
  }
}
