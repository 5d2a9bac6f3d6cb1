package eu.bailiwick.sovereignty.decision;

import eu.bailiwick.sovereignty.catalogue.Control;
import eu.bailiwick.sovereignty.law.ControlRule;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which control edges count under a rule for small shares. Capital and votes are added up apart;
 * every other kind counts, and so does a share whose size is not recorded.
 */
final class ControlEdges {

  private final @Nullable ControlRule rule;
  private final Function<String, List<Control>> controllers;

  /**
   * @param rule null if every edge counts
   * @param controllers the edges recorded at an entity; empty if none are known
   */
  ControlEdges(@Nullable ControlRule rule, Function<String, List<Control>> controllers) {
    this.rule = rule;
    this.controllers = controllers;
  }

  /** The edges of the entity that lead into {@code outside} and count. */
  List<Control> counting(String entity, Set<String> outside) {
    List<Control> leading =
        controllers.apply(entity).stream().filter(c -> outside.contains(c.by())).toList();
    ControlRule small = rule;
    if (small == null) {
      return leading;
    }
    List<Control> counting = new ArrayList<>(leading.stream().filter(c -> !isSmall(c)).toList());
    for (Control.Kind kind : Control.Kind.values()) {
      List<Control> shares = leading.stream().filter(c -> c.kind() == kind && isSmall(c)).toList();
      counting.addAll(tooMuch(shares, outside, small));
    }
    return counting;
  }

  /** Those of the small shares of one kind that are more than the rule passes over. */
  private List<Control> tooMuch(List<Control> shares, Set<String> outside, ControlRule small) {
    if (sum(shares).compareTo(small.collectively()) > 0) {
      return shares;
    }
    Map<String, List<Control>> byHand = new TreeMap<>();
    for (Control control : shares) {
      for (String hand : hands(control.by(), outside)) {
        byHand.computeIfAbsent(hand, h -> new ArrayList<>()).add(control);
      }
    }
    return byHand.values().stream()
        .filter(inOneHand -> sum(inOneHand).compareTo(small.individually()) > 0)
        .flatMap(List::stream)
        .distinct()
        .toList();
  }

  /** The holder, and the outsiders who control it by more than small shares. */
  private Set<String> hands(String holder, Set<String> outside) {
    Set<String> hands = new HashSet<>();
    Deque<String> queue = new ArrayDeque<>(List.of(holder));
    while (!queue.isEmpty()) {
      String hand = queue.remove();
      if (hands.add(hand)) {
        controllers.apply(hand).stream()
            .filter(control -> outside.contains(control.by()) && !isSmall(control))
            .forEach(control -> queue.add(control.by()));
      }
    }
    return hands;
  }

  private boolean isSmall(Control control) {
    boolean isShare =
        control.kind() == Control.Kind.CAPITAL || control.kind() == Control.Kind.VOTES;
    return rule != null
        && isShare
        && control.percent() != null
        && control.percent().compareTo(rule.individually()) <= 0;
  }

  private static BigDecimal sum(List<Control> shares) {
    return shares.stream().map(ControlEdges::share).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static BigDecimal share(Control control) {
    return control.percent() == null ? BigDecimal.ZERO : control.percent();
  }

  /** One edge that counts, in words, such as "holding (CAPITAL 60 %)". */
  String describe(Control control) {
    String share = control.percent() == null ? "" : " " + control.percent().toPlainString() + " %";
    String others = rule != null && isSmall(control) ? ", with others more than " + rule.id() : "";
    return control.by() + " (" + control.kind() + share + others + ")";
  }
}
