package eu.bailiwick.routing.health;

/**
 * How long endpoints are ejected.
 *
 * @param failures requests in a row that must fail
 * @param first nanoseconds of the first ejection; each after that takes twice as long
 * @param longest nanoseconds
 */
record Ejections(int failures, long first, long longest) {

  /**
   * @param before ejections that still count
   * @return nanoseconds
   */
  long length(int before) {
    return before >= Long.numberOfLeadingZeros(first) - 1
        ? longest
        : Math.min(longest, first << before);
  }
}
