package eu.bailiwick.metering.ledger;

import eu.bailiwick.metering.event.Bytes;
import eu.bailiwick.metering.problem.ErrorCode;
import eu.bailiwick.metering.problem.ProblemException;
import eu.bailiwick.metering.query.Condition;
import eu.bailiwick.metering.query.Parameters;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What can be asked of any one log. */
final class LogAnswers {

  private final LedgerQueries queries;
  private final LogId log;

  LogAnswers(LedgerQueries queries, LogId log) {
    this.queries = queries;
    this.log = log;
  }

  LogState state(Parameters parameters) {
    parameters.finish();
    long size = queries.size(log);
    return new LogState(log.text(), size, Hash.of(hashes(List.of(Range.ofSize(size))).getFirst()));
  }

  /** Those entries that are kept with their content, in pages. */
  EntryPage entries(Parameters parameters, Set<String> kinds) {
    Condition condition = condition(parameters, kinds);
    int limit = parameters.limit();
    parameters.finish();
    List<StoredEntry> found = queries.entries(log, condition, limit + 1);
    List<EntryItem> shown = found.stream().limit(limit).map(StoredEntry::item).toList();
    return new EntryPage(
        shown, found.size() > limit ? Long.toString(shown.getLast().index()) : null);
  }

  private Condition condition(Parameters parameters, Set<String> kinds) {
    Condition condition = new Condition();
    Set<String> asked = parameters.texts("kind", kinds::contains, "needed is one of " + kinds);
    if (!asked.isEmpty()) {
      condition.and("e.kind = ANY (?)", List.copyOf(asked));
    }
    if (log.equals(LogId.SYSTEM)) {
      parameters
          .number("revision")
          .ifPresent(each -> condition.and("e.first <= ? AND e.last >= ?", each, each));
    }
    parameters.period("e.at", condition);
    parameters.number("after").ifPresent(index -> condition.and("e.index < ?", index));
    return condition;
  }

  Opening entry(long index, Parameters parameters) {
    parameters.finish();
    return queries.entries(log, new Condition().and("e.index = ?", index), 1).stream()
        .findFirst()
        .orElseThrow(() -> noEntry(index))
        .opening();
  }

  InclusionProof inclusion(long index, Parameters parameters) {
    Optional<Long> asked = parameters.number("size");
    long now = queries.size(log);
    if (index < 0 || index >= now) {
      parameters.finish();
      throw noEntry(index);
    }
    long size = asked.orElse(now);
    if (size <= index || size > now) {
      parameters.violate("size", "above " + index + " and at most " + now + " is needed");
    }
    parameters.finish();
    List<Bytes> hashes =
        hashes(
            Stream.concat(
                    Stream.of(new Range(index, index + 1), Range.ofSize(size)),
                    Range.inclusion(index, size).stream())
                .toList());
    return new InclusionProof(
        log.text(), index, size, Hash.of(hashes.get(0)), Hash.of(hashes.get(1)), path(hashes));
  }

  ConsistencyProof consistency(Parameters parameters) {
    Optional<Long> from = parameters.number("first");
    Optional<Long> to = parameters.number("second");
    long now = queries.size(log);
    long second = to.orElse(now);
    long first = from.orElse(0L);
    if (second > now) {
      parameters.violate("second", "at most " + now + " is needed");
    }
    if (first < 1 || first > second) {
      parameters.violate("first", "above zero and at most the second size is needed");
    }
    parameters.finish();
    List<Bytes> hashes =
        hashes(
            Stream.concat(
                    Stream.of(Range.ofSize(first), Range.ofSize(second)),
                    Range.consistency(first, second).stream())
                .toList());
    return new ConsistencyProof(
        log.text(), first, second, Hash.of(hashes.get(0)), Hash.of(hashes.get(1)), path(hashes));
  }

  private List<Bytes> hashes(List<Range> ranges) {
    return queries.hashes(log, ranges);
  }

  /** All but the first two, which are no part of the path. */
  private static List<String> path(List<Bytes> hashes) {
    return hashes.stream()
        .skip(2)
        .map(hash -> Base64.getEncoder().encodeToString(hash.content()))
        .toList();
  }

  private static ProblemException noEntry(long index) {
    return new ProblemException(ErrorCode.NOT_FOUND, "The log has no entry " + index + ".");
  }
}
