package eu.bailiwick.metering.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RegistryTest {

  private record Given(
      Optional<URI> url,
      Optional<Path> tokenFile,
      Optional<Path> trustedKeysFile,
      Duration pollInterval,
      Duration timeout,
      Duration silence)
      implements RegistrySettings {}

  private static Given given(@Nullable String url, @Nullable String file, Duration pollInterval) {
    return new Given(
        Optional.ofNullable(url).map(URI::create),
        Optional.ofNullable(file).map(Path::of),
        Optional.of(Path.of("keys")),
        pollInterval,
        Duration.ofSeconds(5),
        Duration.ofSeconds(30));
  }

  private static Optional<Registry> of(Given settings, @Nullable String cell) {
    return Registry.of(settings, () -> Optional.ofNullable(cell));
  }

  @Test
  void withoutAnUrlNoneIsFollowed() {
    assertThat(of(given(null, null, Duration.ofSeconds(1)), null)).isEmpty();
  }

  @Test
  void withAnUrlTheRestIsNeeded() {
    assertThat(of(given("https://registry", "token", Duration.ofSeconds(1)), "eea")).isPresent();
    assertRefused(given("https://registry", null, Duration.ofSeconds(1)), "eea", "token-file");
    assertRefused(
        given("https://registry", "token", Duration.ofSeconds(1)), null, "bailiwick.metering.cell");
  }

  @Test
  void whatCannotWorkIsRefusedByName() {
    Duration second = Duration.ofSeconds(1);
    assertRefused(given("ftp://registry", "token", second), "eea", "bailiwick.registry.url");
    assertRefused(given("registry", "token", second), "eea", "bailiwick.registry.url");
    assertRefused(given("http://registry", "token", second), "a/b", "bailiwick.metering.cell");
    assertRefused(given("http://registry", "token", Duration.ZERO), "eea", "poll-interval");
  }

  private static void assertRefused(Given settings, @Nullable String cell, String property) {
    assertThatThrownBy(() -> of(settings, cell))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(property);
  }
}
