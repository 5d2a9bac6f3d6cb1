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

  // Why a candidate is not eligible.

  PROCESSING_OUTSIDE_AREA,
  UNKNOWN_PROCESSING,
  DISCLOSURE_EXPOSURE,
  UNKNOWN_DISCLOSURE,
  UNKNOWN_CERTIFICATION
}
