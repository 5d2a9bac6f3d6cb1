package eu.bailiwick.local.platform;

import java.nio.file.Path;
import java.util.List;

/** The three services. */
public enum Service {
  REGISTRY("registry", "registry-service", Jvm.SMALL),
  ROUTER("router", "routing-service", Jvm.ROUTER),
  METERING("metering", "metering-service", Jvm.SMALL);

  private static final class Jvm {

    /** The quick compiler alone halves the work of a start without a cache. */
    static final String SMALL = "-Xmx160m -XX:+UseSerialGC -XX:TieredStopAtLevel=1";

    /**
     * Both compilers, which halves what a request costs. Room for young objects as in a cell, so
     * that they are seldom collected and those of a stream need not outlive it, and all processors
     * to collect them: streams stand still meanwhile.
     */
    static final String ROUTER =
        "-Xms384m -Xmx384m -Xmn304m -XX:SurvivorRatio=7 -XX:+AlwaysPreTouch"
            + " -XX:+UseParallelGC -XX:-UseAdaptiveSizePolicy";
  }

  private final String title;
  private final String module;
  private final String jvm;

  Service(String title, String module, String jvm) {
    this.title = title;
    this.module = module;
    this.jvm = jvm;
  }

  /** What people call it. */
  public String title() {
    return title;
  }

  /** The folder of its package below the repository root {@code home}. */
  public Path application(Path home) {
    return home.resolve(module).resolve("target").resolve("quarkus-app");
  }

  /** Flags of its JVM: its heap, its garbage collector and its compilers. */
  public List<String> jvm() {
    return List.of(jvm.split(" ", -1));
  }

  int port(Ports ports) {
    return switch (this) {
      case REGISTRY -> ports.registry();
      case ROUTER -> ports.router();
      case METERING -> ports.metering();
    };
  }
}
