package eu.bailiwick.registry.lifecycle;

import eu.bailiwick.registry.catalogue.Actor;
import eu.bailiwick.registry.catalogue.CatalogueEditor;
import eu.bailiwick.registry.catalogue.CatalogueState;
import eu.bailiwick.registry.document.Kind;
import eu.bailiwick.registry.document.Upsert;
import eu.bailiwick.registry.http.Roles;
import eu.bailiwick.registry.idempotency.Idempotent;
import eu.bailiwick.sovereignty.catalogue.ApiKey;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

/** Makes API keys. */
@Path("/v1/keys")
@Tag(name = "keys")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class KeyMakingResource {

  private final CatalogueEditor editor;
  private final Actor actor;
  private final Secrets secrets;

  KeyMakingResource(CatalogueEditor editor, Actor actor, Secrets secrets) {
    this.editor = editor;
    this.actor = actor;
    this.secrets = secrets;
  }

  @POST
  @Idempotent(without = "key")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.OPERATOR)
  @Operation(
      operationId = "makeKey",
      summary = "Makes an API key, which is shown this once",
      description =
          "The registry keeps its SHA-256 only; asked again with the same Idempotency-Key, it"
              + " answers without the key.")
  @RequestBody(content = @Content(schema = @Schema(implementation = KeyRequest.class)))
  public RestResponse<NewKey> make(InputStream body) {
    KeyRequest asked = actor.says(KeyRequest.class, body);
    String secret = secrets.next();
    CatalogueState after =
        editor.step(
            actor.because(asked.reason()),
            before ->
                List.of(
                    new Upsert<>(
                        Kind.KEYS,
                        new ApiKey(
                            id(before.revision() + 1),
                            asked.application(),
                            Secrets.hash(secret),
                            ApiKey.Status.ACTIVE,
                            asked.validTo(),
                            asked.limits()),
                        "")));
    NewKey made = new NewKey(id(after.revision()), asked.application(), asked.validTo(), secret);
    return RestResponse.ResponseBuilder.<NewKey>created(URI.create("/v1/keys/" + made.id()))
        .entity(made)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  /** The revision makes it unique. */
  private static String id(long revision) {
    return "key-" + revision;
  }
}
