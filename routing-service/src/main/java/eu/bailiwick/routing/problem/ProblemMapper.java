package eu.bailiwick.routing.problem;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Turns whatever a resource or the framework throws into a problem. */
final class ProblemMapper {

  private static final Logger LOGGER = Logger.getLogger(ProblemMapper.class);

  @ServerExceptionMapper
  Response problem(ProblemException e) {
    return response(e.code(), e.code().status(), e.getMessage(), e.violations());
  }

  @ServerExceptionMapper
  Response refusedByFramework(WebApplicationException e, ContainerRequestContext request) {
    int status = e.getResponse().getStatus();
    return response(ProblemCode.ofStatus(status), status, detail(status, request), List.of());
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
          "This is not available as %s; application/json is."
              .formatted(request.getHeaderString(HttpHeaders.ACCEPT));
      case 415 ->
          "The body came as %s; application/json is needed."
              .formatted(request.getHeaderString(HttpHeaders.CONTENT_TYPE));
      default -> null;
    };
  }

  @ServerExceptionMapper
  Response unauthenticated(UnauthorizedException e) {
    return response(ProblemCode.UNAUTHENTICATED, 401, null, List.of());
  }

  @ServerExceptionMapper
  Response forbidden(ForbiddenException e) {
    return response(ProblemCode.FORBIDDEN, 403, null, List.of());
  }

  /** The framework has a mapper of its own for these, which only a mapper as exact overrules. */
  @ServerExceptionMapper
  Response mismatched(MismatchedInputException e) {
    return unreadable(e);
  }

  @ServerExceptionMapper
  Response unreadable(JacksonException e) {
    List<Violation> violations =
        e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()
            ? List.of(new Violation(path(mapping), mapping.getOriginalMessage()))
            : List.of();
    return response(
        ProblemCode.INVALID_REQUEST, 400, "The body is not the JSON that is needed.", violations);
  }

  @ServerExceptionMapper
  Response failed(RuntimeException e) {
    LOGGER.error("a request to the router's own surface failed", e);
    return response(ProblemCode.INTERNAL_ERROR, 500, null, List.of());
  }

  private static String path(JsonMappingException e) {
    return e.getPath().stream()
        .map(
            step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
        .collect(Collectors.joining("."))
        .replace(".[", "[");
  }

  private static Response response(
      ProblemCode code, int status, @Nullable String detail, List<Violation> violations) {
    Response.ResponseBuilder response =
        Response.status(status)
            .type(Problem.MEDIA_TYPE)
            .entity(Problem.of(code, status, detail, violations));
    if (status == 401) {
      response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }
    return response.build();
  }
}
