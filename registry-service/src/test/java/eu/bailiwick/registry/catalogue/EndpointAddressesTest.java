package eu.bailiwick.registry.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bailiwick.registry.document.Kind;
import eu.bailiwick.registry.document.Reading;
import eu.bailiwick.registry.json.CatalogueJson;
import eu.bailiwick.registry.json.Violation;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointAddressesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://chat.paris.example",
        "https://localhost:8000",
        "https://LOCALHOST.",
        "https://chat.localhost",
        "https://127.0.0.1",
        "https://127.200.3.4:8443/nim",
        "https://0.0.0.0",
        "https://0.1.2.3",
        "https://10.0.0.7",
        "https://172.16.0.1",
        "https://172.31.255.255",
        "https://192.168.1.1",
        "https://169.254.169.254/latest",
        "https://100.64.0.1",
        "https://224.0.0.1",
        "https://239.1.2.3",
        "https://255.255.255.255",
        "https://[::]",
        "https://[::1]",
        "https://[fe80::1]",
        "https://[fe80::1%25eth0]",
        "https://[fec0::1]",
        "https://[fc00::1]",
        "https://[fd12:3456::1]",
        "https://[ff02::1]",
        "https://[::ffff:127.0.0.1]",
        "https://[::ffff:10.0.0.1]",
        "https://[::10.0.0.1]",
        "https://[64:ff9b::127.0.0.1]",
        "https://[2002:7f00:1::]"
      })
  void whatLeadsNowhereOrInsideIsRefusedByItsPath(String url) {
    assertThat(violations(false, url))
        .singleElement()
        .satisfies(
            violation -> {
              assertThat(violation.path()).isEqualTo("endpoints[0].baseUrl");
              assertThat(violation.message()).contains("bailiwick.endpoints.allow-insecure");
            });
    assertThat(violations(true, url)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://chat.paris.example/nim",
        "https://192.0.2.7",
        "https://172.32.0.1",
        "https://100.128.0.1",
        "https://11.0.0.1",
        "https://[2001:db8::7]:8443",
        "https://[::ffff:8.8.8.8]",
        "https://notlocalhost",
        "https://localhost.example"
      })
  void otherAddressesAreAccepted(String url) {
    assertThat(violations(false, url)).isEmpty();
  }

  private static List<Violation> violations(boolean allowInsecure, String url) {
    Reading reading =
        Reading.document(
            CatalogueJson.parse(
                """
                {"endpoints": [{"id": "e", "version": "v", "site": "s", "baseUrl": "%s",
                  "servedModel": "m", "state": "ENABLED"}]}
                """
                    .formatted(url)));
    assertThat(reading.upserts()).hasSize(1).allMatch(u -> u.kind() == Kind.ENDPOINTS);
    new EndpointAddresses(() -> allowInsecure).check(reading);
    return reading.violations().list();
  }
}
