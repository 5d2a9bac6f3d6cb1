package eu.bailiwick.registry.explanation;

import eu.bailiwick.registry.document.DocumentParser;
import eu.bailiwick.registry.document.Format;
import eu.bailiwick.registry.http.ErrorCode;
import eu.bailiwick.registry.http.RefusedException;
import eu.bailiwick.registry.idempotency.Idempotent;
import eu.bailiwick.registry.json.RecordReader;
import eu.bailiwick.registry.json.Violations;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.InputStream;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Explains decisions over HTTP. */
@Path("/v1/decisions:explain")
@Tag(name = "decisions", description = "What would be decided, and why")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ExplanationResource {

  private final Explainer explainer;
  private final DocumentParser parser;
  private final SecurityIdentity identity;

  ExplanationResource(Explainer explainer, DocumentParser parser, SecurityIdentity identity) {
    this.explainer = explainer;
    this.parser = parser;
    this.identity = identity;
  }

  @POST
  @Idempotent
  @Consumes(MediaType.APPLICATION_JSON)
  @Authenticated
  @Operation(
      operationId = "explainDecision",
      summary = "What would be decided on a request, now or at a revision, and why",
      description =
          "Computed over all facts, also those that a cell may not know. The instant is now for the"
              + " current revision, the last one of a past revision, or the instant of asOf, unless"
              + " the question names another. Roles operator, approver and officer ask about every"
              + " tenant, a token with a claim tenant about that one: with the role tenant-admin it"
              + " sees every predicate, otherwise reason codes.")
  @RequestBody(content = @Content(schema = @Schema(implementation = Question.class)))
  public Explanation explain(
      @QueryParam("asOf")
          @Parameter(description = "A revision or an instant; the current revision if absent")
          @Nullable String asOf,
      InputStream body) {
    Reader reader = Reader.of(identity);
    return explainer.explain(question(body), asOf, reader);
  }

  private Question question(InputStream body) {
    Violations violations = new Violations();
    Optional<Question> question =
        new RecordReader(violations).read(Question.class, parser.parse(body, Format.JSON), "");
    return question
        .filter(read -> violations.isEmpty())
        .orElseThrow(
            () ->
                new RefusedException(
                    ErrorCode.INVALID_REQUEST,
                    "the question cannot be answered",
                    violations.list()));
  }
}
