package eu.bailiwick.local.platform;

import eu.bailiwick.parts.PostgresServer;
import eu.bailiwick.parts.TokenIssuer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The configuration of every service in the local platform.
 *
 * @param data where a service keeps what is its own
 */
record Configuration(
    Ports ports, Path data, Credentials.Made credentials, Infrastructure infrastructure) {

  private static final String FIRST_ROUTER = "router-fr-1";

  Map<String, String> of(Service service) {
    Map<String, String> properties = common(service.port(ports), credentials);
    properties.putAll(
        switch (service) {
          case REGISTRY -> registry(credentials, infrastructure.postgres());
          case ROUTER -> router(FIRST_ROUTER);
          case METERING -> metering();
        });
    return properties;
  }

  /** Of one more router of the same cell. */
  Map<String, String> ofRouter(String id, int port) {
    Map<String, String> properties = common(port, credentials);
    properties.putAll(router(id));
    return properties;
  }

  /** Of a registry that stands alone. */
  static Map<String, String> ofRegistry(
      int port, Credentials.Made credentials, PostgresServer postgres) {
    Map<String, String> properties = common(port, credentials);
    properties.putAll(registry(credentials, postgres));
    return properties;
  }

  private static Map<String, String> common(int port, Credentials.Made credentials) {
    Map<String, String> properties = new HashMap<>();
    properties.put("quarkus.http.host", "127.0.0.1");
    properties.put("quarkus.http.port", Integer.toString(port));
    properties.put("quarkus.oidc.public-key", credentials.issuer().publicKey());
    properties.put("quarkus.oidc.token.issuer", TokenIssuer.ISSUER);
    return properties;
  }

  private static Map<String, String> registry(
      Credentials.Made credentials, PostgresServer postgres) {
    Map<String, String> properties = database(postgres, "registry");
    properties.put("bailiwick.snapshot.signing-key-file", credentials.snapshotKey().toString());
    properties.put("bailiwick.endpoints.allow-insecure", "true"); // model servers on this machine
    return properties;
  }

  private Map<String, String> router(String id) {
    return Map.of(
        "bailiwick.router.id",
        id,
        "bailiwick.router.cell",
        "eea",
        "bailiwick.router.site",
        "paris-1",
        "bailiwick.registry.url",
        "http://127.0.0.1:" + ports.registry(),
        "bailiwick.registry.token-file",
        credentials.token(Role.ROUTER).toString(),
        "bailiwick.registry.trusted-keys-file",
        credentials.trustedKeys().toString(),
        "bailiwick.snapshot.directory",
        data.resolve("snapshots").resolve(id).toString(),
        "bailiwick.usage.bootstrap-servers",
        infrastructure.bootstrapServers());
  }

  private Map<String, String> metering() {
    Map<String, String> properties = database(infrastructure.postgres(), "metering");
    properties.put("bailiwick.intake.bootstrap-servers", infrastructure.bootstrapServers());
    properties.put("bailiwick.metering.cell", "eea");
    properties.put("bailiwick.registry.url", "http://127.0.0.1:" + ports.registry());
    properties.put("bailiwick.registry.token-file", credentials.token(Role.METERING).toString());
    properties.put("bailiwick.registry.trusted-keys-file", credentials.trustedKeys().toString());
    properties.put("bailiwick.checkpoint.origin", "bailiwick.local/eea");
    properties.put("bailiwick.checkpoint.key-file", credentials.logKey().toString());
    properties.put("bailiwick.checkpoint.last-file", data.resolve("last-checkpoint").toString());
    return properties;
  }

  private static Map<String, String> database(PostgresServer postgres, String name) {
    Map<String, String> properties = new HashMap<>();
    properties.put("quarkus.datasource.jdbc.url", postgres.jdbcUrl(name));
    properties.put("quarkus.datasource.username", PostgresServer.USER);
    properties.put("quarkus.datasource.password", PostgresServer.USER);
    return properties;
  }
}
