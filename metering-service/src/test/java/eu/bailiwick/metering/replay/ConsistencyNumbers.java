package eu.bailiwick.metering.replay;

import eu.bailiwick.metering.cell.OwnStore;
import eu.bailiwick.metering.event.EventReader;
import eu.bailiwick.metering.snapshots.SnapshotArchive;
import eu.bailiwick.metering.snapshots.SnapshotStore;
import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import java.time.Clock;

/** How many decisions a second the consistency check recomputes. */
public final class ConsistencyNumbers {

  private ConsistencyNumbers() {}

  /** Takes what was measured. */
  public interface Report {
    void measured(String what, long decisions, double cpuSeconds, double seconds);
  }

  /** Goes through all logs of a database that was not gone through yet. */
  public static void measure(OwnStore own, Clock clock, Report report) {
    ConsistencyStore store = new ConsistencyStore(own.transactions(), new SecureRandom(), clock);
    SnapshotArchive archive = new SnapshotArchive(new SnapshotStore(own.transactions(), clock));
    Checking checking = new Checking(store, new Examiner(archive), new EventReader(), clock);
    long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    long begun = System.nanoTime();
    while (checking.step()) {
      // on to the next stretch
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    double used = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu) / 1e9;
    long confirmed =
        Long.parseLong(own.texts("SELECT sum(confirmed)::bigint FROM consistency").getFirst());
    report.measured("consistency check, every one confirmed", confirmed, used, seconds);
  }
}
