package eu.bailiwick.routing.usage;

import java.util.concurrent.atomic.LongAdder;

/** Counts since the start, for operators. */
record Figures(LongAdder acknowledged, LongAdder refused, LongAdder givenUp, LongAdder lost) {

  Figures() {
    this(new LongAdder(), new LongAdder(), new LongAdder(), new LongAdder());
  }
}
