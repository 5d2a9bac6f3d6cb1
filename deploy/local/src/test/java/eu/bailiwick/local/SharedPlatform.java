package eu.bailiwick.local;

import eu.bailiwick.local.platform.Platform;
import eu.bailiwick.local.platform.Ports;
import eu.bailiwick.local.platform.Progress;
import eu.bailiwick.local.platform.Settings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives every suite the same platform, on free ports; started once, stopped after the last. */
final class SharedPlatform implements ParameterResolver {

  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(SharedPlatform.class);

  /** Closed by JUnit when everything is over. */
  private record Running(Platform platform) implements AutoCloseable {

    static Running start() {
      Path home = home();
      Path logs = home.resolve("deploy/local/target/logs/tests");
      Settings settings = new Settings(home, null, logs, Ports.free(), Map.of(), true, false);
      Platform platform = new Platform(settings, Progress.none(), Clock.systemUTC());
      try {
        platform.start();
        return new Running(platform);
      } catch (Exception e) {
        platform.close();
        throw new IllegalStateException("the platform did not start", e);
      }
    }

    @Override
    public void close() {
      platform.close();
    }
  }

  /** The repository's root. */
  static Path home() {
    return Path.of(System.getProperty("bailiwick.home", "../..")).toAbsolutePath().normalize();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Platform.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(Running.class, type -> Running.start(), Running.class)
        .platform();
  }
}
