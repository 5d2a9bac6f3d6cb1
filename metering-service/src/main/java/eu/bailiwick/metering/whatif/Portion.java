package eu.bailiwick.metering.whatif;

import eu.bailiwick.metering.query.Cursor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What came of a portion of the events of a job. For one thread. */
final class Portion {

  /** A request that turns. */
  record Turned(Cursor position, Asked asked, Turn turn) {}

  /** What is counted by. */
  record Group(String tenant, String application, String change) {}

  private final List<Turned> turned = new ArrayList<>();
  private final Map<Group, Long> counts = new HashMap<>();
  private @Nullable Cursor last;
  private long examined;
  private long undecided;
  private long uncomputable;
  private @Nullable String problem;

  /** Counts a request, and lists it if it turns. */
  void add(Cursor position, Asked asked, Turn turn) {
    examine(position);
    switch (turn.kind()) {
      case UNCHANGED -> {}
      case UNDECIDED -> undecided++;
      case UNCOMPUTABLE -> addUncomputable(turn.becomes());
      case PERMIT_TO_DENY, DENY_TO_PERMIT, OTHER_REASON, OTHER_ENDPOINT -> {
        turned.add(new Turned(position, asked, turn));
        counts.merge(
            new Group(position.tenant(), asked.application(), turn.kind().word()), 1L, Long::sum);
      }
    }
  }

  /** Counts a request whose event is gone. */
  void addUnreadable(Cursor position) {
    examine(position);
    addUncomputable("the event cannot be read, or its bytes were destroyed");
  }

  private void addUncomputable(String why) {
    uncomputable++;
    problem = problem == null ? why : problem;
  }

  private void examine(Cursor position) {
    pass(position);
    examined++;
  }

  /** Passes an event by which no request counts. */
  void pass(Cursor position) {
    last = position;
  }

  List<Turned> turned() {
    return turned;
  }

  Map<Group, Long> counts() {
    return counts;
  }

  /** The last event; null if there was none. */
  @Nullable Cursor last() {
    return last;
  }

  long examined() {
    return examined;
  }

  long undecided() {
    return undecided;
  }

  long uncomputable() {
    return uncomputable;
  }

  /** Why nobody can tell of the first of those; null if there is none. */
  @Nullable String problem() {
    return problem;
  }
}
