package eu.bailiwick.metering.ledger;

import eu.bailiwick.metering.event.Bytes;
import java.util.Base64;

/** A SHA-256 hash in both forms that tools want. */
record Hash(String base64, String hex) {

  static Hash of(Bytes hash) {
    return new Hash(Base64.getEncoder().encodeToString(hash.content()), hash.toString());
  }
}
