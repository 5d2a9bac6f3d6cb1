package eu.bailiwick.metering.evidence;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The numbers of each epoch in a range of a tenant's log, and what the ledger found there. */
final class Producers {

  private final boolean fromTheStart;
  private final Map<String, List<Long>> numbers = new LinkedHashMap<>();
  private final List<Item> findings = new ArrayList<>();

  /**
   * Of a range.
   *
   * @param fromTheStart whether it begins where the log does: then epochs begin at 0
   */
  Producers(boolean fromTheStart) {
    this.fromTheStart = fromTheStart;
  }

  void event(Item item) {
    String about = item.leaf().about();
    int slash = about.indexOf('/');
    numbers
        .computeIfAbsent(about.substring(0, slash), epoch -> new ArrayList<>())
        .add(Long.valueOf(about.substring(slash + 1)));
  }

  void finding(Item item) {
    findings.add(item);
  }

  /** Whether numbers are missing, or were found missing and never came. */
  boolean hasHoles() {
    return numbers.values().stream().anyMatch(each -> !missing(each).isEmpty())
        || findings.stream().anyMatch(this::isOpenGap);
  }

  private boolean isOpenGap(Item finding) {
    if (!finding.leaf().kind().equals("gap")) {
      return false;
    }
    String about = finding.leaf().about();
    int slash = about.indexOf('/');
    String[] ends = about.substring(slash + 1).split("-", 2);
    long first = Long.parseLong(ends[0]);
    long last = Long.parseLong(ends[ends.length - 1]);
    long there =
        numbers.getOrDefault(about.substring(0, slash), List.of()).stream()
            .filter(number -> first <= number && number <= last)
            .count();
    return there < last - first + 1;
  }

  private List<String> missing(List<Long> of) {
    List<String> missing = new ArrayList<>();
    List<Long> sorted = of.stream().sorted().toList();
    long next = fromTheStart ? 0 : sorted.getFirst();
    for (long number : sorted) {
      if (number > next) {
        missing.add(next + "-" + (number - 1));
      }
      next = number + 1;
    }
    return missing;
  }

  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode epochs = json.putArray("epochs");
    numbers.forEach(
        (epoch, each) -> {
          ObjectNode row = epochs.addObject().put("epoch", epoch);
          row.put("first", each.stream().mapToLong(Long::longValue).min().orElseThrow());
          row.put("last", each.stream().mapToLong(Long::longValue).max().orElseThrow());
          row.put("entries", each.size());
          missing(each).forEach(row.putArray("missing")::add);
        });
    ArrayNode found = json.putArray("findings");
    findings.forEach(
        item ->
            found
                .addObject()
                .put("index", item.index())
                .put("kind", item.leaf().kind())
                .put("about", item.leaf().about()));
    return json;
  }
}
