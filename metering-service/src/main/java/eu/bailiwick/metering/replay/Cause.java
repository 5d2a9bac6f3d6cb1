package eu.bailiwick.metering.replay;

import java.util.Locale;

/** Why a decision cannot be recomputed. The names, in lower case, are stable. */
enum Cause {
  /** The event names a snapshot that is not archived; it is looked at again when that comes. */
  SNAPSHOT_MISSING,
  /** The snapshot is of a format that this version does not read. */
  SNAPSHOT_UNREADABLE,
  /** The event names no snapshot, and yet a reason that only a snapshot can give. */
  NO_SNAPSHOT,
  /** The decision follows rules of another version. */
  UNKNOWN_SEMANTICS,
  /** The reason is a word that this version does not know. */
  UNKNOWN_REASON,
  /** The operation is a word that this version does not know. */
  UNKNOWN_OPERATION,
  /** One of the revocations that counted is of a kind that this version does not know. */
  UNKNOWN_REVOCATION,
  /** The event says what was decided, but not of what. */
  INCOMPLETE,
  /** The event's bytes are gone: they were erased, or their time was over. */
  ERASED,
  /** The event's bytes are there and cannot be read any more. */
  EVENT_UNREADABLE;

  String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
