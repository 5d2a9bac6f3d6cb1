package eu.bailiwick.routing.arrival;

import io.vertx.core.impl.VertxBuilder;
import io.vertx.core.spi.VertxServiceProvider;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Puts a {@link Door} before every server of a Vert.x; it is named in {@code META-INF/services}.
 */
public final class ArrivalProvider implements VertxServiceProvider {

  @Override
  public void init(VertxBuilder builder) {
    builder.findTransport(
        new GuardedTransport(
            builder.findTransport(), () -> Rules.configured(ConfigProvider.getConfig())));
  }
}
