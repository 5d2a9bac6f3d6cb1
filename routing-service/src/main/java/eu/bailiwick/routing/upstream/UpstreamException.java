package eu.bailiwick.routing.upstream;

/** An attempt without an answer. */
public final class UpstreamException extends Exception {

  private static final long serialVersionUID = 1L;

  /** What became of it. */
  public enum Kind {
    /** No connection; not a byte of the request left. Another endpoint may be tried. */
    NOT_CONNECTED,
    /**
     * The connection would have led, or led, to somebody else than the registered endpoint; not a
     * byte of the request left. Another endpoint may be tried.
     */
    REFUSED,
    /** The request, or some of it, left, and no answer began. */
    NO_ANSWER,
    /**
     * The same on a connection that had served other requests and was closed: most likely it was
     * closed for being idle, just before, and the upstream saw nothing of the request.
     */
    STALE_CONNECTION,
    /** No answer began in time. */
    TIMEOUT,
    /** {@link Attempt#cancel} was called. */
    CANCELLED
  }

  private final Kind kind;

  UpstreamException(Kind kind, Throwable cause) {
    super(kind.name(), cause, false, false);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
