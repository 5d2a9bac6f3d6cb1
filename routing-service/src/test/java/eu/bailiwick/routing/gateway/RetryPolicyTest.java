package eu.bailiwick.routing.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bailiwick.routing.gateway.RetryPolicy.Next;
import eu.bailiwick.routing.openai.ApiError;
import eu.bailiwick.routing.openai.ErrorCode;
import eu.bailiwick.routing.usage.Closed.Outcome;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {

  private record Fixed(int maxAttempts, int percent, int perSecond, boolean unanswered)
      implements RetrySettings {}

  private final AtomicLong nanos = new AtomicLong();

  @ParameterizedTest
  @CsvSource({
    "not connected,    false, false, ANOTHER_ENDPOINT",
    "stale connection, false, false, SAME_ENDPOINT",
    "no answer,        false, false, GIVE_UP",
    "no answer,        true,  false, GIVE_UP",
    "no answer,        false, true,  ANOTHER_ENDPOINT",
    "late,             false, false, GIVE_UP",
    "late,             true,  false, ANOTHER_ENDPOINT",
    "broken off,       false, false, GIVE_UP",
    "broken off,       true,  false, ANOTHER_ENDPOINT",
    "429,              false, false, ANOTHER_ENDPOINT",
    "503,              false, false, ANOTHER_ENDPOINT",
    "502,              false, false, GIVE_UP",
    "504,              true,  false, GIVE_UP",
    "502,              false, true,  ANOTHER_ENDPOINT",
    "500,              true,  true,  GIVE_UP",
    "400,              true,  true,  GIVE_UP"
  })
  void repeatsOnlyWhatIsSafe(String failure, boolean stream, boolean unanswered, Next next) {
    RetryPolicy policy = policy(new Fixed(3, 20, 10, unanswered));

    assertThat(policy.after(failure(failure), 1, stream, true)).isEqualTo(next);
  }

  @Test
  void endsWithTheLastAttempt() {
    RetryPolicy policy = policy(new Fixed(3, 20, 10, false));

    assertThat(policy.after(new Failure.NotConnected(), 2, false, true))
        .isEqualTo(Next.ANOTHER_ENDPOINT);
    assertThat(policy.after(new Failure.NotConnected(), 3, false, true)).isEqualTo(Next.GIVE_UP);
  }

  @Test
  void whereNoEndpointIsLeftNothingIsSpent() {
    RetryPolicy policy = policy(new Fixed(3, 0, 1, false));
    for (int i = 0; i < 100; i++) {
      assertThat(policy.after(new Failure.NotConnected(), 1, false, false)).isEqualTo(Next.GIVE_UP);
    }

    assertThat(policy.after(new Failure.NotConnected(), 1, false, true))
        .isEqualTo(Next.ANOTHER_ENDPOINT);
  }

  @Test
  void theBudgetIsAShareOfTheRequests() {
    RetryBudget budget = new RetryBudget(20, 0, nanos::get);
    spendAll(budget);
    for (int i = 0; i < 5; i++) {
      assertThat(budget.spend()).isFalse();
      budget.earn();
    }

    assertThat(budget.spend()).isTrue();
    assertThat(budget.spend()).isFalse();
  }

  @Test
  void someAreGrantedWhateverTheNumberOfRequests() {
    RetryBudget budget = new RetryBudget(0, 10, nanos::get);
    assertThat(spendAll(budget)).isEqualTo(100);

    nanos.addAndGet(1_000_000_000L);

    assertThat(spendAll(budget)).isEqualTo(10);
  }

  @Test
  void whatIsNotSpentDoesNotGrowForEver() {
    RetryBudget budget = new RetryBudget(20, 10, nanos::get);
    for (int i = 0; i < 10_000; i++) {
      budget.earn();
    }
    nanos.addAndGet(3_600_000_000_000L);

    assertThat(spendAll(budget)).isEqualTo(100);
  }

  private static int spendAll(RetryBudget budget) {
    int spent = 0;
    while (budget.spend()) {
      spent++;
    }
    return spent;
  }

  private RetryPolicy policy(RetrySettings settings) {
    return new RetryPolicy(
        settings, new RetryBudget(settings.percent(), settings.perSecond(), nanos::get));
  }

  private static Failure failure(String name) {
    return switch (name) {
      case "not connected" -> new Failure.NotConnected();
      case "stale connection" -> new Failure.NoAnswer(true);
      case "no answer" -> new Failure.NoAnswer(false);
      case "late" -> new Failure.Late();
      case "broken off" ->
          new Failure.BrokenOff(
              200, Outcome.UPSTREAM_CUT, ApiError.of(ErrorCode.UPSTREAM_ERROR, "cut"));
      default -> new Failure.Refused(Integer.parseInt(name), Buffer.buffer(), null);
    };
  }
}
