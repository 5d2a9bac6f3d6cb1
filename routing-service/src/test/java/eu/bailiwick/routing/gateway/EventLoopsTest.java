package eu.bailiwick.routing.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import eu.bailiwick.routing.scripted.Surroundings;
import io.netty.channel.MultithreadEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.impl.VertxInternal;
import jakarta.inject.Inject;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What a running router reads and writes its connections with. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class EventLoopsTest {

  @Inject Vertx vertx;

  private MultithreadEventLoopGroup loops() {
    return (MultithreadEventLoopGroup) ((VertxInternal) vertx).getEventLoopGroup();
  }

  @Test
  void thereIsOneForEachProcessor() {
    assertThat(loops().executorCount()).isEqualTo(Runtime.getRuntime().availableProcessors());
  }

  @Test
  void anOperatorMaySayOtherwise() {
    VertxOptions options = new VertxOptions().setEventLoopPoolSize(7);
    new EventLoops(OptionalInt.of(7)).accept(options);

    assertThat(options.getEventLoopPoolSize()).isEqualTo(7);
  }

  @Test
  void linuxHasItsOwnEpoll() {
    assumeTrue(System.getProperty("os.name").equals("Linux"));

    assertThat(Epoll.isAvailable()).as(String.valueOf(Epoll.unavailabilityCause())).isTrue();
    assertThat(loops().next().getClass().getName()).contains("Epoll");
  }
}
