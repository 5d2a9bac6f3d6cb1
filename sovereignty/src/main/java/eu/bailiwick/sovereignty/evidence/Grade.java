package eu.bailiwick.sovereignty.evidence;

/** How well a fact is evidenced, weakest first. */
public enum Grade {
  UNKNOWN,
  /** Stated by whoever registered it. */
  DECLARED,
  /** Stated and signed by whoever registered it. */
  SIGNED,
  /** Certified by a third party, in validity. */
  CERTIFIED,
  /** Checked by a machine, such as an attestation or a verified signature. */
  MACHINE_VERIFIED
}
