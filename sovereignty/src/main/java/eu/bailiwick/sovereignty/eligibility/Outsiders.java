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

  private record Held(String entity, Control control) {}

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
    if (subjectTo == null
        || !subjectTo.countsAt(at, minGrade)
        || !subjectTo.value().stream().allMatch(accepted)
        || controllers == null
        || !controllers.countsAt(at, minGrade)) {
      mark(entity.id());
      return;
    }
    for (Control control : controllers.value()) {
      if (!known.contains(control.by())) {
        mark(control.by());
      }
      heldBy
          .computeIfAbsent(control.by(), by -> new ArrayList<>())
          .add(new Held(entity.id(), control));
    }
  }

  private void mark(String entity) {
    if (outside.add(entity)) {
      queue.add(entity);
    }
  }

  private void spread() {
    while (!queue.isEmpty()) {
      for (Held held : heldBy.getOrDefault(queue.remove(), List.of())) {
        if (tips(held)) {
          mark(held.entity());
        }
      }
    }
  }

  /** Whether this edge, with the small ones before it, brings the entity outside. */
  private boolean tips(Held held) {
    BigDecimal percent = held.control().percent();
    Control.Kind kind = held.control().kind();
    boolean share = kind == Control.Kind.CAPITAL || kind == Control.Kind.VOTES;
    if (rule == null || percent == null || !share || percent.compareTo(rule.individually()) > 0) {
      return true;
    }
    BigDecimal together = small.merge(held.entity() + " " + kind, percent, BigDecimal::add);
    return together.compareTo(rule.collectively()) > 0;
  }
}
