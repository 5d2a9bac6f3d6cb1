package eu.bailiwick.metering.snapshots;

/** A document is not what it should be. */
public final class MalformedDocumentException extends Exception {

  private static final long serialVersionUID = 1;

  private final String path;

  /**
   * Names a place in a document.
   *
   * @param path of the member, such as {@code constraints[0]}; empty for the document itself
   * @param message what is wrong with it
   */
  public MalformedDocumentException(String path, String message) {
    super(message, null, false, false);
    this.path = path;
  }

  /** Of the member that is wrong; empty for the document itself. */
  public String path() {
    return path;
  }

  /** What is wrong. */
  public String said() {
    return String.valueOf(getMessage());
  }
}
