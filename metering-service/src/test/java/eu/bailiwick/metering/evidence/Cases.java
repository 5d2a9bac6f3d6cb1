package eu.bailiwick.metering.evidence;

import eu.bailiwick.metering.event.Bytes;
import eu.bailiwick.metering.evidence.Asked.Claim;
import eu.bailiwick.metering.evidence.Asked.Withheld;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Bundles that are right, and that were tampered with in every way that we can think of. */
final class Cases {

  static final String TENANT = "clinique";
  static final Claim CLAIM = new Claim("health", "FR");

  private static final String EVENTS = "events/000000.jsonl";
  private static final String LEAVES = "leaves/000000.jsonl";
  private static final String OPENINGS = "openings/000000.jsonl";
  private static final String OTHER_EPOCH = "7a1d1c5e-3f0b-4a39-8d6a-5a9d6f0b2c11";

  private Cases() {}

  /** A tenant with three attempts and one event of the day before. */
  static PaperCell cell() {
    PaperCell cell = new PaperCell();
    fill(cell);
    return cell;
  }

  private static void fill(PaperCell cell) {
    cell.at(PaperCell.DAY.minus(Duration.ofMinutes(1)));
    cell.announced(TENANT, PaperCell.EPOCH);
    cell.at(PaperCell.START);
    cell.served(TENANT, PaperCell.EPOCH, 1, "health", "FR");
    cell.served(TENANT, PaperCell.EPOCH, 3, "oncology", "FR");
    cell.served(TENANT, PaperCell.EPOCH, 5, "public", "US", "IE");
  }

  static byte[] small() {
    return cell().bundle(PaperCell.asked(TENANT, CLAIM));
  }

  /** As little as has every kind of file: an event that is not shown, and an attempt. */
  static byte[] smallest() {
    PaperCell cell = new PaperCell();
    cell.at(PaperCell.DAY.minus(Duration.ofMinutes(1)));
    cell.announced(TENANT, PaperCell.EPOCH);
    cell.at(PaperCell.START);
    cell.served(TENANT, PaperCell.EPOCH, 1, "health", "FR");
    return cell.bundle(PaperCell.asked(TENANT, CLAIM));
  }

  static List<Case> all() {
    List<Case> cases = new ArrayList<>();
    cases.addAll(right());
    cases.addAll(altered());
    cases.addAll(rewritten());
    cases.addAll(hidden());
    cases.addAll(damaged());
    cases.addAll(compared());
    return cases;
  }

  static List<Case> right() {
    PaperCell cell = cell();
    byte[] whole = cell.bundle(PaperCell.asked(TENANT, CLAIM));
    String receipt = receipt(whole);
    PaperCell gap = cell();
    gap.served(TENANT, PaperCell.EPOCH, 9, "health", "FR");
    gap.finding(TENANT, "gap", PaperCell.EPOCH + "/7-8");
    PaperCell filled = cell();
    filled.served(TENANT, PaperCell.EPOCH, 9, "health", "FR");
    filled.finding(TENANT, "gap", PaperCell.EPOCH + "/7-8");
    filled.served(TENANT, PaperCell.EPOCH, 7, "health", "FR");
    filled.finding(TENANT, "late_fill", PaperCell.EPOCH + "/7");
    UUID request = cell.served(TENANT, PaperCell.EPOCH, 7, "health", "FR");
    Asked asked = PaperCell.asked(TENANT, CLAIM);
    Asked less = withheld(asked, List.of(new Withheld(request, null, "a court's order")));
    return List.of(
        Case.accepted("all of a log", whole, cell.policy()),
        new Case("its own keys", List.of(whole), null, null, 0, ""),
        Case.accepted("a kept receipt", whole, cell.policy()).withReceipt(receipt),
        Case.accepted("an admitted gap", gap.bundle(asked), gap.policy()),
        Case.accepted("a gap that was filled", filled.bundle(asked), filled.policy()),
        Case.accepted("a part of a log", cell.bundle(asked, 2, 6), cell.policy()),
        Case.accepted("nothing of a log", cell.bundle(asked, 3, 3), cell.policy()),
        Case.accepted("withheld events", cell.bundle(less), cell.policy()),
        Case.accepted("no statement", cell.bundle(PaperCell.asked(TENANT, null)), cell.policy()),
        Case.accepted("an empty log", cell.bundle(PaperCell.asked("nobody", null)), cell.policy()),
        Case.accepted("an erased subject", erased(List.of(3L, 4L)).bundle(asked), null));
  }

