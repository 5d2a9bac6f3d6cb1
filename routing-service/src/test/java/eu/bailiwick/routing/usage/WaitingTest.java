package eu.bailiwick.routing.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class WaitingTest {

  private final Waiting waiting = new Waiting();

  @Test
  void eventThatIsNotTakenIsOfferedAgainBeforeTheNext() {
    Numbered first = add(0, false);
    Numbered second = add(0, false);
    var offered = new ArrayList<Numbered>();

    waiting.handOver(Integer.MAX_VALUE, event -> !offered.add(event));
    waiting.handOver(Integer.MAX_VALUE, offered::add);
    waiting.handOver(Integer.MAX_VALUE, offered::add);

    assertThat(offered).containsExactly(first, first, second);
    assertThat(waiting.size()).isEqualTo(2);
  }

  @Test
  void noMoreAreOfferedThanAreToLeave() {
    Numbered first = add(0, false);
    add(0, false);
    var offered = new ArrayList<Numbered>();

    waiting.handOver(1, offered::add);

    assertThat(offered).containsExactly(first);
    assertThat(waiting.held()).isEqualTo(1);
    assertThat(waiting.offered()).isEqualTo(1);
  }

  @Test
  void ageIsThatOfTheOldestUnacknowledged() {
    Numbered first = add(0, false);
    Numbered second = add(50, false);
    assertThat(waiting.longerThan(100, 101)).isTrue();

    waiting.acknowledged(first);
    assertThat(waiting.longerThan(100, 101)).isFalse();
    assertThat(waiting.longerThan(100, 151)).isTrue();

    waiting.acknowledged(second);
    assertThat(waiting.longerThan(100, 1000)).isFalse();
    assertThat(waiting.size()).isZero();
  }

  @Test
  void acknowledgementsMayComeInAnyOrder() {
    Numbered first = add(0, false);
    Numbered second = add(0, false);
    Numbered third = add(0, false);

    waiting.acknowledged(second);

    assertThat(waiting.longerThan(100, 101)).isTrue();
    assertThat(waiting.takeAll()).isEqualTo(List.of(first, third));
    assertThat(waiting.size()).isZero();
  }

  @Test
  void callersHearWhenTheirTimeIsUpAndTheEventGoesOnWaiting() {
    Numbered event = add(0, true);
    add(50, true);

    waiting.expire(100, 101);

    assertThat(event.awaited()).isFalse();
    assertThat(waiting.size()).isEqualTo(2);
    assertThat(waiting.takeAll().getLast().awaited()).isTrue();
  }

  private Numbered add(long since, boolean awaited) {
    var acknowledgement = new CompletableFuture<Receipt>();
    var stamp = new Stamp(Events.EPOCH, Events.TENANT, 1, Instant.EPOCH);
    Receipt receipt =
        awaited
            ? Receipt.of(UUID.randomUUID(), stamp, new byte[0], new byte[0], Receipt.sha256())
            : null;
    var event =
        new Numbered(
            stamp,
            new Content.Heartbeat(),
            new byte[0],
            new byte[0],
            since,
            receipt,
            acknowledgement);
    waiting.add(event);
    return event;
  }
}
