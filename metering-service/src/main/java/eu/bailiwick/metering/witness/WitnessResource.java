package eu.bailiwick.metering.witness;

import eu.bailiwick.metering.c2sp.VerifierKey;
import eu.bailiwick.metering.problem.ErrorCode;
import eu.bailiwick.metering.problem.ProblemException;
import eu.bailiwick.metering.storage.StorageUnavailableException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The witness for logs of others; a checkpoint's signature is all that they need to show. */
@Path("/witness")
@RunOnVirtualThread
@PermitAll
final class WitnessResource {

  private static final String SIZE = "text/x.tlog.size";

  private final Witnessing witnessing;

  WitnessResource(Witnessing witnessing) {
    this.witnessing = witnessing;
  }

  @POST
  @Path("/add-checkpoint")
  @Consumes(MediaType.WILDCARD)
  @Produces(MediaType.WILDCARD)
  @Operation(hidden = true)
  public Response add(byte[] body) {
    requireWitness();
    try {
      return witnessing
          .judge(body)
          .map(WitnessResource::answer)
          .orElseThrow(() -> unavailable("Too many submissions at once.", null));
    } catch (StorageUnavailableException e) {
      throw unavailable("Try again soon.", e);
    }
  }

  private static Response answer(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Cosigned(String lines) -> text(200, MediaType.TEXT_PLAIN, lines);
      case Verdict.Conflict(long size) -> text(409, SIZE, size + "\n");
      case Verdict.Forked(long size) -> text(409, SIZE, size + "\n");
      case Verdict.Refused(Verdict.Refusal refusal, String reason) ->
          text(refusal.status(), MediaType.TEXT_PLAIN, reason + "\n");
    };
  }

  private static Response text(int status, String type, String text) {
    return Response.status(status)
        .type(type.equals(SIZE) ? type : type + ";charset=utf-8")
        .entity(text)
        .build();
  }

  private static ProblemException unavailable(
      String detail, @Nullable StorageUnavailableException cause) {
    return cause == null
        ? new ProblemException(ErrorCode.STORAGE_UNAVAILABLE, detail)
        : new ProblemException(ErrorCode.STORAGE_UNAVAILABLE, detail, cause);
  }

  /** The keys of the witness, one a line. */
  @GET
  @Path("/keys")
  @Produces("text/plain;charset=utf-8")
  @Operation(hidden = true)
  public String keys() {
    requireWitness();
    return witnessing.keys().stream()
        .map(VerifierKey::toString)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private void requireWitness() {
    if (!witnessing.isSet()) {
      throw new ProblemException(ErrorCode.NOT_FOUND, "There is no witness here.");
    }
  }
}
