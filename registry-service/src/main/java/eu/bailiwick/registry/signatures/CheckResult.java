package eu.bailiwick.registry.signatures;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What came of checking a signature. */
@Schema(name = "SignatureResult")
public enum CheckResult {
  VERIFIED,
  FAILED,
  /** There is a signature and nobody has checked it. */
  NOT_CHECKED
}
