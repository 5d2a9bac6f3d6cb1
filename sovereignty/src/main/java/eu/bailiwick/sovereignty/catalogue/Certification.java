package eu.bailiwick.sovereignty.catalogue;

import eu.bailiwick.sovereignty.evidence.Checks;
import org.jspecify.annotations.Nullable;

/**
 * A certificate that someone issued: a stored claim, never derived.
 *
 * @param scheme the scheme, such as {@code ISO27001} or {@code SECNUMCLOUD}
 * @param level level within the scheme; null if the scheme has none
 */
public record Certification(String scheme, @Nullable String level) {

  /**
   * @throws IllegalArgumentException if the scheme is not an upper-case name
   */
  public Certification {
    Checks.scheme(scheme);
  }
}
