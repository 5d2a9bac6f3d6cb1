package eu.bailiwick.metering.storage;

/** PostgreSQL did not do what was asked; nothing was changed, or it is not known what was. */
public final class StorageUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public StorageUnavailableException(String message, Throwable cause) {
    super(message + ": " + firstLine(cause), cause);
  }

  private static String firstLine(Throwable cause) {
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
  }
}
