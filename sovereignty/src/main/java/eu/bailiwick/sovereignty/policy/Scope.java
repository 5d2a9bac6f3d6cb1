package eu.bailiwick.sovereignty.policy;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * For whom a policy holds. Exactly the field that the level names is set; at {@code DATA_CLASS} a
 * tenant may narrow it further.
 *
 * @param level how wide it is
 * @param tenant id of the tenant, or null
 * @param application id of the application, or null
 * @param dataClass id of the data class, or null
 */
public record Scope(
    Level level,
    @Nullable String tenant,
    @Nullable String application,
    @Nullable String dataClass) {

  /** How wide a scope is, widest first. */
  public enum Level {
    PLATFORM,
    TENANT,
    APPLICATION,
    DATA_CLASS
  }

  /** Everyone. */
  public static final Scope PLATFORM = new Scope(Level.PLATFORM, null, null, null);

  /**
   * @throws IllegalArgumentException if the fields do not fit the level
   */
  public Scope {
    Objects.requireNonNull(level, "level");
    boolean fits =
        switch (level) {
          case PLATFORM -> tenant == null && application == null && dataClass == null;
          case TENANT -> tenant != null && application == null && dataClass == null;
          case APPLICATION -> tenant == null && application != null && dataClass == null;
          case DATA_CLASS -> application == null && dataClass != null;
        };
    if (!fits) {
      throw new IllegalArgumentException(
          "scope of level " + level + " needs " + needs(level) + " and nothing else");
    }
  }

  private static String needs(Level level) {
    return switch (level) {
      case PLATFORM -> "no other field";
      case TENANT -> "tenant";
      case APPLICATION -> "application";
      case DATA_CLASS -> "dataClass, perhaps tenant,";
    };
  }
}
