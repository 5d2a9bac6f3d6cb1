package eu.bailiwick.local.platform;

import eu.bailiwick.parts.PostgresServer;
import eu.bailiwick.parts.TokenIssuer;
import java.util.HashMap;
import java.util.Map;

/** The configuration of every service in the local platform. */
record Configuration(Ports ports, Credentials.Made credentials, Infrastructure infrastructure) {

  Map<String, String> of(Service service) {
    Map<String, String> properties = new HashMap<>();
    properties.put("quarkus.http.host", "127.0.0.1");
    properties.put("quarkus.http.port", Integer.toString(service.port(ports)));
    properties.put("quarkus.oidc.public-key", credentials.issuer().publicKey());
    properties.put("quarkus.oidc.token.issuer", TokenIssuer.ISSUER);
    properties.putAll(
        switch (service) {
          case REGISTRY -> registry();
          case ROUTER -> router();
          case METERING -> metering();
        });
    return properties;
  }

  private Map<String, String> registry() {
    Map<String, String> properties = database("registry");
    properties.put("bailiwick.snapshot.signing-key-file", credentials.snapshotKey().toString());
    properties.put("bailiwick.endpoints.allow-insecure", "true"); // model servers on this machine
    return properties;
  }

  private Map<String, String> router() {
    return Map.of(
        "bailiwick.router.id",
        "router-fr-1",
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
        "bailiwick.usage.bootstrap-servers",
        infrastructure.kafka().bootstrapServers());
  }

  private Map<String, String> metering() {
    Map<String, String> properties = database("metering");
    properties.put("bailiwick.intake.bootstrap-servers", infrastructure.kafka().bootstrapServers());
    properties.put("bailiwick.metering.cell", "eea");
    properties.put("bailiwick.registry.url", "http://127.0.0.1:" + ports.registry());
    properties.put("bailiwick.registry.token-file", credentials.token(Role.METERING).toString());
    properties.put("bailiwick.registry.trusted-keys-file", credentials.trustedKeys().toString());
    return properties;
  }

  private Map<String, String> database(String name) {
    Map<String, String> properties = new HashMap<>();
    properties.put("quarkus.datasource.jdbc.url", infrastructure.postgres().jdbcUrl(name));
    properties.put("quarkus.datasource.username", PostgresServer.USER);
    properties.put("quarkus.datasource.password", PostgresServer.USER);
    return properties;
  }
}
