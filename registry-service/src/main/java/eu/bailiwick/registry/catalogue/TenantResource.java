package eu.bailiwick.registry.catalogue;

import eu.bailiwick.registry.document.Kind;
import eu.bailiwick.sovereignty.catalogue.Tenant;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Organisations that call. */
@Path("/v1/tenants")
@Tag(name = "tenants", description = "Organisations that call")
public class TenantResource extends PlainKindResource<Tenant> {

  TenantResource(AnyResource any) {
    super(Kind.TENANTS, any);
  }
}
