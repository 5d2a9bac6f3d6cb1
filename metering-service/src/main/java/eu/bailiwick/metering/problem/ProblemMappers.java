package eu.bailiwick.metering.problem;

import eu.bailiwick.metering.storage.StorageUnavailableException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Tells every failure as a problem. */
final class ProblemMappers {

  private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

  @ServerExceptionMapper
  Response problem(ProblemException e, UriInfo uri) {
    if (e.code().status() >= 500) {
      LOG.warnf(e.getCause(), "%s: %s", uri.getPath(), e.getMessage());
    }
    var answer = answer(e.code(), e.code().status(), text(e), uri, e.violations());
    return e.code().status() == 503 || e.code().status() == 429
        ? answer.header(HttpHeaders.RETRY_AFTER, 1).build()
        : answer.build();
  }

  @ServerExceptionMapper
  Response storageUnavailable(StorageUnavailableException e, UriInfo uri) {
    return problem(new ProblemException(ErrorCode.STORAGE_UNAVAILABLE, "Try again soon.", e), uri);
  }

  @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
  Response unauthenticated(SecurityException e, UriInfo uri) {
    String detail = "The token is missing, has expired, or was not issued for this service.";
    return answer(ErrorCode.UNAUTHENTICATED, 401, detail, uri, List.of())
        .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
        .build();
  }

  @ServerExceptionMapper
  Response forbidden(ForbiddenException e, UriInfo uri) {
    String detail = "None of the token's groups is a role that may do this.";
    return answer(ErrorCode.FORBIDDEN, 403, detail, uri, List.of()).build();
  }

  @ServerExceptionMapper
  Response ofJaxRs(WebApplicationException e, ContainerRequestContext request) {
    int status = e.getResponse().getStatus();
    ErrorCode code = ErrorCode.ofStatus(status);
    return answer(code, status, detail(code, request), request.getUriInfo(), List.of()).build();
  }

  /** What is wrong and what would be right, where the framework says no more than a status. */
  private static String detail(ErrorCode code, ContainerRequestContext request) {
    String path = request.getUriInfo().getPath();
    return switch (code) {
      case NOT_FOUND -> "Nothing is served at " + path + "; /q/openapi says what is.";
      case METHOD_NOT_ALLOWED ->
          request.getMethod()
              + " is not served at "
              + path
              + "; /q/openapi says which methods are.";
      case NOT_ACCEPTABLE ->
          "This is not available as %s; without Accept it comes as it is."
              .formatted(request.getHeaderString(HttpHeaders.ACCEPT));
      case UNSUPPORTED_MEDIA_TYPE ->
          "The body came as %s; application/json is needed."
              .formatted(request.getHeaderString(HttpHeaders.CONTENT_TYPE));
      default -> code.title() + ".";
    };
  }

  @ServerExceptionMapper
  Response unexpected(RuntimeException e, UriInfo uri) {
    LOG.errorf(e, "%s failed", uri.getPath());
    return answer(ErrorCode.INTERNAL_ERROR, 500, "The log says more.", uri, List.of()).build();
  }

  private static Response.ResponseBuilder answer(
      ErrorCode code, int status, String detail, UriInfo uri, List<Violation> violations) {
    return Response.status(status)
        .type(Problem.MEDIA_TYPE)
        .entity(Problem.of(code, status, detail, uri.getPath(), violations));
  }

  private static String text(ProblemException e) {
    return String.valueOf(e.getMessage());
  }
}
