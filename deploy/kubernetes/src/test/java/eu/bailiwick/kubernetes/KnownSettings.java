package eu.bailiwick.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The settings that a packaged service reads when it starts: those of its own
 * {@code @ConfigMapping} interfaces, and those that the metadata of its Quarkus extensions lists as
 * run-time settings.
 */
final class KnownSettings {

  private static final String MODEL = "META-INF/quarkus-config-doc/quarkus-config-model.json";

  private final List<ConfigClass> mappings = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private final ClassLoader classes;

  private KnownSettings(ClassLoader classes) {
    this.classes = classes;
  }

  /**
   * Reads {@code service/target/quarkus-app}.
   *
   * @throws IllegalStateException if the service is not packaged
   */
  static KnownSettings ofPackaged(Path service) {
    Path app = service.resolve("target/quarkus-app");
    try {
      List<Path> own = jars(app.resolve("app"));
      List<Path> libraries = jars(app.resolve("lib/main"));
      List<Path> generated = jars(app.resolve("quarkus"));
      List<Path> boot = jars(app.resolve("lib/boot"));
      KnownSettings settings =
          new KnownSettings(loader(Stream.of(own, generated, libraries, boot)));
      for (Path jar : own) {
        settings.addMappings(jar);
      }
      for (Path jar : libraries) {
        settings.addExtension(jar);
      }
      settings.addKafkaClient();
      return settings;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> jars(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IllegalStateException(
          folder + " is not there: package the services first, or run mvn verify at the root");
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  private static ClassLoader loader(Stream<List<Path>> jars) {
    URL[] urls = jars.flatMap(List::stream).map(KnownSettings::url).toArray(URL[]::new);
    return new URLClassLoader("service", urls, KnownSettings.class.getClassLoader());
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void addMappings(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      for (JarEntry entry : file.stream().filter(e -> isOurs(e)).toList()) {
        addMapping(entry.getName().replace('/', '.').replace(".class", ""));
      }
    }
  }

  private static boolean isOurs(JarEntry entry) {
    return entry.getName().startsWith("eu/bailiwick/") && entry.getName().endsWith(".class");
  }

  private void addMapping(String className) {
    try {
      Class<?> type = Class.forName(className, false, classes);
      if (type.isAnnotationPresent(ConfigMapping.class)) {
        ConfigClass mapping = ConfigClass.configClass(type);
        mappings.add(mapping);
        ConfigMappings.getProperties(mapping).keySet().forEach(name -> names.add(variable(name)));
      }
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(className, e);
    }
  }

  /** The environment variable of a property, by the rule of MicroProfile Config. */
  private static String variable(String property) {
    return property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }

  private void addExtension(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      JarEntry model = file.getJarEntry(MODEL);
      if (model != null) {
        try (InputStream in = file.getInputStream(model)) {
          addRunTimeSettings(new ObjectMapper().readTree(in));
        }
      }
    }
  }

  private void addRunTimeSettings(JsonNode node) {
    if (node.path("phase").asText().equals("RUN_TIME") && node.has("path")) {
      names.add(node.path("path").path("environmentVariable").asText());
    }
    node.forEach(this::addRunTimeSettings);
  }

  /**
   * What a Kafka client can be told: below a map of the service's own settings, or where it has no
   * such map, below the prefix that Quarkus gives to all clients.
   */
  private void addKafkaClient() {
    Set<String> maps =
        names.stream().filter(name -> name.endsWith("_KAFKA__")).collect(Collectors.toSet());
    for (String client : List.of("producer.ProducerConfig", "consumer.ConsumerConfig")) {
      for (Object setting : configNames("org.apache.kafka.clients." + client)) {
        String name = variable(String.valueOf(setting));
        if (maps.isEmpty()) {
          names.add("KAFKA_" + name);
        }
        maps.forEach(map -> names.add(map.substring(0, map.length() - 1) + name));
      }
    }
  }

  /** The names that a class of Kafka's client lists; empty if the service has no such client. */
  private Collection<?> configNames(String className) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(classes); // where Kafka looks for the classes that it names
    try {
      Class<?> client = Class.forName(className, true, classes);
      return (Collection<?>) client.getMethod("configNames").invoke(null);
    } catch (ClassNotFoundException e) {
      return List.of();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(className, e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  /** Whether the service reads the environment variable {@code name}. */
  boolean reads(String name) {
    return names.contains(name);
  }

  /** What the service would say against its own settings when it starts; empty if nothing. */
  List<String> refusals(Map<String, String> environment) {
    List<String> refusals = new ArrayList<>();
    for (ConfigClass mapping : mappings) {
      try {
        new SmallRyeConfigBuilder()
            .forClassLoader(classes)
            .addDiscoveredConverters()
            .withSources(new EnvConfigSource(environment, 300))
            .withMapping(mapping)
            .build();
      } catch (IllegalArgumentException | NoSuchElementException | ConfigValidationException e) {
        refusals.add(String.valueOf(e.getMessage()));
      }
    }
    return refusals;
  }
}
