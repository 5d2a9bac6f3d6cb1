package eu.bailiwick.metering.checkpoint;

import eu.bailiwick.metering.c2sp.NoteSignature;
import eu.bailiwick.metering.ledger.Ledger;
import eu.bailiwick.metering.ledger.LogId;
import eu.bailiwick.metering.witness.WitnessAheadException;
import eu.bailiwick.metering.witness.WitnessClient;
import eu.bailiwick.metering.witness.WitnessException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Asks all witnesses at once, for a bounded time. For one thread. */
final class Cosigning implements AutoCloseable {

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final List<Asked> witnesses;
  private final Ledger ledger;
  private final SealState state;
  private final Duration timeout;
  private final Clock clock;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  Cosigning(
      List<WitnessClient> witnesses,
      Ledger ledger,
      SealState state,
      Duration timeout,
      Clock clock) {
    this.witnesses = witnesses.stream().map(Asked::new).toList();
    this.ledger = ledger;
    this.state = state;
    this.timeout = timeout;
    this.clock = clock;
  }

  /** One witness, and when it is asked again if it fails. */
  private static final class Asked {

    private final WitnessClient client;
    private Instant notBefore = Instant.MIN;
    private Duration pause = Duration.ofSeconds(1);

    Asked(WitnessClient client) {
      this.client = client;
    }

    void failed(Instant now) {
      notBefore = now.plus(pause);
      Duration twice = pause.multipliedBy(2);
      pause = twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }

    void succeeded() {
      notBefore = Instant.MIN;
      pause = Duration.ofSeconds(1);
    }
  }

  /** The cosignatures that came in time, of witnesses that have not cosigned it yet. */
  List<NoteSignature> ask(SignedTree tree) {
    Instant now = clock.instant();
    List<Asked> due =
        witnesses.stream()
            .filter(each -> each.client.isMissingFrom(tree.note()))
            .filter(each -> !each.notBefore.isAfter(now))
            .toList();
    List<Callable<List<NoteSignature>>> tasks = new ArrayList<>();
    for (Asked each : due) {
      tasks.add(
          () ->
              each.client.cosign(
                  tree.note(), (first, second) -> ledger.consistency(LogId.CELL, first, second)));
    }
    List<NoteSignature> signatures = new ArrayList<>();
    List<Future<List<NoteSignature>>> answers = await(tasks);
    for (int i = 0; i < answers.size(); i++) {
      signatures.addAll(taken(due.get(i), answers.get(i)));
    }
    return signatures;
  }

  private List<Future<List<NoteSignature>>> await(List<Callable<List<NoteSignature>>> tasks) {
    try {
      return threads.invokeAll(tasks, timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  private List<NoteSignature> taken(Asked asked, Future<List<NoteSignature>> answer) {
    String name = asked.client.peer().name();
    try {
      List<NoteSignature> signatures = answer.get();
      asked.succeeded();
      state.witness(name, null);
      return signatures;
    } catch (CancellationException e) {
      failed(asked, name + " did not answer within " + timeout);
    } catch (ExecutionException e) {
      failed(asked, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return List.of();
  }

  private void failed(Asked asked, @Nullable Throwable cause) {
    String name = asked.client.peer().name();
    switch (cause) {
      case WitnessAheadException ahead -> {
        asked.failed(clock.instant());
        state.ahead(name, String.valueOf(ahead.getMessage()));
      }
      case WitnessException refusal -> failed(asked, String.valueOf(refusal.getMessage()));
      case null, default -> failed(asked, name + " could not be asked: " + cause);
    }
  }

  private void failed(Asked asked, String problem) {
    asked.failed(clock.instant());
    state.witness(asked.client.peer().name(), problem);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
