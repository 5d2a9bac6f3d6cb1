package eu.bailiwick.sovereignty.law;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the reviewed document that ships as two tables. */
final class ShippedLaw {

  static final Law LAW = read();

  private ShippedLaw() {}

  private static Law read() {
    List<String> memberships = lines("law.csv");
    String edition = memberships.getFirst().replace("# edition ", "");
    return new Law(
        edition,
        memberships.stream().skip(2).map(ShippedLaw::membership).toList(),
        lines("control-rules.csv").stream().skip(1).map(ShippedLaw::controlRule).toList());
  }

  private static List<String> lines(String table) {
    try (var in = Objects.requireNonNull(Law.class.getResourceAsStream(table), table);
        var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return lines.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Membership membership(String line) {
    String[] cells = line.split(";", -1);
    return new Membership(
        cells[0],
        new Country(cells[1]),
        LocalDate.parse(cells[2]),
        date(cells[3]),
        LocalDate.parse(cells[4]),
        date(cells[5]),
        cells[6].isEmpty() ? null : cells[6],
        cells[7]);
  }

  private static ControlRule controlRule(String line) {
    String[] cells = line.split(";", -1);
    return new ControlRule(cells[0], new BigDecimal(cells[1]), new BigDecimal(cells[2]), cells[3]);
  }

  private static @Nullable LocalDate date(String text) {
    return text.isEmpty() ? null : LocalDate.parse(text);
  }
}
