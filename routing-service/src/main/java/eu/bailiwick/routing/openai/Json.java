package eu.bailiwick.routing.openai;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** The one factory of streaming parsers and generators; nothing is bound to objects. */
final class Json {

  /** A body's size is limited before it is parsed, so that a long string is no attack. */
  private static final StreamReadConstraints CONSTRAINTS =
      StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build();

  static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .streamReadConstraints(CONSTRAINTS)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  private Json() {}

  /**
   * A text as a JSON string.
   *
   * @throws IllegalArgumentException if half of a surrogate pair stands alone
   */
  static byte[] quoted(String text) {
    byte[] inner = JsonStringEncoder.getInstance().quoteAsUTF8(text);
    byte[] quoted = new byte[inner.length + 2];
    quoted[0] = '"';
    System.arraycopy(inner, 0, quoted, 1, inner.length);
    quoted[quoted.length - 1] = '"';
    return quoted;
  }
}
