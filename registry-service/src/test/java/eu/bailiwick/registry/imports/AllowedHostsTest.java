package eu.bailiwick.registry.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedHostsTest {

  private final AllowedHosts hosts =
      AllowedHosts.of(List.of("Api.Ngc.example", "mirror.example:8443", "10.1.2.3", "[::1]:9443"));

  @ParameterizedTest
  @CsvSource({
    "https://api.ngc.example/v2, true",
    "https://API.NGC.EXAMPLE:443/v2, true",
    "https://api.ngc.example:444/v2, false",
    "https://mirror.example:8443/, true",
    "https://mirror.example/, false",
    "https://[::1]:9443/, true",
    "https://evil.api.ngc.example/, false",
    "https://api.ngc.example.evil.example/, false"
  })
  void hostAndPortHaveToBeListed(URI url, boolean allowed) {
    assertThat(hosts.allows(url)).isEqualTo(allowed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1", "10.9.9.9", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0",
        "0.1.2.3", "100.64.0.1", "198.18.0.1", "192.0.0.8", "224.0.0.1", "255.255.255.255",
        "::", "fe80::1", "fd00::1", "ff02::1", "::ffff:10.9.9.9", "64:ff9b::a09:909",
        "2002:a09:909::1", "2001::1"
      })
  void addressesThatAreNotPublicAreRefused(String address) {
    assertThat(hosts.allows(InetAddress.ofLiteral(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"9.9.9.9", "100.63.0.1", "172.32.0.1", "2a00:1450:4001::1", "2001:db9::1"})
  void publicAddressesAreNot(String address) {
    assertThat(hosts.allows(InetAddress.ofLiteral(address))).isTrue();
  }

  @Test
  void anAddressThatIsListedItselfIsAllowed() {
    assertThat(hosts.allows(InetAddress.ofLiteral("10.1.2.3"))).isTrue();
    assertThat(hosts.allows(InetAddress.ofLiteral("::1"))).isTrue();
    assertThat(hosts.allows(InetAddress.ofLiteral("::2"))).isFalse();
    assertThat(
            AllowedHosts.of(List.of("127.0.0.1:8443")).allows(InetAddress.ofLiteral("127.0.0.1")))
        .isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://api.example", "*.example", "", "api.example/v2", "a b"})
  void anEntryThatIsNoHostStopsTheServiceByName(String entry) {
    assertThatIllegalStateException()
        .isThrownBy(() -> AllowedHosts.of(List.of(entry)))
        .withMessageContaining(AllowedHosts.PROPERTY);
  }
}
