package eu.bailiwick.metering.c2sp;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whose signatures make a checkpoint count: c2sp.org/tlog-policy. It is what an auditor keeps and
 * trusts.
 */
public final class TlogPolicy {

  private static final String NONE = "none";

  private final List<Log> logs;
  private final Map<String, Witness> witnesses;
  private final Quorum quorum;

  private TlogPolicy(List<Log> logs, Map<String, Witness> witnesses, Quorum quorum) {
    this.logs = List.copyOf(logs);
    this.witnesses = new LinkedHashMap<>(witnesses);
    this.quorum = quorum;
  }

  /**
   * A log that counts; the name of its key is its origin.
   *
   * @param url where it is served; null if that does not matter
   */
  public record Log(VerifierKey key, @Nullable String url) {}

  /**
   * A witness.
   *
   * @param name in the policy
   * @param url its submission prefix; null if that does not matter
   */
  public record Witness(String name, VerifierKey key, @Nullable String url) {}

  /** A condition on the witnesses that cosigned. */
  private interface Quorum {
    boolean isReachedBy(Set<VerifierKey> cosigned);
  }

  /**
   * Reads a policy.
   *
   * @throws MalformedException if it is none, naming the line
   */
  public static TlogPolicy parse(String text) {
    Reading reading = new Reading();
    List<String> lines = Texts.lines(text);
    for (int number = 1; number <= lines.size(); number++) {
      try {
        reading.line(lines.get(number - 1));
      } catch (MalformedException e) {
        throw new MalformedException("line " + number + ": " + e.getMessage());
      }
    }
    return reading.policy();
  }

  public List<Log> logs() {
    return logs;
  }

  public List<Witness> witnesses() {
    return List.copyOf(witnesses.values());
  }

  /**
   * Verifies that a checkpoint is signed by one of the logs and by a quorum of the witnesses.
   *
   * @return what it says
   * @throws MalformedException if it is no checkpoint
   * @throws UnverifiedException if it is not so signed, or a signature is wrong
   */
  public Checkpoint verify(Note note) {
    Checkpoint checkpoint = Checkpoint.parse(note.text());
    List<VerifierKey> ofItsLog =
        logs.stream().map(Log::key).filter(k -> k.name().equals(checkpoint.origin())).toList();
    if (ofItsLog.isEmpty()) {
      throw new UnverifiedException("the policy does not know the log " + checkpoint.origin());
    }
    note.verify(ofItsLog);
    if (!quorum.isReachedBy(cosigned(note))) {
      throw new UnverifiedException("the witnesses that cosigned are no quorum");
    }
    return checkpoint;
  }

  private Set<VerifierKey> cosigned(Note note) {
    Collection<VerifierKey> named =
        witnesses.values().stream().map(Witness::key).filter(note::isNamed).toList();
    Set<VerifierKey> cosigned = new HashSet<>();
    if (!named.isEmpty()) {
      note.verify(named).forEach(verified -> cosigned.add(verified.key()));
    }
    return cosigned;
  }

  /** Line by line. */
  private static final class Reading {

    private final List<Log> logs = new ArrayList<>();
    private final Map<String, Witness> witnesses = new LinkedHashMap<>();
    private final Map<String, Quorum> names = new HashMap<>();
    private final Set<String> members = new HashSet<>();
    private final Set<Object> keys = new HashSet<>();
    private @Nullable Quorum quorum;

    void line(String line) {
      if (line.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7f)) {
        throw new MalformedException("control characters other than tabs are not allowed");
      }
      List<String> items = Stream.of(line.split("[ \t]+")).filter(i -> !i.isEmpty()).toList();
      if (items.isEmpty() || items.getFirst().startsWith("#")) {
        return;
      }
      switch (items.getFirst()) {
        case "log" -> log(items);
        case "witness" -> witness(items);
        case "group" -> group(items);
        case "quorum" -> quorum(items);
        default ->
            throw new MalformedException("\"" + Texts.shown(items.getFirst()) + "\" is not known");
      }
    }

    private void log(List<String> items) {
      requireItems(items, 2, 3);
      VerifierKey key = key(items.get(1), false);
      requireNew("log", key);
      logs.add(new Log(key, items.size() == 3 ? items.get(2) : null));
    }

    private void witness(List<String> items) {
      requireItems(items, 3, 4);
      VerifierKey key = key(items.get(2), true);
      requireNew("witness", key);
      define(items.get(1), cosigned -> cosigned.contains(key));
      witnesses.put(
          items.get(1), new Witness(items.get(1), key, items.size() == 4 ? items.get(3) : null));
    }

    private void group(List<String> items) {
      requireItems(items, 4, Integer.MAX_VALUE);
      List<String> named = items.subList(3, items.size());
      int needed = needed(items.get(2), named.size());
      List<Quorum> parts = named.stream().map(this::member).toList();
      define(
          items.get(1),
          cosigned -> parts.stream().filter(p -> p.isReachedBy(cosigned)).count() >= needed);
    }

    private static int needed(String text, int of) {
      long needed =
          switch (text) {
            case "any" -> 1;
            case "all" -> of;
            default -> Texts.decimal(text);
          };
      if (needed < 1 || needed > of) {
        throw new MalformedException(needed + " of " + of + " cannot be needed");
      }
      return (int) needed;
    }

    private Quorum member(String name) {
      if (!members.add(name)) {
        throw new MalformedException("\"" + Texts.shown(name) + "\" is a member already");
      }
      return named(name);
    }

    private Quorum named(String name) {
      Quorum part = names.get(name);
      if (part == null) {
        throw new MalformedException("\"" + Texts.shown(name) + "\" is not defined before");
      }
      return part;
    }

    private void quorum(List<String> items) {
      requireItems(items, 2, 2);
      if (quorum != null) {
        throw new MalformedException("there is a quorum already");
      }
      quorum = items.get(1).equals(NONE) ? cosigned -> true : named(items.get(1));
    }

    private static VerifierKey key(String vkey, boolean cosigns) {
      VerifierKey key = VerifierKey.parse(vkey);
      if (cosigns && !key.type().isTimed()) {
        throw new MalformedException("the key of a witness is one that cosigns");
      }
      return key;
    }

    private void requireNew(String kind, VerifierKey key) {
      if (!keys.add(List.of(kind, key.publicKey()))) {
        throw new MalformedException("the public key of " + key.name() + " is there already");
      }
    }

    private void define(String name, Quorum part) {
      if (name.equals(NONE) || names.putIfAbsent(name, part) != null) {
        throw new MalformedException("\"" + Texts.shown(name) + "\" is taken");
      }
    }

    private static void requireItems(List<String> items, int least, int most) {
      if (items.size() < least || items.size() > most) {
        throw new MalformedException(items.getFirst() + " has " + (items.size() - 1) + " items");
      }
    }

    TlogPolicy policy() {
      if (quorum == null) {
        throw new MalformedException("there is no quorum");
      }
      return new TlogPolicy(logs, witnesses, quorum);
    }
  }
}
