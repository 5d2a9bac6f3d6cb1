package eu.bailiwick.metering.usage;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Stretches of time to count by, in UTC: tenants in several zones must mean the same day. */
public enum Bucket {
  HOUR,
  DAY,
  MONTH;

  /** Their names in requests. */
  public static List<String> names() {
    return Arrays.stream(values()).map(Bucket::parameter).toList();
  }

  /** Its name in requests. */
  public String parameter() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Bucket> named(String parameter) {
    return Arrays.stream(values()).filter(b -> b.parameter().equals(parameter)).findFirst();
  }

  /** SQL for the beginning of the one in which a time lies. */
  String of(String time) {
    return "date_trunc('" + parameter() + "', " + time + ", 'UTC')";
  }
}
