package eu.bailiwick.sovereignty.eligibility;

import eu.bailiwick.sovereignty.catalogue.Control;
import eu.bailiwick.sovereignty.catalogue.Entity;
import eu.bailiwick.sovereignty.evidence.Fact;
import eu.bailiwick.sovereignty.evidence.Grade;
import eu.bailiwick.sovereignty.law.ControlRule;
import eu.bailiwick.sovereignty.law.Country;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The entities of which it cannot be excluded that someone can compel them whom a demand does not
 * accept. Found for all entities at once, from those who are outside by themselves down to those
 * whom they control.
 */
final class Outsiders {

  private record Held(String entity, Control control) {
    String stake() {
      return entity + " " + control.kind();
    }
  }

  private final @Nullable ControlRule rule;
  private final Set<String> outside = new HashSet<>();
  private final Map<String, List<Held>> heldBy = new HashMap<>();
  private final Map<String, BigDecimal> small = new HashMap<>();
  private final Deque<String> queue = new ArrayDeque<>();
  private final Set<String> known = new HashSet<>();

  private Outsiders(@Nullable ControlRule rule) {
    this.rule = rule;
  }

  static Outsiders find(
      Collection<Entity> entities,
      Predicate<Country> accepted,
      @Nullable ControlRule rule,
      Grade minGrade,
      Instant at) {
    Outsiders outsiders = new Outsiders(rule);
    for (Entity entity : entities) {
      outsiders.known.add(entity.id());
    }
    for (Entity entity : entities) {
      outsiders.add(entity, accepted, minGrade, at);
    }
    outsiders.spread();
    return outsiders;
  }

  /** Whether it cannot be excluded; an entity that nobody catalogued is one of them. */
  boolean contains(String entity) {
    return outside.contains(entity) || !known.contains(entity);
  }

  private void add(Entity entity, Predicate<Country> accepted, Grade minGrade, Instant at) {
    Fact<Set<Country>> subjectTo = entity.subjectTo();
    Fact<List<Control>> controllers = entity.controllers();
    boolean knownControllers = controllers != null && controllers.countsAt(at, minGrade);
    if (subjectTo == null
        || !subjectTo.countsAt(at, minGrade)
        || !subjectTo.value().stream().allMatch(accepted)
        || !knownControllers) {
      mark(entity.id());
    }
    if (controllers != null && knownControllers) {
      controllers.value().forEach(control -> add(entity, control));
    }
  }

  private void add(Entity entity, Control control) {
    if (!known.contains(control.by())) {
      mark(control.by());
    }
    heldBy
        .computeIfAbsent(control.by(), by -> new ArrayList<>())
        .add(new Held(entity.id(), control));
  }

  private void mark(String entity) {
    if (outside.add(entity)) {
      queue.add(entity);
    }
  }

  private void spread() {
    while (!queue.isEmpty()) {
      String outsider = queue.remove();
      for (Held held : heldBy.getOrDefault(outsider, List.of())) {
        if (tips(held)) {
          mark(held.entity());
        }
      }
      if (rule != null) {
        spreadByOneHand(outsider, rule);
      }
    }
  }

  /** Whether this edge, with the small ones before it, brings the entity outside. */
  private boolean tips(Held held) {
    if (rule == null) {
      return true;
    }
    BigDecimal share = smallShare(held.control(), rule);
    return share == null
        || small.merge(held.stake(), share, BigDecimal::add).compareTo(rule.collectively()) > 0;
  }

  /** Marks whoever is held by more than the rule allows through all that the outsider controls. */
  private void spreadByOneHand(String outsider, ControlRule rule) {
    Map<String, BigDecimal> stakes = new HashMap<>();
    Set<String> hand = new HashSet<>(Set.of(outsider));
    Deque<String> holders = new ArrayDeque<>(hand);
    while (!holders.isEmpty()) {
      for (Held held : heldBy.getOrDefault(holders.remove(), List.of())) {
        BigDecimal share = smallShare(held.control(), rule);
        if (share == null) {
          if (hand.add(held.entity())) {
            holders.add(held.entity());
          }
        } else if (stakes.merge(held.stake(), share, BigDecimal::add).compareTo(rule.individually())
            > 0) {
          mark(held.entity());
        }
      }
    }
  }

  /** The share that an edge stands for if the rule may pass it over; null if the edge counts. */
  private static @Nullable BigDecimal smallShare(Control control, ControlRule rule) {
    BigDecimal percent = control.percent();
    boolean share = control.kind() == Control.Kind.CAPITAL || control.kind() == Control.Kind.VOTES;
    return share && percent != null && percent.compareTo(rule.individually()) <= 0 ? percent : null;
  }
}
