package eu.bailiwick.registry.catalogue;

import eu.bailiwick.registry.document.Kind;
import eu.bailiwick.sovereignty.catalogue.Entity;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Legal persons and who controls them. */
@Path("/v1/entities")
@Tag(name = "entities", description = "Legal persons and who controls them")
public class EntityResource extends PlainKindResource<Entity> {

  EntityResource(AnyResource any) {
    super(Kind.ENTITIES, any);
  }
}
