package eu.bailiwick.local.platform;

import eu.bailiwick.local.models.ModelServer;
import eu.bailiwick.local.models.ScriptedChat;
import eu.bailiwick.local.models.SentenceEmbeddings;
import eu.bailiwick.local.models.ServedModel;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The servers of the sample's endpoints, or what the user put in their place. */
final class ModelServers implements AutoCloseable {

  private final Map<SampleEndpoint, ModelServer> servers;
  private final Map<String, Upstream> upstreams;
  private final Map<String, ServedModel> models;

  private ModelServers(
      Map<SampleEndpoint, ModelServer> servers,
      Map<String, Upstream> upstreams,
      Map<String, ServedModel> models) {
    this.servers = servers;
    this.upstreams = upstreams;
    this.models = models;
  }

  /**
   * Starts a server for every endpoint whose model has no upstream.
   *
   * @param natives folder for the native libraries of the embeddings
   * @throws IOException if a port is taken
   */
  static ModelServers start(Ports ports, Map<String, Upstream> upstreams, Path natives, Clock clock)
      throws IOException {
    Map<String, ServedModel> models = new HashMap<>();
    Map<SampleEndpoint, ModelServer> servers = new EnumMap<>(SampleEndpoint.class);
    for (SampleEndpoint endpoint : SampleEndpoint.values()) {
      if (!upstreams.containsKey(endpoint.model())) {
        ServedModel model = models.get(endpoint.model());
        if (model == null) {
          model = model(endpoint.model(), natives, clock);
          models.put(endpoint.model(), model);
        }
        int port = ports.models().get(endpoint.position());
        servers.put(endpoint, ModelServer.start(port, model, endpoint.place(), clock));
      }
    }
    return new ModelServers(servers, upstreams, models);
  }

  private static ServedModel model(String name, Path natives, Clock clock) throws IOException {
    return name.equals("all-minilm-l6-v2")
        ? SentenceEmbeddings.load(natives)
        : new ScriptedChat(name, clock, UUID::randomUUID);
  }

  /** The server of an endpoint. */
  ModelServer server(SampleEndpoint endpoint) {
    ModelServer server = servers.get(endpoint);
    if (server == null) {
      throw new IllegalStateException(endpoint.id() + " has an upstream of the user's");
    }
    return server;
  }

  /** Where the endpoints answer, by their ids. */
  Map<String, URI> urls() {
    return Stream.of(SampleEndpoint.values())
        .collect(Collectors.toUnmodifiableMap(SampleEndpoint::id, this::url));
  }

  private URI url(SampleEndpoint endpoint) {
    Upstream upstream = upstreams.get(endpoint.model());
    return upstream == null ? server(endpoint).url() : upstream.url();
  }

  /** What the sample catalogue has to say of them, by the names of its gaps. */
  Map<String, String> facts() {
    Map<String, String> facts = new HashMap<>();
    facts.put("ranges", ranges());
    urls().forEach((id, url) -> facts.put("url:" + id, url.toString()));
    models.forEach(
        (name, model) -> {
          facts.put("version:" + name, versionId(name, model));
          facts.put("image:" + name, ModelServer.digest());
          facts.put("weights:" + name, model.weightsDigest());
          facts.put("served:" + name, name);
          facts.put("dialect:" + name, model.dialect());
          facts.put("capabilities:" + name, yesOrNo(model.capabilities()));
        });
    upstreams.forEach(
        (name, upstream) -> {
          facts.put("version:" + name, name + "-upstream");
          facts.put("image:" + name, Upstream.UNKNOWN_DIGEST);
          facts.put("weights:" + name, Upstream.UNKNOWN_DIGEST);
          facts.put("served:" + name, upstream.servedModel());
          facts.put("dialect:" + name, "GENERIC");
          facts.put("capabilities:" + name, "{}");
        });
    return facts;
  }

  /** Where the routers may connect to: this machine, and the user's own servers. */
  private String ranges() {
    return Stream.concat(
            Stream.of("127.0.0.0/8"),
            upstreams.values().stream().flatMap(upstream -> upstream.addresses().stream()))
        .distinct()
        .map(range -> '"' + range + '"')
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String yesOrNo(Map<String, Boolean> capabilities) {
    return new TreeMap<>(capabilities)
        .entrySet().stream()
            .map(capability -> capability.getKey() + (capability.getValue() ? ": YES" : ": NO"))
            .collect(Collectors.joining(", ", "{", "}"));
  }

  /** A version never changes, so another build of the servers is another version. */
  private static String versionId(String name, ServedModel model) {
    int start = "sha256:".length();
    return name
        + "-"
        + model.weightsDigest().substring(start, start + 8)
        + "-"
        + ModelServer.digest().substring(start, start + 8);
  }

  @Override
  public void close() {
    servers.values().forEach(ModelServer::close);
  }
}
