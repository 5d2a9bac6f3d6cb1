package eu.bailiwick.registry.imports;

import eu.bailiwick.registry.http.ErrorCode;
import eu.bailiwick.registry.http.RefusedException;
import eu.bailiwick.sovereignty.catalogue.Operation;
import eu.bailiwick.sovereignty.evidence.Checks;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What the importer was told.
 *
 * @param model id of the model
 * @param name null if not given
 * @param operations empty if not given
 * @param profiles ids, empty for all
 * @param imageDigest null if not known
 * @param weightsDigest null if not known
 * @param tag null if not given
 * @param version first part of the versions' ids
 */
record Asked(
    String model,
    @Nullable String name,
    Set<Operation> operations,
    Set<String> profiles,
    @Nullable String imageDigest,
    @Nullable String weightsDigest,
    @Nullable String tag,
    String version) {

  /** Leaves room for what {@link VersionId} adds. */
  private static final int LONGEST_PREFIX = 127 - VersionId.ADDED;

  /**
   * Checks parameters.
   *
   * @throws RefusedException with 400, naming the parameter
   */
  static Asked of(ImportQuery query) {
    String model = query.model();
    if (model == null) {
      throw refused("model: the id of the model in the catalogue is needed");
    }
    check(model, "model", Checks::modelId);
    check(query.imageDigest(), "imageDigest", Checks::sha256);
    check(query.weightsDigest(), "weightsDigest", Checks::sha256);
    check(query.name(), "name", Checks::notBlank);
    check(query.tag(), "tag", Checks::notBlank);
    query.profiles().forEach(profile -> check(profile, "profile", Checks::notBlank));
    String version = query.version() == null ? prefix(model) : query.version();
    check(version, "version", Checks::id);
    if (version.length() > LONGEST_PREFIX) {
      throw refused("version: at most " + LONGEST_PREFIX + " characters are accepted");
    }
    return new Asked(
        model,
        query.name(),
        operations(query.operations()),
        new LinkedHashSet<>(query.profiles()),
        query.imageDigest(),
        query.weightsDigest(),
        query.tag(),
        version);
  }

  private static String prefix(String model) {
    String prefix = model.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]", "-");
    return prefix.substring(0, Math.min(LONGEST_PREFIX, prefix.length()));
  }

  private static Set<Operation> operations(Collection<String> names) {
    Set<Operation> operations = EnumSet.noneOf(Operation.class);
    for (String name : names) {
      operations.add(
          Arrays.stream(Operation.values())
              .filter(operation -> operation.name().equals(name))
              .findFirst()
              .orElseThrow(
                  () ->
                      refused(
                          "operation: \""
                              + name
                              + "\" is not one of "
                              + Arrays.toString(Operation.values()))));
    }
    return operations;
  }

  private static void check(
      @Nullable String value, String parameter, BiConsumer<String, String> check) {
    if (value == null) {
      return;
    }
    try {
      check.accept(value, parameter);
    } catch (IllegalArgumentException e) {
      throw refused(String.valueOf(e.getMessage()));
    }
  }

  static RefusedException refused(String detail) {
    return new RefusedException(ErrorCode.INVALID_PARAMETER, detail);
  }
}
