package eu.bailiwick.registry.catalogue;

import eu.bailiwick.registry.document.Kind;
import eu.bailiwick.sovereignty.policy.Policy;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What is demanded of endpoints, and for whom. */
@Path("/v1/policies")
@Tag(name = "policies", description = "What is demanded of endpoints, and for whom")
public class PolicyResource extends PlainKindResource<Policy> {

  PolicyResource(AnyResource any) {
    super(Kind.POLICIES, any);
  }
}
