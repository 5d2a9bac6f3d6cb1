package eu.bailiwick.registry.http;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Arrays;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

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
  RestResponse<Problem> refusedByFramework(
      WebApplicationException e, ContainerRequestContext request) {
    int status = e.getResponse().getStatus();
    Optional<ErrorCode> code =
        Arrays.stream(ErrorCode.values()).filter(c -> c.status() == status).findFirst();
    if (code.isEmpty() || code.get() == ErrorCode.INTERNAL_ERROR) {
      return unexpected(e);
    }
    return response(Problem.of(frameworkCode(code.get()), detail(status, request))).build();
  }

  /** What is wrong and what would be right, where the framework says no more than a status. */
  private static @Nullable String detail(int status, ContainerRequestContext request) {
    String path = request.getUriInfo().getPath();
    return switch (status) {
      case 404 -> "Nothing is served at " + path + "; /q/openapi says what is.";
      case 405 ->
          request.getMethod()
              + " is not served at "
              + path
              + "; /q/openapi says which methods are.";
      case 406 ->
          "This is not available as %s; without Accept it comes as it is."
              .formatted(request.getHeaderString(HttpHeaders.ACCEPT));
      case 415 ->
          "The body came as %s; %s is taken, and /q/openapi says what else is."
              .formatted(request.getHeaderString(HttpHeaders.CONTENT_TYPE), taken(request));
      default -> null;
    };
  }

  /** What every resource takes; a test holds them to it. */
  private static String taken(ContainerRequestContext request) {
    return request.getMethod().equals(HttpMethod.PATCH)
        ? "application/merge-patch+json"
        : "application/json";
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
