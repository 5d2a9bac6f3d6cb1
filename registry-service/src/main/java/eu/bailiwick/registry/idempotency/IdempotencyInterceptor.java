package eu.bailiwick.registry.idempotency;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bailiwick.registry.json.CatalogueJson;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.reflect.Parameter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Makes resource methods that are {@link Idempotent} so. */
@Idempotent
@Interceptor
@Priority(Interceptor.Priority.APPLICATION)
class IdempotencyInterceptor {

  private static final String HEADER = "Idempotency-Key";

  /** No document is larger, so whatever is gets refused without being done. */
  private static final int LARGEST = 16 << 20;

  private final KeptAnswers answers;
  private final SecurityIdentity identity;
  private final UriInfo uri;
  private final HttpHeaders headers;

  IdempotencyInterceptor(
      KeptAnswers answers, SecurityIdentity identity, UriInfo uri, HttpHeaders headers) {
    this.answers = answers;
    this.identity = identity;
    this.uri = uri;
    this.headers = headers;
  }

  @AroundInvoke
  @Nullable Object once(InvocationContext invocation) throws Exception {
    String key = headers.getHeaderString(HEADER);
    if (key == null) {
      return invocation.proceed();
    }
    byte[] body = takeBody(invocation);
    if (body.length > LARGEST) {
      return invocation.proceed();
    }
    KeptAnswers.Request request =
        new KeptAnswers.Request(
            identity.getPrincipal().getName(), uri.getPath(), key, digest(body));
    Idempotent how = invocation.getMethod().getAnnotation(Idempotent.class);
    List<String> secrets = how == null ? List.of() : List.of(how.without());
    return answers.once(request, invocation::proceed, result -> kept(result, secrets));
  }

  /** Reads the body and puts it back; of one that is too large, only more than is accepted. */
  private static byte[] takeBody(InvocationContext invocation) throws IOException {
    Parameter[] parameters = invocation.getMethod().getParameters();
    Object[] arguments = invocation.getParameters();
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i] instanceof InputStream stream) {
        byte[] body = stream.readNBytes(LARGEST + 1);
        arguments[i] = new SequenceInputStream(new ByteArrayInputStream(body), stream);
        invocation.setParameters(arguments);
        return body;
      }
      if (arguments[i] != null && isBody(parameters[i])) {
        return CatalogueJson.write(arguments[i]).getBytes(StandardCharsets.UTF_8);
      }
    }
    return new byte[0];
  }

  /** JAX-RS says of all other parameters where they come from. */
  private static boolean isBody(Parameter parameter) {
    return Arrays.stream(parameter.getAnnotations())
        .noneMatch(a -> a.annotationType().getPackageName().startsWith("jakarta.ws.rs"));
  }

  private String digest(byte[] body) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      String head =
          uri.getRequestUri().getRawQuery()
              + "\n"
              + headers.getHeaderString(HttpHeaders.CONTENT_TYPE)
              + "\n";
      digest.update(head.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeptAnswer kept(@Nullable Object result, List<String> secrets) {
    if (!(result instanceof RestResponse<?> response)) {
      return new KeptAnswer(result == null ? 204 : 200, Map.of(), json(result, secrets));
    }
    Map<String, String> kept = new TreeMap<>();
    response
        .getStringHeaders()
        .forEach((name, values) -> kept.put(name, String.join(", ", values)));
    kept.remove(HttpHeaders.CONTENT_TYPE);
    return new KeptAnswer(response.getStatus(), kept, json(response.getEntity(), secrets));
  }

  private static @Nullable String json(@Nullable Object entity, List<String> secrets) {
    if (entity == null || secrets.isEmpty()) {
      return entity == null ? null : CatalogueJson.write(entity);
    }
    ObjectNode tree = CatalogueJson.mapper().valueToTree(entity);
    return CatalogueJson.write(tree.without(secrets));
  }
}
