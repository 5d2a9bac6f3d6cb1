package eu.bailiwick.routing.openai;

/**
 * A member of a body that would make the upstream open a connection, or a file, by itself.
 *
 * @param kind what it would open
 * @param path path of the member, such as {@code messages[0].content[1].image_url.url}
 */
public record Reach(Kind kind, String path) {

  /** What would be opened, the least first. */
  public enum Kind {
    /** Media at an {@code http} or {@code https} URL. */
    MEDIA,
    /** Anything else in a place of media that is no {@code data:} URL, such as a file. */
    FILE,
    /** A server of tools. */
    TOOLS
  }

  /** The worse of two; {@code this} if they are alike. */
  Reach worse(Reach other) {
    return other.kind.compareTo(kind) > 0 ? other : this;
  }
}
