package eu.bailiwick.local.platform;

import java.nio.file.Path;

/** The three services. */
public enum Service {
  REGISTRY("registry", "registry-service"),
  ROUTER("router", "routing-service"),
  METERING("metering", "metering-service");

  private final String title;
  private final String module;

  Service(String title, String module) {
    this.title = title;
    this.module = module;
  }

  /** What people call it. */
  public String title() {
    return title;
  }

  /** The folder of its package below the repository root {@code home}. */
  public Path application(Path home) {
    return home.resolve(module).resolve("target").resolve("quarkus-app");
  }

  int port(Ports ports) {
    return switch (this) {
      case REGISTRY -> ports.registry();
      case ROUTER -> ports.router();
      case METERING -> ports.metering();
    };
  }
}
