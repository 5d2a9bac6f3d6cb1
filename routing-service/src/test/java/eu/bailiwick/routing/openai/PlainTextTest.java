package eu.bailiwick.routing.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PlainTextTest {

  @Test
  void endsAtTheFirstQuoteOrBackslashWhereverItIs() {
    for (int length = 0; length < 30; length++) {
      for (int at = 0; at < length; at++) {
        for (byte end : new byte[] {'"', '\\'}) {
          byte[] bytes = plain(length);
          bytes[at] = end;
          for (int from = 0; from <= at; from++) {
            assertThat(PlainText.end(bytes, from, length)).isEqualTo(at);
          }
          assertThat(PlainText.end(bytes, 0, at)).isEqualTo(at);
        }
      }
    }
  }

  @Test
  void everyOtherByteIsPlain() {
    for (int value = 0; value < 256; value++) {
      byte[] bytes = new byte[16];
      Arrays.fill(bytes, (byte) value);
      boolean plain = value != '"' && value != '\\';
      assertThat(PlainText.end(bytes, 0, 16)).isEqualTo(plain ? 16 : 0);
    }
  }

  private static byte[] plain(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) ("#![]é".charAt(i % 5) & 0xFF);
    }
    return bytes;
  }
}
