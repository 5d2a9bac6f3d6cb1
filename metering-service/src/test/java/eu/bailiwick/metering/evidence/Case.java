package eu.bailiwick.metering.evidence;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something for a verifier to judge.
 *
 * @param bundles one, or two to compare
 * @param policy what is trusted; null to take the bundle's own
 * @param receipt that is asked about; null if none
 * @param status that is right
 * @param where what the named place begins with; empty if it is none
 */
record Case(
    String name,
    List<byte[]> bundles,
    @Nullable String policy,
    @Nullable String receipt,
    int status,
    String where) {

  static Case accepted(String name, byte[] bundle, @Nullable String policy) {
    return new Case(name, List.of(bundle), policy, null, 0, "");
  }

  static Case rejected(String name, byte[] bundle, @Nullable String policy, String where) {
    return new Case(name, List.of(bundle), policy, null, 1, where);
  }

  Case withReceipt(String of) {
    return new Case(name, bundles, policy, of, status, where);
  }

  @Override
  public String toString() {
    return name;
  }
}
