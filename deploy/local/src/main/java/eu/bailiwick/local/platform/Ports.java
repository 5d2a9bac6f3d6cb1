package eu.bailiwick.local.platform;

import eu.bailiwick.parts.FreePorts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The TCP ports of the platform, all on loopback.
 *
 * @param models one for each of the sample's endpoints, in their order
 */
public record Ports(
    int router,
    int registry,
    int metering,
    int kafka,
    int kafkaController,
    int postgres,
    List<Integer> models) {

  /** Where the ports begin unless something else is asked for. */
  public static final int DEFAULT_BASE = 8600;

  private static final int FIRST_MODEL = 10;
  private static final int LEAST_BASE = 1024;
  private static final int MOST_BASE = 65_500;

  /** Copies {@code models}. */
  public Ports {
    models = List.copyOf(models);
  }

  /**
   * Ports in a fixed order: router, registry, metering, Kafka, Kafka's controller and PostgreSQL
   * from {@code base}, the model servers from {@code base} + 10.
   *
   * @throws StartException if {@code base} is too low or too high
   */
  public static Ports from(int base) throws StartException {
    if (base < LEAST_BASE || base > MOST_BASE) {
      throw new StartException(
          "--port-base "
              + base
              + ": a number from "
              + LEAST_BASE
              + " to "
              + MOST_BASE
              + " is needed.");
    }
    List<Integer> models =
        Stream.iterate(base + FIRST_MODEL, port -> port + 1)
            .limit(SampleEndpoint.values().length)
            .toList();
    return new Ports(base, base + 1, base + 2, base + 3, base + 4, base + 5, models);
  }

  /** Ports that were free a moment ago. */
  public static Ports free() {
    List<Integer> free =
        Stream.generate(FreePorts::any)
            .distinct()
            .limit(6 + SampleEndpoint.values().length)
            .toList();
    return new Ports(
        free.get(0),
        free.get(1),
        free.get(2),
        free.get(3),
        free.get(4),
        free.get(5),
        free.subList(6, free.size()));
  }

  /**
   * @throws StartException if something listens on one of them
   */
  void checkFree() throws StartException {
    for (Map.Entry<String, Integer> port : named().entrySet()) {
      if (!FreePorts.isFree(port.getValue())) {
        throw new StartException(
            "Port "
                + port.getValue()
                + " ("
                + port.getKey()
                + ") is in use: stop what listens there, or move all ports with --port-base N.");
      }
    }
  }

  private Map<String, Integer> named() {
    Map<String, Integer> named = new LinkedHashMap<>();
    named.put("router", router);
    named.put("registry", registry);
    named.put("metering", metering);
    named.put("Kafka", kafka);
    named.put("Kafka's controller", kafkaController);
    named.put("PostgreSQL", postgres);
    for (SampleEndpoint endpoint : SampleEndpoint.values()) {
      named.put("model server " + endpoint.id(), models.get(endpoint.position()));
    }
    return named;
  }
}
