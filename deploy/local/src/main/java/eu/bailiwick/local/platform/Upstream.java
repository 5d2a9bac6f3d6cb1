package eu.bailiwick.local.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A server of the user's in place of the sample's.
 *
 * @param url without {@code /v1} and without a trailing slash
 * @param servedModel the name under which the server knows its model
 * @param addresses CIDR ranges of what the URL's host was found to lead to
 */
record Upstream(URI url, String servedModel, List<String> addresses) {

  /** Stands for a digest that nobody has told us. */
  static final String UNKNOWN_DIGEST = "sha256:" + "0".repeat(64);

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /**
   * Asks every server for its models.
   *
   * @param urls by the name of the model that they stand in for
   * @throws StartException if a name is not in the sample, or a server does not answer
   */
  static Map<String, Upstream> ask(Map<String, URI> urls, HttpClient http)
      throws StartException, InterruptedException {
    Map<String, Upstream> upstreams = new HashMap<>();
    for (Map.Entry<String, URI> entry : urls.entrySet()) {
      checkName(entry.getKey());
      URI url = withoutPath(entry.getValue());
      String served = served(entry.getKey(), url, http);
      upstreams.put(entry.getKey(), new Upstream(url, served, addresses(entry.getKey(), url)));
    }
    return upstreams;
  }

  private static void checkName(String name) throws StartException {
    Set<String> names = new TreeSet<>();
    Stream.of(SampleEndpoint.values()).map(SampleEndpoint::model).forEach(names::add);
    if (!names.contains(name)) {
      throw new StartException(
          "--upstream "
              + name
              + ": the sample has no such model, only "
              + String.join(", ", names)
              + ".");
    }
  }

  private static URI withoutPath(URI url) {
    return URI.create(url.toString().replaceFirst("/+$", "").replaceFirst("/v1$", ""));
  }

  /** Found once: a name that leads elsewhere later is not followed until the next start. */
  private static List<String> addresses(String name, URI url) throws StartException {
    try {
      return Stream.of(InetAddress.getAllByName(url.getHost()))
          .map(a -> a.getHostAddress().replaceFirst("%.*", "") + "/" + 8 * a.getAddress().length)
          .toList();
    } catch (UnknownHostException e) {
      throw new StartException("--upstream " + name + ": " + url.getHost() + " is not known.", e);
    }
  }

  private static String served(String name, URI url, HttpClient http)
      throws StartException, InterruptedException {
    URI list = URI.create(url + "/v1/models");
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(list).timeout(PATIENCE).build(),
              HttpResponse.BodyHandlers.ofString());
      List<String> ids = new ArrayList<>();
      for (JsonNode model : new JsonMapper().readTree(answer.body()).path("data")) {
        ids.add(model.path("id").asText());
      }
      if (answer.statusCode() != 200 || ids.isEmpty()) {
        throw new StartException(
            "--upstream " + name + ": " + list + " lists no model; is that the right address?");
      }
      return ids.contains(name) ? name : ids.getFirst();
    } catch (IOException e) {
      throw new StartException(
          "--upstream " + name + ": " + list + " does not answer; start the server first.", e);
    }
  }
}
