package eu.bailiwick.sovereignty.catalogue;

import eu.bailiwick.sovereignty.evidence.Checks;
import eu.bailiwick.sovereignty.evidence.Fact;
import eu.bailiwick.sovereignty.law.Country;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A model as callers name it.
 *
 * @param id the name that callers send, such as {@code meta/llama-3.1-8b-instruct}
 * @param name what people call it
 * @param publisher id of the publishing entity; null if not recorded
 * @param licence SPDX expression or LicenseRef; null if not recorded
 * @param origin countries of those who made the weights, never an empty set; null if not recorded
 * @param operations what it can be asked for; never empty
 */
public record Model(
    String id,
    String name,
    @Nullable String publisher,
    @Nullable Fact<String> licence,
    @Nullable Fact<Set<Country>> origin,
    Set<Operation> operations) {

  /**
   * @throws IllegalArgumentException if the id is malformed, the name blank, no operation given, or
   *     the origin names no country
   */
  public Model {
    Checks.modelId(id);
    Checks.notBlank(name, "name");
    if (operations == null || operations.isEmpty()) {
      throw new IllegalArgumentException(
          "operations is empty: one or more of "
              + Arrays.toString(Operation.values())
              + " are needed");
    }
    if (origin != null && origin.value().isEmpty()) {
      throw new IllegalArgumentException(
          "origin is empty: weights are made somewhere; leave the fact out if it is not known");
    }
    operations = Collections.unmodifiableSet(EnumSet.copyOf(operations));
    origin = origin == null ? null : origin.map(Country::sorted);
  }
}
