package eu.bailiwick.registry.imports;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The tag in the reference of an image, such as {@code nvcr.io/nim/meta/llama:1.0.0}. */
final class ImageTag {

  private static final Pattern TAGGED =
      Pattern.compile("[^@]*/[^/:@]+:([A-Za-z0-9_][A-Za-z0-9._-]{0,127})(@.*)?");

  private ImageTag() {}

  /** The tag; null if there is none, or no image. */
  static @Nullable String of(@Nullable String image) {
    if (image == null) {
      return null;
    }
    Matcher matcher = TAGGED.matcher(image);
    return matcher.matches() ? matcher.group(1) : null;
  }
}
