package eu.bailiwick.metering.checkpoint;

import eu.bailiwick.metering.problem.ProblemException;
import eu.bailiwick.metering.storage.LeasedWork;
import eu.bailiwick.metering.storage.Leases;
import eu.bailiwick.metering.storage.Schema;
import eu.bailiwick.metering.storage.StorageUnavailableException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Seals from start to stop, whatever happens, while this instance has the lease. */
final class Sequencer implements LeasedWork.Work {

  /** The lease of sealing, the same in every version of the service. */
  private static final long LEASE = 0x6261_696c_7365_616cL;

  private static final Logger LOG = Logger.getLogger(Sequencer.class);

  private final Sealing sealing;
  private final SealState state;
  private final Duration interval;
  private final LeasedWork work;

  Sequencer(Schema schema, Leases leases, Sealing sealing, SealState state, Duration interval) {
    this.sealing = sealing;
    this.state = state;
    this.interval = interval;
    this.work =
        new LeasedWork(
            Thread.ofVirtual(),
            "sequencer",
            LEASE,
            LeasedWork.Tables.of(schema, leases),
            interval,
            this);
  }

  void start() {
    work.start();
  }

  /** Gives the lease back, once what is under way is done. */
  void stop() {
    work.stop();
  }

  @Override
  public void during(LeasedWork.Term term) {
    state.sequencing(true);
    try {
      do {
        step();
      } while (term.goesOn(interval));
    } finally {
      state.sequencing(false);
    }
  }

  @Override
  public void problem(@Nullable String what) {
    state.storage(what);
  }

  private void step() {
    try {
      sealing.step().ifPresent(state::signed);
      state.complete();
      state.refusal(null);
      state.storage(null);
    } catch (RefusedException e) {
      state.refusal(e.getMessage());
    } catch (StorageUnavailableException | ProblemException | UncheckedIOException e) {
      state.storage(e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("sealing starts over", e);
      state.storage(String.valueOf(e.getMessage()));
    }
  }
}