  private static Asked withheld(Asked asked, List<Withheld> withheld) {
    return new Asked(
        asked.tenant(),
        asked.from(),
        asked.to(),
        asked.purpose(),
        asked.statement(),
        asked.whole(),
        asked.seen(),
        withheld);
  }

  private static PaperCell erased(List<Long> recorded) {
    PaperCell cell = cell();
    cell.erase(TENANT, List.of(3L, 4L), recorded);
    return cell;
  }

  /** The receipt of entry 1, as the router gives it. */
  static String receipt(byte[] bundle) {
    String leaf = new Unpacked(bundle).text(EVENTS).lines().findFirst().orElseThrow();
    String content = leaf.substring(leaf.indexOf("\"content\":\"") + 11, leaf.length() - 2);
    byte[] salt =
        Base64.getDecoder()
            .decode(
                new Unpacked(bundle)
                    .text(OPENINGS)
                    .lines()
                    .findFirst()
                    .orElseThrow()
                    .replaceAll(".*\"salt\":\"([^\"]*)\".*", "$1"));
    byte[] event = content.replace("\\\"", "\"").getBytes(StandardCharsets.UTF_8);
    byte[] both = Arrays.copyOf(salt, salt.length + event.length);
    System.arraycopy(event, 0, both, salt.length, event.length);
    return "request=\"x\", epoch=\"%s\", sequence=1, commitment=\"%s\""
        .formatted(PaperCell.EPOCH, new Bytes(both).sha256());
  }

