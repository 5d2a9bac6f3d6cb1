package eu.bailiwick.routing.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TenantNumbersTest {

  private static final Content.Announced ANNOUNCED = new Content.Announced(5000, null);
  private static final Content.Beginning BEGINNING = new Content.Beginning(Events.opened());
  private static final Content.Refusal REFUSAL = new Content.Refusal(Events.denied());
  private static final Content.End END = new Content.End(Events.closed(), null);

  private final TenantNumbers numbers = new TenantNumbers(Events.TENANT, null, 0);

  @Test
  void numbersBeginWithZeroAndHaveNoHoles() {
    long[] taken = LongStream.range(0, 5).map(_ -> take(numbers, REFUSAL)).toArray();
    assertThat(taken).containsExactly(0, 1, 2, 3, 4);
    assertThat(numbers.last()).isEqualTo(4);
  }

  @Test
  void heartbeatIsDueOnceAfterActivity() {
    numbers.take(ANNOUNCED);
    assertThat(numbers.heartbeatDue()).isTrue();
    assertThat(numbers.heartbeatDue()).isFalse();
  }

  @Test
  void heartbeatIsDueWhileAnAttemptIsOpen() {
    numbers.take(BEGINNING);
    assertThat(numbers.heartbeatDue()).isTrue();
    assertThat(numbers.heartbeatDue()).isTrue();
    numbers.take(END);
    assertThat(numbers.heartbeatDue()).isTrue();
    assertThat(numbers.heartbeatDue()).isFalse();
  }

  @Test
  void successorNamesTheLastNumberWithoutAHoleBeforeIt() {
    LongStream.range(0, 5).forEach(_ -> numbers.take(REFUSAL));
    numbers.acknowledge(0);
    numbers.acknowledge(1);
    numbers.acknowledge(3);
    assertThat(numbers.successor(Events.EPOCH).predecessor())
        .isEqualTo(new Predecessor(Events.EPOCH, 1L, 4));
  }

  @Test
  void successorNamesAnEpochOfWhichNothingWasAcknowledged() {
    numbers.take(ANNOUNCED);
    assertThat(numbers.successor(Events.EPOCH).predecessor())
        .isEqualTo(new Predecessor(Events.EPOCH, null, 0));
  }

  @Test
  void successorNamesTheLatestEpochOfWhichAnythingWasAcknowledged() {
    var earlier = new Predecessor(Events.EARLIER, 41L, 43);
    var later = new TenantNumbers(Events.TENANT, earlier, 0);
    later.take(ANNOUNCED);
    assertThat(later.successor(Events.EPOCH).predecessor()).isEqualTo(earlier);
    later.acknowledge(0);
    assertThat(later.successor(Events.EPOCH).predecessor())
        .isEqualTo(new Predecessor(Events.EPOCH, 0L, 0));
  }

  @Test
  void openAttemptsPassToTheSuccessorAndAnEndRecordedAgainCountsOnce() {
    numbers.take(BEGINNING);
    numbers.take(BEGINNING);
    numbers.take(END);
    TenantNumbers next = numbers.successor(Events.EPOCH);
    next.take(END.again(new Content.Place(Events.EPOCH, 2)));
    assertThat(next.heartbeatDue()).isTrue();
    assertThat(next.heartbeatDue()).isTrue();
    next.take(END);
    assertThat(next.heartbeatDue()).isTrue();
    assertThat(next.heartbeatDue()).isFalse();
  }

  private static long take(TenantNumbers numbers, Content content) {
    numbers.take(content);
    return numbers.last();
  }
}
