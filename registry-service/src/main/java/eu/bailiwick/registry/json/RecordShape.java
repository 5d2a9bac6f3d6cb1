package eu.bailiwick.registry.json;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a record consists of.
 *
 * @param names of its components, in order
 * @param types of its components, type variables replaced
 * @param constructor the canonical one
 */
record RecordShape(List<String> names, List<Type> types, Constructor<?> constructor) {

  private static final Map<Type, RecordShape> KNOWN = new ConcurrentHashMap<>();

  /** The shape of a record type, generic or not. */
  static RecordShape of(Type type) {
    return KNOWN.computeIfAbsent(type, RecordShape::find);
  }

  static Class<?> raw(Type type) {
    return (Class<?>) (type instanceof ParameterizedType p ? p.getRawType() : type);
  }

  /**
   * Makes one.
   *
   * @throws IllegalArgumentException if the constructor refuses the arguments
   * @throws NullPointerException if one is missing
   */
  Object construct(@Nullable Object[] arguments) {
    try {
      return constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException refusal) {
        throw refusal;
      }
      throw new IllegalStateException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static RecordShape find(Type type) {
    Class<?> raw = raw(type);
    RecordComponent[] components = raw.getRecordComponents();
    Map<TypeVariable<?>, Type> variables = variables(raw, type);
    Class<?>[] parameters =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      Constructor<?> constructor = raw.getDeclaredConstructor(parameters);
      constructor.setAccessible(true); // records of features need not be public
      return new RecordShape(
          Arrays.stream(components).map(RecordComponent::getName).toList(),
          Arrays.stream(components)
              .map(RecordComponent::getGenericType)
              .map(t -> t instanceof TypeVariable<?> v ? variables.getOrDefault(v, t) : t)
              .toList(),
          constructor);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(raw + " is not a record", e);
    }
  }

  private static Map<TypeVariable<?>, Type> variables(Class<?> raw, Type type) {
    TypeVariable<?>[] variables = raw.getTypeParameters();
    if (!(type instanceof ParameterizedType parameterized)) {
      return Map.of();
    }
    Type[] arguments = parameterized.getActualTypeArguments();
    return IntStream.range(0, variables.length)
        .boxed()
        .collect(Collectors.toMap(i -> variables[i], i -> arguments[i]));
  }
}
