package eu.bailiwick.metering.export;

import eu.bailiwick.metering.audit.Asker;
import eu.bailiwick.metering.audit.Question;
import eu.bailiwick.metering.audit.Trail;
import eu.bailiwick.metering.problem.ErrorCode;
import eu.bailiwick.metering.query.Condition;
import eu.bailiwick.metering.query.EventFilter;
import eu.bailiwick.metering.query.Period;
import jakarta.inject.Singleton;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** Decides whether an export may begin, and runs it. */
@Singleton
final class Export {

  private static final int BUFFER_BYTES = 32 * 1024;

  private final ExportQueries queries;
  private final Trail trail;
  private final ExportSettings settings;
  private final Clock clock;

  Export(ExportQueries queries, Trail trail, ExportSettings settings, Clock clock) {
    this.queries = queries;
    this.trail = trail;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Records an export that may begin.
   *
   * @return the id of the record
   * @throws eu.bailiwick.metering.problem.ProblemException if it may not
   */
  UUID begin(Asker asker, Question question, EventFilter filter) {
    UUID id = trail.export(asker, question);
    Period period = filter.period();
    Instant from = period.from();
    Instant to = period.to();
    if (from == null || to == null) {
      throw trail.refused(
          asker, question, ErrorCode.UNBOUNDED_EXPORT, "An export needs from and to.");
    }
    if (to.isAfter(clock.instant())) {
      throw trail.refused(
          asker, question, ErrorCode.FUTURE_PERIOD, "to: the period of an export must be over.");
    }
    if (Duration.between(from, to).compareTo(settings.longest()) > 0) {
      throw trail.refused(
          asker,
          question,
          ErrorCode.UNBOUNDED_EXPORT,
          "to: an export covers " + settings.longest().toDays() + " days at most.");
    }
    long events = queries.atMost(filter);
    if (events > settings.mostEvents()) {
      throw trail.refused(
          asker,
          question,
          ErrorCode.UNBOUNDED_EXPORT,
          "Up to " + events + " events; an export has " + settings.mostEvents() + " at most.");
    }
    return id;
  }

  /** Writes an export that may begin, and records how it ended. */
  void write(
      UUID id,
      Asker asker,
      ExportFormat format,
      EventFilter filter,
      Condition more,
      OutputStream out)
      throws IOException {
    DigestingStream digesting = new DigestingStream(out);
    Rows rows = new Rows();
    boolean complete = false;
    try {
      OutputStream buffered = new BufferedOutputStream(digesting, BUFFER_BYTES);
      try (EventFile file = format.open(buffered)) {
        queries.read(filter, more, event -> rows.add(file.add(event)));
        complete = true;
      }
    } finally {
      trail.exported(
          id,
          asker,
          new Trail.Exported(
              rows.count, rows.leftOut, digesting.count(), digesting.sha256(), complete));
    }
  }

  private static final class Rows {
    private long count;
    private long leftOut;

    private void add(boolean written) {
      if (written) {
        count++;
      } else {
        leftOut++;
      }
    }
  }
}
