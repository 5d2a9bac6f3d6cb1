package eu.bailiwick.routing.drain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class DrainTest {

  private final Drain drain = new Drain(System::nanoTime);

  @Test
  void withNothingUnderWayItIsOverAtOnce() {
    drain.run(Duration.ofHours(1));

    assertThat(drain.begun()).isTrue();
  }

  @Test
  void waitsForWhatIsUnderWay() throws Exception {
    CountDownLatch cut = new CountDownLatch(1);
    Drain.Work work = cut::countDown;
    drain.entered(work);
    CompletableFuture<Void> over =
        CompletableFuture.runAsync(
            () -> drain.run(Duration.ofHours(1)), Thread::startVirtualThread);
    while (!drain.begun()) {
      Thread.onSpinWait();
    }
    assertThat(over.isDone()).isFalse();

    drain.left(work);
    over.get();

    assertThat(cut.getCount()).isEqualTo(1);
  }

  @Test
  void cutsWhatIsStillUnderWayAtTheLimit() {
    CountDownLatch cut = new CountDownLatch(1);
    Drain.Work work =
        new Drain.Work() {
          @Override
          public void cut() {
            cut.countDown();
            drain.left(this);
          }
        };
    drain.entered(work);

    drain.run(Duration.ofMillis(1));

    assertThat(cut.getCount()).isZero();
    assertThat(drain.underWay()).isZero();
  }
}
