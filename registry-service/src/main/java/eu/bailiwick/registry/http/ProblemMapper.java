package eu.bailiwick.registry.http;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Arrays;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers everything that goes wrong as a problem. */
final class ProblemMapper {

  private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

  @ServerExceptionMapper
  RestResponse<Problem> refused(RefusedException e) {
    return response(Problem.of(e)).build();
  }

  @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
  RestResponse<Problem> unauthenticated() {
    return response(Problem.of(ErrorCode.UNAUTHENTICATED))
        .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
        .build();
  }

  @ServerExceptionMapper
  RestResponse<Problem> forbidden(ForbiddenException e) {
    return response(Problem.of(ErrorCode.FORBIDDEN)).build();
  }

  /** What JAX-RS itself refuses: unknown paths, methods, media types. */
  @ServerExceptionMapper
  RestResponse<Problem> refusedByFramework(WebApplicationException e) {
    int status = e.getResponse().getStatus();
    Optional<ErrorCode> code =
        Arrays.stream(ErrorCode.values()).filter(c -> c.status() == status).findFirst();
    if (code.isEmpty() || code.get() == ErrorCode.INTERNAL_ERROR) {
      return unexpected(e);
    }
    return response(Problem.of(frameworkCode(code.get()))).build();
  }

  @ServerExceptionMapper
  RestResponse<Problem> unexpected(Throwable e) {
    LOG.error("a request failed", e);
    return response(Problem.of(ErrorCode.INTERNAL_ERROR)).build();
  }

  /** The framework's 400 is about a parameter; documents are parsed by us. */
  private static ErrorCode frameworkCode(ErrorCode code) {
    return code.status() == 400 ? ErrorCode.INVALID_PARAMETER : code;
  }

  private static RestResponse.ResponseBuilder<Problem> response(Problem problem) {
    return RestResponse.ResponseBuilder.<Problem>create(problem.status())
        .entity(problem)
        .type(Problem.MEDIA_TYPE);
  }
}
