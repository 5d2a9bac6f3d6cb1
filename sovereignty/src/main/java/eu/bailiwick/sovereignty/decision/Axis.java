package eu.bailiwick.sovereignty.decision;

/** What a demand can be about, with its words and its reasons. */
enum Axis {
  REVOCATION("revocations", "revoked:", Reason.REVOKED, Reason.REVOKED),
  LIFECYCLE("lifecycle", "version is", Reason.VERSION_NOT_APPROVED, Reason.VERSION_NOT_APPROVED),
  APPROVAL("processing countries", "processed in", Reason.NOT_APPROVED, Reason.UNKNOWN_PROCESSING),
  PROCESSING(
      "processing countries",
      "processed in",
      Reason.PROCESSING_OUTSIDE_AREA,
      Reason.UNKNOWN_PROCESSING),
  STORAGE("storage", "kept in", Reason.STORAGE_OUTSIDE_AREA, Reason.UNKNOWN_STORAGE),
  RETENTION("storage", "kept:", Reason.RETENTION_TOO_LONG, Reason.UNKNOWN_STORAGE),
  TELEMETRY("telemetry", "telemetry to", Reason.TELEMETRY_OUTSIDE_AREA, Reason.UNKNOWN_TELEMETRY),
  HUMAN_ACCESS(
      "human access",
      "human access from",
      Reason.HUMAN_ACCESS_OUTSIDE_AREA,
      Reason.UNKNOWN_HUMAN_ACCESS),
  DISCLOSURE("serving chain", "exposed to", Reason.DISCLOSURE_EXPOSURE, Reason.UNKNOWN_DISCLOSURE),
  DENIAL("serving chain", "exposed to", Reason.DENIAL_EXPOSURE, Reason.UNKNOWN_DENIAL),
  KEY_CUSTODY("key custody", "keys held as", Reason.KEY_CUSTODY, Reason.UNKNOWN_KEY_CUSTODY),
  LICENCE("licence", "licensed under", Reason.LICENCE_NOT_ALLOWED, Reason.UNKNOWN_LICENCE),
  ORIGIN("origin", "made in", Reason.ORIGIN_OUTSIDE_AREA, Reason.UNKNOWN_ORIGIN);

  /** What is recorded, as in "serving chain not recorded". */
  final String fact;

  /** How what was found begins, as in "processed in". */
  final String found;

  final Reason violated;
  final Reason unknown;

  Axis(String fact, String found, Reason violated, Reason unknown) {
    this.fact = fact;
    this.found = found;
    this.violated = violated;
    this.unknown = unknown;
  }
}
