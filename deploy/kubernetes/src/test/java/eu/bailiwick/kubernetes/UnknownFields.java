package eu.bailiwick.kubernetes;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the fields that a model of fabric8 did not know when it was read: it keeps them apart,
 * instead of refusing them.
 */
final class UnknownFields {

  private static final String MODELS = "io.fabric8.kubernetes.api.model";

  private final List<String> paths = new ArrayList<>();

  private UnknownFields() {}

  /** Paths of the unknown fields below {@code model}; empty if all are known. */
  static List<String> of(Object model) {
    UnknownFields fields = new UnknownFields();
    fields.visit(model, "");
    return List.copyOf(fields.paths);
  }

  private void visit(@Nullable Object value, String path) {
    switch (value) {
      case null -> {}
      case List<?> items -> {
        for (int i = 0; i < items.size(); i++) {
          visit(items.get(i), path + "[" + i + "]");
        }
      }
      case Map<?, ?> map -> map.forEach((key, item) -> visit(item, path + "." + key));
      case Object model when model.getClass().getPackageName().startsWith(MODELS) ->
          visitModel(model, path);
      default -> {}
    }
  }

  private void visitModel(Object model, String path) {
    for (Method method : model.getClass().getMethods()) {
      if (method.getName().equals("getAdditionalProperties")) {
        Map<?, ?> unknown = (Map<?, ?>) read(method, model);
        unknown.keySet().forEach(key -> paths.add(path + "." + key));
      } else if (isGetter(method)) {
        visit(read(method, model), path + "." + fieldName(method));
      }
    }
  }

  private static boolean isGetter(Method method) {
    return method.getName().startsWith("get")
        && method.getParameterCount() == 0
        && !Modifier.isStatic(method.getModifiers())
        && method.getDeclaringClass() != Object.class;
  }

  private static String fieldName(Method getter) {
    return Character.toLowerCase(getter.getName().charAt(3)) + getter.getName().substring(4);
  }

  private static Object read(Method getter, Object model) {
    try {
      return getter.invoke(model);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException(getter.toString(), e);
    }
  }
}
