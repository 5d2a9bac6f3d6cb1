package eu.bailiwick.local.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AotCacheTest {

  @TempDir Path application;

  private AotCache cache = new AotCache(Path.of("none"));

  @BeforeEach
  void ofAnApplication() throws Exception {
    cache = AotCache.of(application, List.of());
  }

  @Test
  void aFinishedPartIsTaken() throws Exception {
    Files.writeString(cache.part(), "cache");
    cache.adoptPart();
    assertThat(cache.isThere()).isTrue();
  }

  @Test
  void anEmptyPartIsNot() throws Exception {
    Files.createFile(cache.part());
    cache.adoptPart();
    assertThat(cache.isThere()).isFalse();
  }

  @Test
  void aPartThatIsStillBeingMadeIsNot() throws Exception {
    Files.writeString(cache.part(), "half a cache");
    Files.writeString(Path.of(cache.part() + ".config"), "what was recorded");
    cache.adoptPart();
    assertThat(cache.isThere()).isFalse();
  }

  @Test
  void anEmptyFileIsNoCache() throws Exception {
    Files.createFile(cache.file());
    assertThat(cache.isThere()).isFalse();
  }
}
