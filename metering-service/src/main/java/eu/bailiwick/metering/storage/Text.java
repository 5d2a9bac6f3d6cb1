package eu.bailiwick.metering.storage;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;

/** Texts as PostgreSQL takes them. */
public final class Text {

  /** SQLSTATE character_not_in_repertoire. */
  private static final String NO_SUCH_CHARACTER = "22021";

  private Text() {}

  /**
   * A text in UTF-8.
   *
   * @throws SQLException if it is no sequence of Unicode characters
   */
  public static byte[] utf8(String value) throws SQLException {
    try {
      ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(value));
      byte[] utf8 = new byte[encoded.remaining()];
      encoded.get(utf8);
      return utf8;
    } catch (CharacterCodingException e) {
      throw new SQLException("a text has half a character", NO_SUCH_CHARACTER, e);
    }
  }
}
