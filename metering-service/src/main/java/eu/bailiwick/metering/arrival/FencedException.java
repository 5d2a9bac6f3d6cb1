package eu.bailiwick.metering.arrival;

/** Somebody else has taken the source since; nothing was stored. */
public final class FencedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient Source source;

  FencedException(Source source) {
    super(source + " has been taken by another consumer");
    this.source = source;
  }

  public Source source() {
    return source;
  }
}
