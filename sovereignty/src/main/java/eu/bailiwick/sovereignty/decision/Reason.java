package eu.bailiwick.sovereignty.decision;

/** Why something was decided. The names are stable: they stand in events, errors and metrics. */
public enum Reason {
  /** At least one endpoint is lawful. */
  PERMITTED,

  // Why a request is denied as a whole.

  /** Nobody catalogues the model, or it cannot be asked for this. */
  MODEL_NOT_FOUND,
  /** No policy covers the request. */
  NO_POLICY,
  /** The request names a data class that is not the application's floor or a descendant of it. */
  DATA_CLASS_NOT_ALLOWED,
  /** The request narrows to something that is neither a country nor a group. */
  UNKNOWN_AREA,
  /** The model is served, but nowhere lawful for this request. */
  NO_LAWFUL_ENDPOINT,

  // Why a candidate is not eligible, whatever policies say.
  /** The endpoint or its version is revoked. */
  REVOKED,
  /** Its version is a draft, in review or retired. */
  VERSION_NOT_APPROVED,
  /** No approval in force covers the data class everywhere that a request may be processed. */
  NOT_APPROVED,

  // Why a candidate is not eligible: not met, then not known, per axis.

  PROCESSING_OUTSIDE_AREA,
  UNKNOWN_PROCESSING,
  STORAGE_OUTSIDE_AREA,
  RETENTION_TOO_LONG,
  UNKNOWN_STORAGE,
  TELEMETRY_OUTSIDE_AREA,
  UNKNOWN_TELEMETRY,
  HUMAN_ACCESS_OUTSIDE_AREA,
  UNKNOWN_HUMAN_ACCESS,
  DISCLOSURE_EXPOSURE,
  UNKNOWN_DISCLOSURE,
  DENIAL_EXPOSURE,
  UNKNOWN_DENIAL,
  KEY_CUSTODY,
  UNKNOWN_KEY_CUSTODY,
  UNKNOWN_CERTIFICATION,
  LICENCE_NOT_ALLOWED,
  UNKNOWN_LICENCE,
  ORIGIN_OUTSIDE_AREA,
  UNKNOWN_ORIGIN
}
