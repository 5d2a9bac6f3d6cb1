package eu.bailiwick.metering.evidence;

/**
 * What a verifier says.
 *
 * @param status 0 accepted, 1 rejected, 2 not checked
 * @param output all of it
 */
record Verdict(int status, String output) {

  /** The place that a rejection names; empty if it is none. */
  String where() {
    return output
        .lines()
        .filter(line -> line.startsWith("  where: "))
        .map(line -> line.substring(9))
        .findFirst()
        .orElse("");
  }

  /** How a statement came out; empty if there is none. */
  String statement() {
    return output
        .lines()
        .filter(line -> line.startsWith("STATEMENT: "))
        .map(line -> line.substring(11))
        .findFirst()
        .orElse("");
  }
}
