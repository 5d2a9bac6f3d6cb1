package eu.bailiwick.metering.evidence;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether no request of a class left an area. It holds only if nothing speaks against it and
 * nothing is unknown: an entry that is not shown, a number that is missing, an attempt without an
 * end, a class or a snapshot that nobody knows leave it unproven.
 */
final class Statement {

  private static final Map<String, String> BUILT_IN =
      Map.of("personal", "public", "health", "personal");

  private static final Set<String> DOUBTS = Set.of("abandoned", "equivocation");

  private final Asked.Claim claim;
  private final Collection<SnapshotContent> snapshots;
  private final Set<String> known = new TreeSet<>(Set.of("public"));
  private final Set<String> classes;
  private final Map<String, Boolean> inside = new HashMap<>();
  private final Set<String> reasons = new TreeSet<>();
  private final List<Long> against = new ArrayList<>();
  private long considered;

  Statement(Asked.Claim claim, Collection<SnapshotContent> snapshots) {
    this.claim = claim;
    this.snapshots = snapshots;
    this.classes = classes();
  }

  /** The class asked for, and what descends from it in any snapshot. */
  private Set<String> classes() {
    List<Map<String, String>> trees = new ArrayList<>(List.of(BUILT_IN));
    snapshots.forEach(snapshot -> trees.add(snapshot.parents()));
    trees.forEach(tree -> known.addAll(tree.keySet()));
    Set<String> found = new TreeSet<>(Set.of(claim.dataClass()));
    boolean grows = true;
    while (grows) {
      grows = false;
      for (Map<String, String> tree : trees) {
        for (Map.Entry<String, String> each : tree.entrySet()) {
          grows |= found.contains(each.getValue()) && found.add(each.getKey());
        }
      }
    }
    return found;
  }

  /** Looks at an event that is shown. */
  void event(Item item) {
    Item.Facts facts = item.facts();
    if (facts == null || !item.isDispatch()) {
      return;
    }
    String dataClass = facts.dataClass();
    if (dataClass == null || !known.contains(dataClass)) {
      reasons.add("unknown_class");
    } else if (classes.contains(dataClass)) {
      considered++;
      LocalDate day = LocalDate.ofInstant(item.leaf().at(), ZoneOffset.UTC);
      if (!facts.countries().stream().allMatch(country -> isInside(country, day))) {
        against.add(item.index());
      }
    }
  }

  /** Inside is what every snapshot's edition of the law says to be inside on that day. */
  private boolean isInside(String country, LocalDate day) {
    if (country.equals("ZZ")) {
      return false;
    }
    if (claim.area().matches("[A-Z]{2}")) {
      return claim.area().equals(country);
    }
    if (snapshots.isEmpty()) {
      reasons.add("unknown_area");
      return true;
    }
    return inside.computeIfAbsent(
        country + " " + day,
        key -> snapshots.stream().allMatch(s -> s.isMember(claim.area(), country, day)));
  }

  /** Looks at an entry that is not shown. */
  void hidden(Item item, String why) {
    if (item.isDispatch()) {
      reasons.add(why);
    }
  }

  /** Looks at something that the ledger found. */
  void finding(String kind) {
    if (DOUBTS.contains(kind)) {
      reasons.add(kind);
    }
  }

  void missingNumbers() {
    reasons.add("gap");
  }

  void missingSnapshot() {
    reasons.add("snapshot_missing");
  }

  ObjectNode json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("dataClass", claim.dataClass()).put("area", claim.area());
    classes.forEach(json.putArray("classes")::add);
    json.put("considered", considered).put("verdict", verdict());
    against.forEach(json.putArray("against")::add);
    reasons.forEach(json.putArray("reasons")::add);
    return json;
  }

  String verdict() {
    if (!against.isEmpty()) {
      return "contradicted";
    }
    return reasons.isEmpty() ? "holds" : "unproven";
  }
}
