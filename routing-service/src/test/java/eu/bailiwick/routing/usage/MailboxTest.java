package eu.bailiwick.routing.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MailboxTest {

  private final Mailbox mailbox = new Mailbox();
  private final List<Integer> done = new ArrayList<>();

  @Test
  void runsOneTaskAtATimeInTheOrderOfEachCaller() throws Exception {
    int callers = 4;
    int each = 10_000;
    var finished = new CountDownLatch(callers);
    try (var threads = Executors.newFixedThreadPool(callers)) {
      for (int caller = 0; caller < callers; caller++) {
        int first = caller * each;
        threads.execute(
            () -> {
              IntStream.range(first, first + each).forEach(n -> mailbox.execute(() -> done.add(n)));
              finished.countDown();
            });
      }
      finished.await();
    }
    var all = new ArrayList<Integer>();
    mailbox.execute(() -> all.addAll(done));
    assertThat(all).hasSize(callers * each);
    for (int caller = 0; caller < callers; caller++) {
      int of = caller;
      assertThat(all.stream().filter(n -> n / each == of)).isSorted();
    }
  }

  @Test
  void taskSubmittedByATaskRunsAfterIt() {
    mailbox.execute(
        () -> {
          mailbox.execute(() -> done.add(2));
          done.add(1);
        });
    assertThat(done).containsExactly(1, 2);
  }

  @Test
  void failingTaskDoesNotStopTheNext() {
    mailbox.execute(
        () -> {
          throw new IllegalStateException("as the test wants it");
        });
    mailbox.execute(() -> done.add(1));
    assertThat(done).containsExactly(1);
  }
}
