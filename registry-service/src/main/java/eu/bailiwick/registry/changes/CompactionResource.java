package eu.bailiwick.registry.changes;

import eu.bailiwick.registry.catalogue.CatalogueHistory;
import eu.bailiwick.registry.document.DocumentParser;
import eu.bailiwick.registry.document.Format;
import eu.bailiwick.registry.document.Reading;
import eu.bailiwick.registry.http.Roles;
import eu.bailiwick.registry.idempotency.Idempotent;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Forgets superseded history at an operator's word. */
@Path("/v1/catalogue/changes:compact")
@Tag(name = "changes")
@RunOnVirtualThread
public class CompactionResource {

  private final CatalogueHistory history;
  private final DocumentParser parser;

  CompactionResource(CatalogueHistory history, DocumentParser parser) {
    this.history = history;
    this.parser = parser;
  }

  /**
   * How far to compact.
   *
   * @param before the oldest revision that stays known whole
   */
  @Schema(name = "CompactionRequest")
  record Request(long before) {

    /**
     * @throws IllegalArgumentException if it is no revision
     */
    Request {
      if (before < 0) {
        throw new IllegalArgumentException("before " + before + ": a revision from 0 is needed");
      }
    }
  }

  /**
   * How far the history reaches back.
   *
   * @param oldest the oldest revision about which questions can be answered
   */
  @Schema(name = "Compaction")
  record Done(long oldest) {}

  @POST
  @Idempotent
  @Consumes(MediaType.APPLICATION_JSON)
  @Produces(MediaType.APPLICATION_JSON)
  @RolesAllowed(Roles.OPERATOR)
  @Operation(
      operationId = "compactChanges",
      summary = "Forgets what was superseded up to a revision",
      description =
          "The state at that revision, every later state and every later change stay exact."
              + " Whoever asks for what came before is answered 410.")
  @RequestBody(content = @Content(schema = @Schema(implementation = Request.class)))
  public Done compact(InputStream body) {
    return new Done(history.compact(before(body)));
  }

  private long before(InputStream body) {
    return Reading.body(Request.class, parser.parse(body, Format.JSON)).before();
  }
}
