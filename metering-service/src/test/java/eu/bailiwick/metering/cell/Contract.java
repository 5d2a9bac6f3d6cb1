package eu.bailiwick.metering.cell;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The golden examples of the contract, which the routing-service owns. */
public final class Contract {

  private static final Path EXAMPLES =
      Path.of("../routing-service/src/main/resources/contract/examples");
  private static final ObjectMapper JSON = new ObjectMapper();

  private Contract() {}

  public static List<Path> examples() {
    try (var files = Files.list(EXAMPLES)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A fresh copy of an example; {@code name} without extension. */
  public static ObjectNode example(String name) {
    try {
      return (ObjectNode) JSON.readTree(EXAMPLES.resolve(name + ".json").toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static byte[] bytes(ObjectNode event) {
    try {
      return JSON.writeValueAsBytes(event);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
