package eu.bailiwick.sovereignty.catalogue;

/** Whether a server can do something. */
public enum Support {
  YES,
  NO,
  /** Nobody has said so; it is not the same as no. */
  UNKNOWN
}
