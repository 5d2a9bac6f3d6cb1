package eu.bailiwick.metering.storage;

import static eu.bailiwick.parts.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import eu.bailiwick.metering.cell.Cell;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTestResource(Cell.class)
@QuarkusTest
class LeasedWorkTest {

  private static final long LEASE = 0x7465_7374L;
  private static final Duration PAUSE = Duration.ofMillis(20);

  @Inject DataSource database;
  @Inject Schema schema;

  private final List<LeasedWork> started = new ArrayList<>();

  private LeasedWork start(LeasedWork.Work work) {
    LeasedWork leased =
        new LeasedWork(
            Thread.ofVirtual(),
            "test",
            LEASE,
            LeasedWork.Tables.of(schema, new Leases(database)),
            PAUSE,
            work);
    started.add(leased);
    leased.start();
    return leased;
  }

  @AfterEach
  void stop() {
    started.forEach(LeasedWork::stop);
  }

  @Test
  void oneOfTwoWorksAndTheOtherGoesOnWhenItStops() {
    AtomicInteger first = new AtomicInteger();
    AtomicInteger second = new AtomicInteger();
    LeasedWork one = start(term -> countWhile(term, first));
    await().until(() -> first.get() > 2);
    start(term -> countWhile(term, second));
    int before = first.get();
    await().until(() -> first.get() > before + 5);
    assertThat(second).hasValue(0);

    one.stop();
    int last = first.get();
    await().until(() -> second.get() > 2);

    assertThat(first).hasValue(last);
  }

  private static void countWhile(LeasedWork.Term term, AtomicInteger steps) {
    do {
      steps.incrementAndGet();
    } while (term.goesOn(PAUSE));
  }

  @Test
  void failureIsToldAndTheWorkStartsOver() {
    List<String> heard = new CopyOnWriteArrayList<>();
    AtomicInteger tries = new AtomicInteger();
    start(
        new LeasedWork.Work() {
          @Override
          public void during(LeasedWork.Term term) {
            if (tries.getAndIncrement() == 0) {
              throw new IllegalStateException("as the test wants it");
            }
          }

          @Override
          public void problem(@Nullable String what) {
            heard.add(String.valueOf(what));
          }
        });

    await().until(() -> heard.contains("null"));
    assertThat(heard.getFirst()).contains("as the test wants it");
    assertThat(tries.get()).isGreaterThan(1);
  }
}
