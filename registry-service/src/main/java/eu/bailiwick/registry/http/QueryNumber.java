package eu.bailiwick.registry.http;

/** Whole numbers in query parameters. */
public final class QueryNumber {

  private QueryNumber() {}

  /**
   * Reads one.
   *
   * @param name of the parameter, for the message
   * @throws RefusedException with 400 if it is not a number from {@code min} to {@code max}
   */
  public static long parse(String name, String text, long min, long max) {
    try {
      long number = Long.parseLong(text);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // the same answer as for a number that is out of range
    }
    throw new RefusedException(
        ErrorCode.INVALID_PARAMETER,
        name + ": a whole number from " + min + " to " + max + " is needed");
  }
}
