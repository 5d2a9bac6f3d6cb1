package eu.bailiwick.routing.limits;

import java.util.Locale;

/** Whom a limit binds. */
public enum Level {
  TENANT,
  APPLICATION,
  KEY;

  /** The word for people, metrics and rows. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
