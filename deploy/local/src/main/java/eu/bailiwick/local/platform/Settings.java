package eu.bailiwick.local.platform;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a platform is to be like.
 *
 * @param home the repository's root, with the packaged services below it
 * @param keep directory for data that outlives the run; null for a temporary one
 * @param logs directory for the log files
 * @param ports where everything listens
 * @param upstreams for a model's name, the user's own server in place of the sample's
 * @param kafka {@code host:port} of a broker that is there already; null for one of its own
 * @param sample whether the registry holds the sample catalogue at first; otherwise nothing
 * @param record whether the first start of a build makes later ones faster, at its own expense
 */
public record Settings(
    Path home,
    @Nullable Path keep,
    Path logs,
    Ports ports,
    Map<String, URI> upstreams,
    @Nullable String kafka,
    boolean sample,
    boolean record) {

  /** With a broker of its own. */
  public Settings(
      Path home,
      @Nullable Path keep,
      Path logs,
      Ports ports,
      Map<String, URI> upstreams,
      boolean sample,
      boolean record) {
    this(home, keep, logs, ports, upstreams, null, sample, record);
  }

  /** Copies {@code upstreams}. */
  public Settings {
    upstreams = Map.copyOf(upstreams);
  }
}
