package eu.bailiwick.registry.catalogue;

import eu.bailiwick.registry.document.Kind;
import eu.bailiwick.sovereignty.catalogue.ApiKey;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Hashes of API keys. */
@Path("/v1/keys")
@Tag(name = "keys", description = "Hashes of API keys")
public class ApiKeyResource extends PlainKindResource<ApiKey> {

  ApiKeyResource(AnyResource any) {
    super(Kind.KEYS, any);
  }
}
