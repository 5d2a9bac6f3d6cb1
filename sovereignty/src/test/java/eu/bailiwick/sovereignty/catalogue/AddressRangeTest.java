package eu.bailiwick.sovereignty.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {

  @ParameterizedTest
  @CsvSource({
    "192.0.2.0/24, 192.0.2.0",
    "192.0.2.0/24, 192.0.2.255",
    "192.0.2.128/25, 192.0.2.128",
    "192.0.2.7/32, 192.0.2.7",
    "0.0.0.0/0, 203.0.113.9",
    "172.16.0.0/12, 172.31.255.255",
    "172.16.0.0/12, ::ffff:172.16.0.1",
    "2001:db8::/32, 2001:db8:ffff::1",
    "2001:db8::8000:0/97, 2001:db8::ffff:ffff",
    "::1/128, ::1",
    "::/0, 2001:db8::1"
  })
  void containsWhatHasItsPrefix(String range, String address) {
    assertThat(contains(range, address)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.0/24, 192.0.3.0",
    "192.0.2.0/24, 192.0.1.255",
    "192.0.2.128/25, 192.0.2.127",
    "192.0.2.7/32, 192.0.2.6",
    "172.16.0.0/12, 172.32.0.0",
    "2001:db8::/32, 2001:db9::",
    "2001:db8::8000:0/97, 2001:db8::7fff:ffff",
    "::1/128, ::2",
    "0.0.0.0/0, 2001:db8::1",
    "::/0, 192.0.2.1",
    "::/0, ::ffff:192.0.2.1"
  })
  void doesNotContainWhatHasNot(String range, String address) {
    assertThat(contains(range, address)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "192.0.2.0",
        "192.0.2.0/",
        "192.0.2.0/33",
        "192.0.2.0/-1",
        "192.0.2.0/+8",
        "192.0.2.0/08",
        "192.0.2.0/24/8",
        "192.0.2.0 /24",
        "192.0.2/24",
        "3221225984/24",
        "192.0.2.256/32",
        "192.0.02.0/24",
        "0xc0.0.2.0/24",
        "localhost/8",
        "cafe/8",
        "2001:db8::/129",
        "2001:db8:::/32",
        "[2001:db8::]/32",
        "fe80::%eth0/64",
        "::ffff:0:0/96",
        "::ffff:192.0.2.0/120"
      })
  void refusesWhatIsNoRange(String cidr) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AddressRange.parse(cidr))
        .withMessage(
            "\"" + cidr + "\": a CIDR range is needed, such as 192.0.2.0/24 or 2001:db8::/32");
  }

  @Test
  void refusesBitsBeyondThePrefixAndNamesTheRangeMeant() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AddressRange.parse("192.0.2.130/25"))
        .withMessageContaining("192.0.2.128/25");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AddressRange.parse("2001:db8::1/32"))
        .withMessageContaining("2001:db8:0:0:0:0:0:0/32");
  }

  private static boolean contains(String range, String address) {
    return AddressRange.parse(range).contains(InetAddress.ofLiteral(address));
  }
}
