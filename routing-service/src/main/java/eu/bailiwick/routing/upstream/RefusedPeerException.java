package eu.bailiwick.routing.upstream;

import org.jspecify.annotations.Nullable;

/** A connection was not made, or not used, for whom it would have led to. Nothing was sent. */
final class RefusedPeerException extends Exception {

  private static final long serialVersionUID = 1L;

  private final Refusal refusal;

  RefusedPeerException(Refusal refusal, @Nullable Throwable cause) {
    super(refusal.name(), cause, false, false);
    this.refusal = refusal;
  }

  Refusal refusal() {
    return refusal;
  }
}
