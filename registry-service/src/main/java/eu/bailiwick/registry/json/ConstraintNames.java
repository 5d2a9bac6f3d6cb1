package eu.bailiwick.registry.json;

import eu.bailiwick.sovereignty.policy.Constraint;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The names under which constraints stand in JSON: the record's name, first letter small. */
public final class ConstraintNames {

  /** Every kind of constraint by its name. */
  static final Map<String, Class<? extends Constraint>> ALL = all();

  private ConstraintNames() {}

  /** The name of {@code constraint}'s kind, such as {@code processingWithin}. */
  public static String of(Constraint constraint) {
    return name(constraint.getClass());
  }

  private static Map<String, Class<? extends Constraint>> all() {
    Map<String, Class<? extends Constraint>> found = new TreeMap<>();
    collect(Constraint.class, found);
    return Collections.unmodifiableMap(found);
  }

  private static void collect(Class<?> type, Map<String, Class<? extends Constraint>> found) {
    if (type.isRecord()) {
      found.put(name(type), type.asSubclass(Constraint.class));
      return;
    }
    for (Class<?> permitted : type.getPermittedSubclasses()) {
      collect(permitted, found);
    }
  }

  private static String name(Class<?> type) {
    String simple = type.getSimpleName();
    return simple.substring(0, 1).toLowerCase(Locale.ROOT) + simple.substring(1);
  }
}