  /** By somebody who repairs checksums, and no more. */
  static List<Case> altered() {
    PaperCell cell = cell();
    byte[] good = cell.bundle(PaperCell.asked(TENANT, CLAIM));
    PaperCell other = new PaperCell();
    other.at(PaperCell.START);
    other.announced("rival", OTHER_EPOCH);
    other.served("rival", OTHER_EPOCH, 1, "health", "FR");
    Unpacked foreign = new Unpacked(other.bundle(PaperCell.asked("rival", CLAIM)));
    String policy = cell.policy();
    List<Case> cases = new ArrayList<>();
    cases.add(
        lines("a country is altered", good, policy, EVENTS, 3, line -> line.replace("FR", "DE")));
    cases.add(
        lines("a time is altered", good, policy, EVENTS, 2, line -> line.replace("T10:", "T11:")));
    cases.add(
        lines(
            "a kind is altered",
            good,
            policy,
            EVENTS,
            2,
            line -> line.replace("opened", "denied")));
    cases.add(
        Case.rejected(
            "a salt is altered",
            new Unpacked(good)
                .lines(
                    OPENINGS,
                    l -> change(l, 2, line -> line.replaceFirst("salt\":\"..", "salt\":\"AA")))
                .packed(),
            policy,
            EVENTS + ", line 3, entry 3"));
    cases.add(
        Case.rejected(
            "a leaf is altered",
            new Unpacked(good).edit(LEAVES, text -> text.replace("announced", "ended")).packed(),
            policy,
            LEAVES + ", line 1, entry 0"));
    cases.add(
        Case.rejected("an entry is dropped", drop(good, 2), policy, EVENTS + ", line 3, entry 3"));
    cases.add(
        Case.rejected(
            "the last entries are cut off",
            new Unpacked(good)
                .lines(EVENTS, l -> l.subList(0, 4))
                .lines(OPENINGS, l -> l.subList(0, 4))
                .packed(),
            policy,
            "entry 5"));
    cases.add(
        Case.rejected(
            "a line is cut off",
            new Unpacked(good).edit(EVENTS, text -> text.substring(0, text.length() - 1)).packed(),
            policy,
            EVENTS + ", line 6"));
    cases.add(
        Case.rejected(
            "an entry is put in twice",
            new Unpacked(good)
                .lines(EVENTS, l -> insert(l, 2, l.get(1)))
                .lines(OPENINGS, l -> insert(l, 2, l.get(1)))
                .packed(),
            policy,
            EVENTS + ", line 3, entry 3"));
    cases.add(
        Case.rejected(
            "entries change places",
            new Unpacked(good)
                .lines(EVENTS, l -> swap(l, 1, 3))
                .lines(OPENINGS, l -> swap(l, 1, 3))
                .packed(),
            policy,
            EVENTS + ", line 2, entry 2"));
    cases.add(
        Case.rejected(
            "entries change places and numbers",
            new Unpacked(good)
                .lines(EVENTS, l -> renumber(swap(l, 1, 3)))
                .lines(OPENINGS, l -> renumber(swap(l, 1, 3)))
                .packed(),
            policy,
            "entries 0 to 6"));
    cases.add(
        Case.rejected(
            "an event of another tenant",
            new Unpacked(good)
                .lines(
                    EVENTS, l -> renumber(put(l, 0, foreign.text(EVENTS).lines().toList().get(1))))
                .lines(
                    OPENINGS,
                    l -> renumber(put(l, 0, foreign.text(OPENINGS).lines().toList().get(1))))
                .packed(),
            policy,
            EVENTS + ", line 1, entry 1"));
    cases.add(
        Case.rejected(
            "another tenant's checkpoint",
            new Unpacked(good)
                .takeFrom(foreign, "checkpoints/tenant.json")
                .takeFrom(foreign, "proofs/tenant-checkpoint.tlog-proof")
                .packed(),
            policy,
            "proofs/tenant-checkpoint.tlog-proof"));
    cases.add(file("the range proof", good, policy, "proofs/range.txt", "to 7", "to 6"));
    cases.add(
        file(
            "the size of the tree", good, policy, "manifest.json", "\"size\" : 7", "\"size\" : 8"));
    cases.add(
        file(
            "the period", good, policy, "manifest.json", "2026-11-24T00", "2026-11-23T10", EVENTS));
    cases.add(file("the verdict", good, policy, "statement.json", "holds", "unproven"));
    cases.add(file("the classes", good, policy, "statement.json", "\"oncology\"", "\"public\""));
    cases.add(file("the producers", good, policy, "producers.json", "\"last\":6", "\"last\":7"));
    cases.add(file("the checkpoint", good, policy, "checkpoints/cell.txt", "\n2\n", "\n3\n"));
    cases.add(
        file(
            "the tenant in the manifest",
            good,
            policy,
            "manifest.json",
            TENANT,
            "rival",
            "checkpoints/tenant.json"));
    cases.add(
        file("the purpose's member", good, policy, "manifest.json", "\"purpose\"", "\"purposes\""));
    cases.add(
        Case.rejected(
            "a file that nothing refers to",
            new Unpacked(good).add("more.txt", "more").packed(),
            policy,
            "more.txt"));
    cases.add(
        Case.rejected(
            "no proof of the range",
            new Unpacked(good).remove("proofs/range.txt").packed(),
            policy,
            "proofs/range.txt"));
    String snapshot = snapshot(good);
    cases.add(
        Case.rejected(
            "no snapshot",
            new Unpacked(good).remove(snapshot).remove("snapshots/trusted-keys.json").packed(),
            policy,
            EVENTS + ", line 1, entry 1"));
    cases.add(
        Case.rejected(
            "a snapshot that nobody signed",
            new Unpacked(good)
                .edit(snapshot, jws -> jws.replaceFirst("\\.([^.]*)\\.", ".e30."))
                .packed(),
            policy,
            snapshot));
    cases.add(
        Case.accepted("another event's receipt", good, policy)
            .withReceipt(receipt(good).replaceFirst("commitment=\"..", "commitment=\"00")));
    Case wrong = cases.removeLast();
    cases.add(new Case(wrong.name(), wrong.bundles(), policy, wrong.receipt(), 1, "receipt for"));
    return cases;
  }

  private static Case lines(
      String name,
      byte[] good,
      String policy,
      String file,
      int line,
      UnaryOperator<String> change) {
    return Case.rejected(
        name,
        new Unpacked(good).lines(file, l -> change(l, line, change)).packed(),
        policy,
        "%s, line %d, entry %d".formatted(file, line + 1, line + 1));
  }

  private static Case file(
      String name, byte[] good, String policy, String file, String search, String replacement) {
    return file(name, good, policy, file, search, replacement, file);
  }

  private static Case file(
      String name,
      byte[] good,
      String policy,
      String file,
      String search,
      String replacement,
      String where) {
    String before = new Unpacked(good).text(file);
    if (!before.contains(search)) {
      throw new IllegalStateException(file + " lacks " + search + ": " + before);
    }
    return Case.rejected(
        name + " is altered",
        new Unpacked(good).edit(file, text -> text.replace(search, replacement)).packed(),
        policy,
        where);
  }

  private static String snapshot(byte[] bundle) {
    return new Unpacked(bundle)
        .text("SHA256SUMS")
        .lines()
        .filter(line -> line.endsWith(".jws"))
        .map(line -> line.substring(66))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> change(List<String> lines, int index, UnaryOperator<String> change) {
    return put(lines, index, change.apply(lines.get(index)));
  }

  private static List<String> put(List<String> lines, int index, String line) {
    lines.set(index, line);
    return lines;
  }

  private static List<String> insert(List<String> lines, int index, String line) {
    lines.add(index, line);
    return lines;
  }

  private static List<String> swap(List<String> lines, int one, int other) {
    Collections.swap(lines, one, other);
    return lines;
  }

  private static List<String> renumber(List<String> lines) {
    for (int i = 0; i < lines.size(); i++) {
      lines.set(i, lines.get(i).replaceFirst("\"index\":[0-9]+", "\"index\":" + (i + 1)));
    }
    return lines;
  }

  private static byte[] drop(byte[] bundle, int line) {
    UnaryOperator<List<String>> without =
        lines -> {
          lines.remove(line);
          return lines;
        };
    return new Unpacked(bundle).lines(EVENTS, without).lines(OPENINGS, without).packed();
  }

  /** By the operator, who has the log's key or makes another. */
  static List<Case> rewritten() {
    PaperCell honest = cell();
    Asked asked = PaperCell.asked(TENANT, CLAIM);
    PaperCell thief =
        new PaperCell(
            new NoteKey(PaperCell.ORIGIN, NoteKey.LOG),
            new NoteKey("w.example/1", NoteKey.ED25519_WITNESS));
    fill(thief);
    thief.rewrite(TENANT, 1, "FR", "DE");
    PaperCell alone =
        new PaperCell(honest.log, new NoteKey("w.example/1", NoteKey.ED25519_WITNESS));
    fill(alone);
    alone.rewrite(TENANT, 1, "FR", "DE");
    PaperCell hole = cell();
    hole.served(TENANT, PaperCell.EPOCH, 9, "health", "FR");
    PaperCell twice = cell();
    twice.served(TENANT, PaperCell.EPOCH, 5, "health", "FR");
    PaperCell late = new PaperCell();
    late.at(PaperCell.START);
    late.served(TENANT, PaperCell.EPOCH, 1, "health", "FR");
    PaperCell false1 = cell();
    false1.rewrite(TENANT, 2, "\"sequence\":2", "\"sequence\":9");
    PaperCell false2 = cell();
    false2.rewrite(TENANT, 2, "\"tenant\":\"clinique\"", "\"tenant\":\"rival\"");
    return List.of(
        Case.rejected(
            "history rewritten, signed with another key",
            thief.bundle(asked),
            honest.policy(),
            "checkpoints/cell.txt"),
        Case.rejected(
            "history rewritten, not cosigned by the witness",
            alone.bundle(asked),
            honest.policy(),
            "checkpoints/cell.txt"),
        Case.rejected(
            "numbers that nobody explains",
            hole.bundle(asked),
            hole.policy(),
            "epoch " + PaperCell.EPOCH + ", number 7"),
        Case.rejected(
            "a number that is used twice",
            twice.bundle(asked),
            twice.policy(),
            "epoch " + PaperCell.EPOCH),
        Case.rejected(
            "a run without a beginning",
            late.bundle(asked),
            late.policy(),
            "epoch " + PaperCell.EPOCH + ", number 0"),
        Case.rejected(
            "an event of another number", false1.bundle(asked), null, EVENTS + ", line 2, entry 2"),
        Case.rejected(
            "an event of another tenant in the log",
            false2.bundle(asked),
            null,
            EVENTS + ", line 2, entry 2"));
  }

  /** Entries that are not shown, without a right to it. */
  static List<Case> hidden() {
    Asked asked = PaperCell.asked(TENANT, CLAIM);
    PaperCell cell = cell();
    UUID request = cell.served(TENANT, PaperCell.EPOCH, 7, "health", "US");
    byte[] withheld =
        cell.bundle(withheld(asked, List.of(new Withheld(request, null, "a secret"))));
    byte[] erased = erased(List.of(3L, 4L)).bundle(asked);
    return List.of(
        Case.rejected(
            "hidden without a reason",
            new Unpacked(withheld).lines("redactions.jsonl", l -> l.subList(0, 1)).packed(),
            null,
            "redactions.jsonl"),
        Case.rejected(
            "a reason for what is shown",
            new Unpacked(withheld)
                .edit(
                    "redactions.jsonl",
                    t -> t + "{\"index\":9,\"why\":\"withheld\",\"reason\":\"\"}\n")
                .packed(),
            null,
            "redactions.jsonl, line 3"),
        Case.rejected(
            "erased, and the record names other entries",
            erased(List.of(3L)).bundle(asked),
            null,
            "redactions.jsonl, line 2"),
        Case.rejected(
            "erased, and the record is altered",
            new Unpacked(erased)
                .edit("erasures.jsonl", t -> t.replace("[[3,4]]", "[[3,5]]"))
                .packed(),
            null,
            "erasures.jsonl, line 1"),
        Case.rejected(
            "erased without a record",
            new Unpacked(erased)
                .remove("erasures.jsonl")
                .remove("checkpoints/system.json")
                .remove("proofs/system-checkpoint.tlog-proof")
                .packed(),
            null,
            "redactions.jsonl, line 1"));
  }

  /** Bytes that are not what they were. */
  static List<Case> damaged() {
    byte[] good = small();
    byte[] longer = Arrays.copyOf(good, good.length + 1);
    byte[] front = new byte[good.length + 1];
    System.arraycopy(good, 0, front, 1, good.length);
    return List.of(
        Case.rejected("cut off", Arrays.copyOf(good, good.length - 1), null, "the ZIP"),
        Case.rejected("cut in half", Arrays.copyOf(good, good.length / 2), null, "the ZIP"),
        Case.rejected("something behind it", longer, null, "the ZIP"),
        Case.rejected("something before it", front, null, "the ZIP"),
        Case.rejected("nothing", new byte[0], null, "the ZIP"));
  }

  /** Two bundles. */
  static List<Case> compared() {
    Asked asked = PaperCell.asked(TENANT, CLAIM);
    PaperCell cell = cell();
    byte[] first = cell.bundle(asked);
    long seen = cell.cellSize();
    PaperCell forked = new PaperCell(cell.log, cell.witness);
    fill(forked);
    forked.rewrite(TENANT, 3, "triage", "sorting");
    byte[] fork = forked.bundle(asked);
    byte[] part = cell.bundle(asked, 0, 2);
    PaperCell twin = new PaperCell(cell.log, cell.witness);
    fill(twin);
    byte[] apart = twin.bundle(asked, 0, 2);
    cell.served(TENANT, PaperCell.EPOCH, 7, "health", "FR");
    byte[] later = cell.bundle(asked);
    byte[] proven = cell.bundle(seen(asked, seen), 5, 9);
    forked.served(TENANT, PaperCell.EPOCH, 7, "health", "FR");
    forked.bundle(asked);
    byte[] forkedLater = forked.bundle(seen(asked, seen), 5, 9);
    byte[] unrelated = cell.bundle(asked, 8, 9);
    PaperCell restored = cell();
    PaperCell backup = new PaperCell(restored.log, restored.witness);
    fill(backup);
    backup.served(TENANT, PaperCell.EPOCH, 7, "health", "FR");
    backup.bundle(asked);
    byte[] before = backup.bundle(asked);
    backup.rollBack(TENANT, 7, 0);
    backup.at(PaperCell.START.plus(Duration.ofHours(3)));
    byte[] after = backup.bundle(asked);
    return List.of(
        comparison("a log that grew", 0, "", null, first, later),
        comparison("a log that grew, by its proof", 0, "", null, first, proven),
        comparison("the same bundle", 0, "", cell.policy(), first, first),
        comparison("two histories", 1, "tenant/clinique, entry 3", null, first, fork),
        comparison(
            "two histories that do not overlap",
            1,
            PaperCell.ORIGIN + ", size",
            null,
            apart,
            forkedLater),
        comparison("nothing in common", 2, "", null, part, unrelated),
        comparison("an older backup", 1, "tenant/clinique, entry 7", null, before, after));
  }

  private static Asked seen(Asked asked, long seen) {
    return new Asked(
        asked.tenant(),
        asked.from(),
        asked.to(),
        asked.purpose(),
        asked.statement(),
        false,
        seen,
        List.of());
  }

  private static Case comparison(
      String name, int status, String where, @Nullable String policy, byte[] one, byte[] other) {
    return new Case(
        String.format(Locale.ROOT, "compared: %s", name),
        List.of(one, other),
        policy,
        null,
        status,
        where);
  }
}
