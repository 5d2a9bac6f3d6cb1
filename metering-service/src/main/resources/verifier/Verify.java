import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.CRC32;

/**
 * Checks a Bailiwick evidence bundle. It needs a JDK 17 or later, no network and nothing else:
 *
 * <pre>
 *   java Verify.java bundle.zip --policy trust.policy [--registry-keys keys.json] [--receipt text]
 *   java Verify.java bundle.zip --key 'cell.example/log+1a2b3c4d+AQ...'
 *   java Verify.java --compare earlier.zip later.zip --policy trust.policy
 * </pre>
 *
 * Exit status: 0 the bundle is what the log committed to; 1 it is not, and the output says where;
 * 2 it could not be checked (wrong arguments, unreadable file, a kind of signature that this JDK
 * does not know).
 *
 * <p>It is meant to be read. From top to bottom: the command line, the steps of the check in their
 * order, what the steps need (ZIP, hashes, signatures, snapshots, JSON, times).
 */
public class Verify {

  static final String FORMAT = "bailiwick-evidence/1";

  public static void main(String[] args) {
    System.exit(run(args, System.out));
  }

  // ------------------------------------------------------------------------------------------
  // The command line
  // ------------------------------------------------------------------------------------------

  /** What the user trusts, as opposed to what the bundle brings along. */
  static final class Trust {
    String key;
    String policy;
    String registryKeys;
    final List<String> receipts = new ArrayList<>();
  }

  static int run(String[] args, PrintStream out) {
    try {
      Trust trust = new Trust();
      List<Path> bundles = new ArrayList<>();
      boolean compare = false;
      for (int i = 0; i < args.length; i++) {
        switch (args[i]) {
          case "--compare" -> compare = true;
          case "--key" -> trust.key = value(args, ++i);
          case "--policy" -> trust.policy = Files.readString(Path.of(value(args, ++i)));
          case "--registry-keys" -> trust.registryKeys = Files.readString(Path.of(value(args, ++i)));
          case "--receipt" -> trust.receipts.add(value(args, ++i));
          default -> {
            if (args[i].startsWith("-")) {
              throw new NotChecked("unknown option " + args[i]);
            }
            bundles.add(Path.of(args[i]));
          }
        }
      }
      if (bundles.size() != (compare ? 2 : 1)) {
        throw new NotChecked(
            "usage: java Verify.java bundle.zip [--policy file | --key vkey] [--registry-keys file]"
                + " [--receipt text], or java Verify.java --compare earlier.zip later.zip");
      }
      if (compare) {
        compare(bundles.get(0), bundles.get(1), trust, out);
      } else {
        report(check(bundles.get(0), trust), out);
      }
      return 0;
    } catch (Rejected e) {
      out.println("VERDICT: REJECTED");
      out.println("  where: " + e.where);
      out.println("  what:  " + e.getMessage());
      return 1;
    } catch (NotChecked e) {
      out.println("VERDICT: NOT CHECKED");
      out.println("  " + e.getMessage());
      return 2;
    } catch (NoSuchFileException e) {
      out.println("VERDICT: NOT CHECKED");
      out.println("  there is no file " + e.getMessage());
      return 2;
    } catch (IOException e) {
      out.println("VERDICT: NOT CHECKED");
      out.println("  " + e);
      return 2;
    }
  }

  static String value(String[] args, int index) throws NotChecked {
    if (index >= args.length) {
      throw new NotChecked(args[index - 1] + " needs a value");
    }
    return args[index];
  }

  /** The bundle is not what it claims to be. */
  static final class Rejected extends Exception {
    private static final long serialVersionUID = 1;
    final String where;

    Rejected(String where, String what) {
      super(what);
      this.where = where;
    }
  }

  /** Whether the bundle is right could not be found out. */
  static final class NotChecked extends Exception {
    private static final long serialVersionUID = 1;

    NotChecked(String why) {
      super(why);
    }
  }

  static void report(Bundle b, PrintStream out) {
    out.println("VERDICT: ACCEPTED");
    out.println("  tenant    " + b.tenant + ", " + b.from + " to " + b.to + " (the end excluded)");
    out.println("  range     entries " + b.first + " to " + (b.end - 1) + " of " + b.size
        + " of the tenant's log: " + b.shown + " shown, " + b.leaves + " as commitments only ("
        + b.withheld + " withheld, " + b.erased + " erased, "
        + (b.leaves - b.withheld - b.erased) + " outside of the period)");
    out.println("  log       " + b.origin + ", size " + b.cellSize + ", root " + base64(b.cellRoot));
    out.println("  made for  " + b.requester + ": " + b.purpose);
    out.println("PROVEN");
    b.proven.forEach(line -> out.println("  + " + line));
    out.println("NOT PROVEN");
    b.notProven.forEach(line -> out.println("  - " + line));
    if (b.statement != null) {
      out.println("STATEMENT: " + b.statement.verdict.toUpperCase());
      out.println("  " + b.statement.sentence());
      if (!b.statement.reasons.isEmpty()) {
        out.println("  not proven because of: " + String.join(", ", b.statement.reasons));
      }
      b.statement.against.stream().limit(20)
          .forEach(index -> out.println("  against it: entry " + index));
      if (b.statement.against.size() > 20) {
        out.println("  and " + (b.statement.against.size() - 20) + " more");
      }
    }
  }

  // ------------------------------------------------------------------------------------------
  // The check, step by step
  // ------------------------------------------------------------------------------------------

  /** What is known of a bundle while and after it is checked. */
  static final class Bundle {
    Zip zip;
    Map<String, Object> manifest;
    String tenant;
    Instant from;
    Instant to;
    long first; // index of the range's first entry
    long end; // index behind its last
    long size; // of the tenant's log
    String requester;
    String purpose;
    Instant created;

    String origin; // of the cell's log
    long cellSize;
    byte[] cellRoot;
    byte[] root; // of the tenant's log
    byte[] leafHashes; // 32 bytes for each entry of the range
    long erasuresWithin = -1;

    long shown;
    long leaves;
    long withheld;
    long erased;
    final Map<String, Snapshot> snapshots = new TreeMap<>();
    final Set<String> missingSnapshots = new TreeSet<>();
    final Set<String> named = new TreeSet<>();
    final Producers producers = new Producers();
    final Map<String, byte[]> commitments = new HashMap<>(); // of events, for receipts
    Statement statement;
    final List<String> proven = new ArrayList<>();
    final List<String> notProven = new ArrayList<>();
  }

  static Bundle check(Path file, Trust trust) throws IOException, Rejected, NotChecked {
    try (Zip zip = new Zip(file)) {
      Bundle b = new Bundle();
      b.zip = zip;
      zip.readDirectory();
      readManifest(b);
      checkFileNames(b);
      Policy policy = policy(b, trust);
      byte[] checkpoint = checkCellCheckpoint(b, policy);
      checkTenantCheckpoint(b, checkpoint);
      checkSnapshots(b, trust);
      Map<String, Erasure> erasures = checkErasures(b, checkpoint);
      checkEntries(b, erasures, !trust.receipts.isEmpty());
      checkRange(b);
      checkNamedSnapshots(b);
      checkProducers(b);
      checkStatement(b);
      checkConsistencyFile(b);
      checkSums(b);
      checkReceipts(b, trust);
      limits(b);
      return b;
    }
  }

  // Step 1: the manifest says what the bundle is about.

  static void readManifest(Bundle b) throws IOException, Rejected {
    String file = "manifest.json";
    Map<String, Object> m = object(file, 0, b.zip.text(file));
    b.manifest = m;
    String where = file;
    if (!FORMAT.equals(m.get("format"))) {
      throw new Rejected(where, "format " + m.get("format") + " is not " + FORMAT);
    }
    b.tenant = text(where, m, "tenant");
    Map<String, Object> period = member(where, m, "period");
    b.from = instant(where, text(where, period, "from"));
    b.to = instant(where, text(where, period, "to"));
    Map<String, Object> range = member(where, m, "range");
    b.first = number(where, range, "from");
    b.end = number(where, range, "to");
    b.size = number(where, range, "size");
    b.requester = text(where, m, "requester");
    b.purpose = text(where, m, "purpose");
    b.created = instant(where, text(where, m, "createdAt"));
    if (!b.from.isBefore(b.to)) {
      throw new Rejected(where, "the period is empty");
    }
    if (b.first < 0 || b.first > b.end || b.end > b.size || b.end - b.first > 50_000_000) {
      throw new Rejected(where, "the range is not one");
    }
    for (Object digest : list(where, m, "missingSnapshots")) {
      b.missingSnapshots.add(String.valueOf(digest));
    }
    if (m.get("statement") != null) {
      Map<String, Object> asked = member(where, m, "statement");
      b.statement = new Statement(text(where, asked, "dataClass"), text(where, asked, "area"));
    }
  }

  // Step 2: every file has its place, and there are no others.

  static final List<String> ALWAYS = List.of(
      "manifest.json", "redactions.jsonl", "producers.json", "trust.policy", "VERIFY.md",
      "verifier/Verify.java", "verifier/verify.html", "proofs/range.txt",
      "proofs/tenant-checkpoint.tlog-proof", "checkpoints/tenant.json", "checkpoints/cell.txt",
      "SHA256SUMS");

  static void checkFileNames(Bundle b) throws IOException, Rejected {
    Set<String> names = new LinkedHashSet<>(b.zip.names());
    for (String name : ALWAYS) {
      if (!names.remove(name)) {
        throw new Rejected(name, "the file is missing");
      }
    }
    for (int segment = 0; names.contains(segment("events", segment)); segment++) {
      for (String folder : List.of("events", "openings", "leaves")) {
        if (!names.remove(segment(folder, segment))) {
          throw new Rejected(segment(folder, segment), "the file is missing");
        }
      }
    }
    expect(names, "statement.json", b.statement != null);
    boolean erasures = names.remove("erasures.jsonl");
    expect(names, "checkpoints/system.json", erasures);
    expect(names, "proofs/system-checkpoint.tlog-proof", erasures);
    names.remove("proofs/cell-consistency.txt");
    boolean snapshots = names.removeIf(n -> n.matches("snapshots/[0-9a-f]{64}\\.jws"));
    expect(names, "snapshots/trusted-keys.json", snapshots);
    if (!names.isEmpty()) {
      throw new Rejected(names.iterator().next(), "nothing refers to this file");
    }
    for (String name : b.zip.names()) {
      if (!name.matches("(events|openings|leaves)/.*")) {
        b.zip.part(name).requireChecksum(); // those of entries are checked line by line first
      }
    }
  }

  static void expect(Set<String> names, String name, boolean needed) throws Rejected {
    if (names.remove(name) != needed) {
      throw new Rejected(name, needed ? "the file is missing" : "nothing refers to this file");
    }
  }

  static String segment(String folder, int number) {
    return String.format("%s/%06d.jsonl", folder, number);
  }

  // Step 3: the cell's checkpoint is signed by the log and cosigned as the policy wants.

  static Policy policy(Bundle b, Trust trust) throws IOException, Rejected, NotChecked {
    String brought = b.zip.text("trust.policy");
    if (trust.policy != null) {
      Policy.parse("trust.policy", brought); // must still be one
      Policy policy = Policy.parse(null, trust.policy);
      if (trust.key != null) {
        policy.logs.clear();
        policy.logs.add(Key.parse(null, trust.key));
      }
      b.proven.add("the log's key and its witnesses are those of your own policy");
      return policy;
    }
    Policy policy = Policy.parse("trust.policy", brought);
    if (trust.key != null) {
      policy.logs.clear();
      policy.logs.add(Key.parse(null, trust.key));
      b.proven.add("the log's key is the one that you gave");
      b.notProven.add("that the witnesses are independent: they were taken from the bundle itself");
    } else {
      b.notProven.add("who signed: the keys were taken from the bundle itself. Get the log's key"
          + " from somewhere else and check again with --key or --policy");
    }
    return policy;
  }

  static byte[] checkCellCheckpoint(Bundle b, Policy policy) throws IOException, Rejected, NotChecked {
    String file = "checkpoints/cell.txt";
    byte[] bytes = b.zip.bytes(file);
    Note note = Note.parse(file, bytes);
    Checkpoint checkpoint = Checkpoint.parse(file, note.text);
    Set<String> cosigners = policy.check(file, note, checkpoint, b);
    b.origin = checkpoint.origin;
    b.cellSize = checkpoint.size;
    b.cellRoot = checkpoint.root;
    b.proven.add("the log " + b.origin + " signed a checkpoint of " + b.cellSize + " entries");
    if (cosigners.isEmpty()) {
      b.notProven.add("that the log shows everyone the same: no witness has cosigned, so this is"
          + " the operator's own testimony");
    } else {
      b.proven.add("cosigned by " + String.join(", ", cosigners) + ": they saw the same log grow"
          + " and never change");
    }
    return bytes;
  }

  // Step 4: the tenant's checkpoint is an entry of the cell's log.

  static void checkTenantCheckpoint(Bundle b, byte[] cell) throws IOException, Rejected {
    Checkpoint tenant =
        committedCheckpoint(b, cell, "checkpoints/tenant.json", "proofs/tenant-checkpoint.tlog-proof");
    if (!tenant.origin.equals(b.origin + "/tenant/" + b.tenant)) {
      throw new Rejected("checkpoints/tenant.json", "it is the checkpoint of " + tenant.origin
          + ", not of tenant " + b.tenant);
    }
    if (tenant.size != b.size) {
      throw new Rejected("manifest.json", "range.size is " + b.size + ", the checkpoint says "
          + tenant.size);
    }
    b.root = tenant.root;
  }

  /** A checkpoint of another log that is the content of an entry of the cell's log. */
  static Checkpoint committedCheckpoint(Bundle b, byte[] cell, String opening, String proofFile)
      throws IOException, Rejected {
    Map<String, Object> entry = object(opening, 0, b.zip.text(opening));
    if (!"checkpoint".equals(entry.get("kind"))) {
      throw new Rejected(opening, "its kind is not checkpoint");
    }
    byte[] content = text(opening, entry, "content").getBytes(StandardCharsets.UTF_8);
    byte[] leaf = leaf(opening, entry, content, base64(opening, text(opening, entry, "salt")));
    TlogProof proof = TlogProof.parse(proofFile, b.zip.bytes(proofFile));
    if (!Arrays.equals(proof.checkpoint, cell)) {
      throw new Rejected(proofFile, "its checkpoint is not that of checkpoints/cell.txt");
    }
    if (proof.index != number(opening, entry, "index")) {
      throw new Rejected(proofFile, "index " + proof.index + " is not that of " + opening);
    }
    if (!Tree.isIncluded(Tree.leafHash(leaf), proof.index, b.cellSize, proof.hashes, b.cellRoot)) {
      throw new Rejected(proofFile, "entry " + proof.index + " of " + b.origin
          + " is not what " + opening + " says");
    }
    Checkpoint checkpoint =
        Checkpoint.parse(opening, new String(content, StandardCharsets.UTF_8));
    if (!String.valueOf(entry.get("about")).equals(Long.toString(checkpoint.size))) {
      throw new Rejected(opening, "its size differs from what the entry is about");
    }
    return checkpoint;
  }

  // Step 5: the catalogue snapshots are signed and have the digests by which decisions name them.

  static void checkSnapshots(Bundle b, Trust trust) throws IOException, Rejected, NotChecked {
    List<String> files = b.zip.names().stream().filter(n -> n.endsWith(".jws")).toList();
    if (files.isEmpty()) {
      return;
    }
    String brought = b.zip.text("snapshots/trusted-keys.json");
    Map<String, PublicKey> keys = Jws.keys("snapshots/trusted-keys.json", brought);
    if (trust.registryKeys != null) {
      keys = Jws.keys("--registry-keys", trust.registryKeys);
    }
    for (String file : files) {
      byte[] payload = Jws.payload(file, b.zip.bytes(file), keys);
      String digest = "sha256:" + hex(sha256(payload));
      if (!file.equals("snapshots/" + digest.substring(7) + ".jws")) {
        throw new Rejected(file, "the digest of the snapshot is " + digest);
      }
      b.snapshots.put(digest, Snapshot.read(file, utf8(file, payload)));
    }
    if (trust.registryKeys == null) {
      b.notProven.add("who signed the catalogue snapshots: their keys were taken from the bundle"
          + " itself (--registry-keys takes yours)");
    }
  }

  // Step 6: records of erasure, if entries of the period were erased.

  /** What an erasure entry of the system log says was erased. */
  record Erasure(String id, Map<String, Object> content) {}

  static Map<String, Erasure> checkErasures(Bundle b, byte[] cell) throws IOException, Rejected {
    Map<String, Erasure> erasures = new HashMap<>();
    String file = "erasures.jsonl";
    if (!b.zip.names().contains(file)) {
      return erasures;
    }
    Checkpoint system = committedCheckpoint(
        b, cell, "checkpoints/system.json", "proofs/system-checkpoint.tlog-proof");
    if (!system.origin.equals(b.origin + "/system")) {
      throw new Rejected("checkpoints/system.json", "it is the checkpoint of " + system.origin);
    }
    Lines lines = new Lines(file, b.zip.text(file));
    for (String line = lines.next(); line != null; line = lines.next()) {
      String where = lines.where();
      Map<String, Object> entry = object(where, lines.number, line);
      byte[] content = text(where, entry, "content").getBytes(StandardCharsets.UTF_8);
      byte[] leaf = leaf(where, entry, content, base64(where, text(where, entry, "salt")));
      List<byte[]> path = new ArrayList<>();
      for (Object hash : list(where, entry, "proof")) {
        path.add(hash(where, String.valueOf(hash)));
      }
      long index = number(where, entry, "index");
      if (!"erasure".equals(entry.get("kind"))
          || !Tree.isIncluded(Tree.leafHash(leaf), index, system.size, path, system.root)) {
        throw new Rejected(where, "entry " + index + " of the system log is not this erasure");
      }
      String id = text(where, entry, "about");
      erasures.put(id, new Erasure(id, object(where, 0, new String(content, StandardCharsets.UTF_8))));
    }
    return erasures;
  }

  // Step 7: the entries, one after another, each with its place in the log.

  static void checkEntries(Bundle b, Map<String, Erasure> erasures, boolean remember)
      throws IOException, Rejected {
    Redactions redactions = new Redactions(b.zip.text("redactions.jsonl"));
    b.leafHashes = new byte[Math.toIntExact((b.end - b.first) * 32)];
    long next = b.first;
    for (int s = 0; b.zip.names().contains(segment("events", s)); s++) {
      // A wrong checksum is told only if no line can be named.
      Zip.Part events = b.zip.part(segment("events", s));
      Zip.Part openings = b.zip.part(segment("openings", s));
      Zip.Part leaves = b.zip.part(segment("leaves", s));
      try {
        next = checkSegment(b, next, events, openings, leaves, redactions, erasures, remember);
      } finally {
        redactions.segment = s;
      }
      events.requireChecksum();
      openings.requireChecksum();
      leaves.requireChecksum();
    }
    if (next != b.end) {
      throw new Rejected("entry " + next, "the range ends at " + b.end + "; entries " + next + " to "
          + (b.end - 1) + " are missing");
    }
    redactions.requireEnd();
  }

  static long checkSegment(Bundle b, long next, Zip.Part events, Zip.Part openings, Zip.Part leaves,
      Redactions redactions, Map<String, Erasure> erasures, boolean remember) throws Rejected {
    Lines shown = new Lines(events.name, events.text());
    Lines salts = new Lines(openings.name, openings.text());
    Lines bare = new Lines(leaves.name, leaves.text());
    Map<String, Object> event = shown.nextObject();
    Map<String, Object> leaf = bare.nextObject();
    while (event != null || leaf != null) {
      if (next >= b.end) {
        throw new Rejected((event != null ? shown : bare).where(), "entry " + next
            + " lies behind the range");
      }
      int offset = Math.toIntExact((next - b.first) * 32);
      if (event != null && number(shown.where(), event, "index") == next) {
        String where = shown.where() + ", entry " + next;
        Map<String, Object> opening = salts.nextObject();
        if (opening == null || number(salts.where(), opening, "index") != next) {
          throw new Rejected(salts.where(), "the salt of entry " + next + " is missing here");
        }
        byte[] salt = base64(salts.where(), text(salts.where(), opening, "salt"));
        checkShown(b, where, event, salt, offset, remember);
        b.shown++;
        event = shown.nextObject();
      } else if (leaf != null && number(bare.where(), leaf, "index") == next) {
        String where = bare.where() + ", entry " + next;
        checkLeaf(b, where, next, leaf, offset, redactions, erasures);
        b.leaves++;
        leaf = bare.nextObject();
      } else {
        String found = event != null ? String.valueOf(event.get("index")) : String.valueOf(leaf.get("index"));
        throw new Rejected((event != null ? shown : bare).where() + ", entry " + next,
            "entry " + next + " is expected and missing; found is entry " + found);
      }
      next++;
    }
    if (salts.nextObject() != null) {
      throw new Rejected(salts.where(), "a salt without an entry");
    }
    return next;
  }

  static final Set<String> EVENTS = Set.of("announced", "denied", "opened", "closed", "ended");
  /** What is no event of a gateway is something that the ledger found out about them. */
  static boolean isFinding(String where, String kind) throws Rejected {
    if (!kind.matches("[a-z][a-z_]{0,40}")) {
      throw new Rejected(where, "\"" + kind + "\" is no kind of entry");
    }
    return !EVENTS.contains(kind);
  }

  static void checkShown(Bundle b, String where, Map<String, Object> line, byte[] salt, int offset,
      boolean remember) throws Rejected {
    String kind = text(where, line, "kind");
    String content = text(where, line, "content");
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    byte[] commitment = commitment(where, salt, bytes);
    putLeafHash(b, where, line, leaf(where, line, commitment), offset);
    String about = text(where, line, "about");
    Instant time = instant(where, text(where, line, "time"));
    if (isFinding(where, kind)) {
      b.producers.finding(where, number(where, line, "index"), kind, about);
      if (b.statement != null) {
        b.statement.finding(kind);
      }
      return;
    }
    Map<String, Object> event = object(where, 0, content);
    if (!kind.equals(event.get("type")) || !about.equals(event.get("epoch") + "/" + event.get("sequence"))) {
      throw new Rejected(where, "the event is another one than its entry says");
    }
    if (!b.tenant.equals(event.get("tenant"))) {
      throw new Rejected(where, "the event is of tenant " + event.get("tenant"));
    }
    if (!offsetTime(where, text(where, event, "time")).equals(time)) {
      throw new Rejected(where, "the event has another time than its entry");
    }
    if (time.isBefore(b.from) || !time.isBefore(b.to)) {
      throw new Rejected(where, "the event lies outside of the period and should not be shown");
    }
    b.producers.event(where, about);
    if (remember) {
      b.commitments.put(about, commitment);
    }
    checkDecision(b, where, kind, event);
    if (b.statement != null) {
      b.statement.event(b, where, number(where, line, "index"), kind, event, time);
    }
  }

  static void checkDecision(Bundle b, String where, String kind, Map<String, Object> event)
      throws Rejected {
    if (!kind.equals("opened") && !kind.equals("denied")) {
      return;
    }
    Map<String, Object> decision = member(where, event, "decision");
    if (decision.get("snapshot") == null) {
      return;
    }
    String digest = text(where, decision, "snapshot");
    b.named.add(digest);
    Snapshot snapshot = b.snapshots.get(digest);
    if (snapshot == null) {
      if (!b.missingSnapshots.contains(digest)) {
        throw new Rejected(where, "its decision names snapshot " + digest + ", which is not here");
      }
      return;
    }
    if (!snapshot.cell.equals(event.get("cell"))) {
      throw new Rejected(where, "its snapshot is one of cell " + snapshot.cell);
    }
    if (number(where, decision, "revision") != snapshot.revision) {
      throw new Rejected(where, "its snapshot has revision " + snapshot.revision);
    }
  }

  static void checkLeaf(Bundle b, String where, long index, Map<String, Object> line, int offset,
      Redactions redactions, Map<String, Erasure> erasures) throws Rejected {
    String leaf = text(where, line, "leaf");
    String[] parts = leaf.split("\n", -1);
    if (parts.length != 6 || !parts[0].equals("bailiwick-leaf/1") || !parts[5].isEmpty()
        || !parts[4].matches("sha256:[0-9a-f]{64}") || !StandardCharsets.US_ASCII.newEncoder().canEncode(leaf)) {
      throw new Rejected(where, "this is no leaf");
    }
    putLeafHash(b, where, line, leaf.getBytes(StandardCharsets.US_ASCII), offset);
    Instant time = instant(where, parts[3]);
    boolean isFinding = isFinding(where, parts[1]);
    if (isFinding) {
      b.producers.finding(where, index, parts[1], parts[2]);
      if (b.statement != null) {
        b.statement.finding(parts[1]);
      }
    } else {
      b.producers.event(where, parts[2]);
    }
    if (!isFinding && (time.isBefore(b.from) || !time.isBefore(b.to))) {
      return;
    }
    Map<String, Object> why = redactions.next(index);
    String reason = text(redactions.where(), why, "why");
    if (reason.equals("withheld") && !isFinding) {
      text(redactions.where(), why, "reason");
      b.withheld++;
    } else if (reason.equals("erased")) {
      String id = text(redactions.where(), why, "erasure");
      Erasure erasure = erasures.get(id);
      if (erasure == null) {
        throw new Rejected(redactions.where(), "erasure " + id + " is not in erasures.jsonl");
      }
      // What a finding said in detail goes with the event that it is about; its leaf says enough.
      if (!b.tenant.equals(erasure.content.get("tenant")) || (!isFinding && !names(erasure, index))) {
        throw new Rejected(redactions.where(), "erasure " + id + " does not name entry " + index);
      }
      b.erased++;
    } else {
      throw new Rejected(redactions.where(), "\"" + reason + "\" is no reason for a redaction");
    }
    if (b.statement != null) {
      b.statement.hidden(parts[1], reason);
    }
  }

  /** Whether a record of erasure names an entry: it lists first and last of runs of indexes. */
  static boolean names(Erasure erasure, long index) {
    if (!(erasure.content.get("indexes") instanceof List<?> runs)) {
      return false;
    }
    BigInteger wanted = BigInteger.valueOf(index);
    return runs.stream().anyMatch(run -> run instanceof List<?> ends && ends.size() == 2
        && ends.get(0) instanceof BigInteger from && ends.get(1) instanceof BigInteger to
        && from.compareTo(wanted) <= 0 && wanted.compareTo(to) <= 0);
  }

  static void putLeafHash(Bundle b, String where, Map<String, Object> line, byte[] leaf, int offset)
      throws Rejected {
    byte[] hash = Tree.leafHash(leaf);
    if (!Arrays.equals(hash, hash(where, text(where, line, "leafHash")))) {
      throw new Rejected(where, "the entry was altered: its hash is not the one given for it");
    }
    System.arraycopy(hash, 0, b.leafHashes, offset, 32);
  }

  /** Why entries of the period are not shown, in their order. */
  static final class Redactions {
    private final Lines lines;
    int segment;

    Redactions(String text) {
      lines = new Lines("redactions.jsonl", text);
    }

    String where() {
      return lines.where();
    }

    Map<String, Object> next(long index) throws Rejected {
      Map<String, Object> line = lines.nextObject();
      if (line == null || number(where(), line, "index") != index) {
        throw new Rejected(where(), "it does not say why entry " + index + " is not shown");
      }
      return line;
    }

    void requireEnd() throws Rejected {
      if (lines.nextObject() != null) {
        throw new Rejected(where(), "no entry is concerned");
      }
    }
  }

  // Step 8: together the entries are that part of the tenant's log, none left out or added.

  static void checkRange(Bundle b) throws IOException, Rejected {
    String file = "proofs/range.txt";
    Lines lines = new Lines(file, b.zip.text(file));
    requireLine(lines, "bailiwick-range-proof/1");
    requireLine(lines, "log tenant/" + b.tenant);
    requireLine(lines, "from " + b.first);
    requireLine(lines, "to " + b.end);
    requireLine(lines, "size " + b.size);
    List<byte[]> hashes = new ArrayList<>();
    for (String line = lines.next(); line != null; line = lines.next()) {
      hashes.add(hash(lines.where(), line));
    }
    byte[] root = Tree.ofRange(b.first, b.end, b.size, b.leafHashes, hashes);
    if (root == null) {
      throw new Rejected(file, "it has " + hashes.size() + " hashes, which is not the number needed");
    }
    if (!Arrays.equals(root, b.root)) {
      throw new Rejected("entries " + b.first + " to " + (b.end - 1), "they are not these entries of"
          + " the tenant's log: together they do not make the root that was signed");
    }
    b.proven.add("entries " + b.first + " to " + (b.end - 1) + " are these entries of the tenant's"
        + " log, in this order, none altered, added or left out");
    if (b.first == 0 && b.end == b.size) {
      b.proven.add("that is all of the tenant's log up to its size of " + b.size);
    } else {
      b.notProven.add("that no event of the period stands outside of the range, before entry "
          + b.first + " or from entry " + b.end + " on. A bundle with cover=whole shows that");
    }
  }

  static void requireLine(Lines lines, String expected) throws Rejected {
    String line = lines.next();
    if (!expected.equals(line)) {
      throw new Rejected(lines.where(), "\"" + expected + "\" is expected");
    }
  }

  // Step 9: what decisions name is there, and nothing else.

  static void checkNamedSnapshots(Bundle b) throws Rejected {
    for (String digest : b.snapshots.keySet()) {
      if (!b.named.contains(digest)) {
        throw new Rejected("snapshots/" + digest.substring(7) + ".jws", "no decision names it");
      }
    }
    for (String digest : b.missingSnapshots) {
      if (!b.named.contains(digest) || b.snapshots.containsKey(digest)) {
        throw new Rejected("manifest.json", "missingSnapshots: " + digest + " is not missing");
      }
    }
    if (!b.snapshots.isEmpty()) {
      b.proven.add("the " + b.snapshots.size() + " catalogue snapshot(s) by which was decided are"
          + " the ones that the decisions name, and signed");
    }
    if (!b.missingSnapshots.isEmpty()) {
      b.notProven.add("by which rules some requests were decided: " + b.missingSnapshots.size()
          + " snapshot(s) are missing: " + b.missingSnapshots);
    }
  }

  // Step 10: the numbers of every producer are without unexplained holes.

  /** Which numbers of which epoch stand in the range. */
  static final class Producers {
    record Finding(long index, String kind, String about) {}

    final Map<String, List<Long>> epochs = new LinkedHashMap<>();
    final Map<String, List<long[]>> gaps = new HashMap<>();
    final List<Finding> findings = new ArrayList<>();

    void event(String where, String about) throws Rejected {
      int slash = about.indexOf('/');
      if (slash < 1 || !about.substring(slash + 1).matches("0|[1-9][0-9]{0,17}")) {
        throw new Rejected(where, "\"" + about + "\" is not an epoch and a number");
      }
      epochs.computeIfAbsent(about.substring(0, slash), e -> new ArrayList<>())
          .add(Long.valueOf(about.substring(slash + 1)));
    }

    void finding(String where, long index, String kind, String about) throws Rejected {
      findings.add(new Finding(index, kind, about));
      if (!kind.equals("gap")) {
        return;
      }
      int slash = about.indexOf('/');
      String numbers = about.substring(slash + 1);
      if (slash < 1 || !numbers.matches("[0-9]{1,18}(-[0-9]{1,18})?")) {
        throw new Rejected(where, "\"" + about + "\" is not an epoch and numbers");
      }
      int dash = numbers.indexOf('-');
      long from = Long.parseLong(dash < 0 ? numbers : numbers.substring(0, dash));
      long to = Long.parseLong(dash < 0 ? numbers : numbers.substring(dash + 1));
      gaps.computeIfAbsent(about.substring(0, slash), e -> new ArrayList<>()).add(new long[] {from, to});
    }

    /** Whether a number of a gap is missing still: it may have been filled later. */
    boolean lacksNumbersOfGaps() {
      return gaps.entrySet().stream().anyMatch(entry -> entry.getValue().stream().anyMatch(gap ->
          epochs.getOrDefault(entry.getKey(), List.of()).stream()
              .filter(number -> gap[0] <= number && number <= gap[1]).count() < gap[1] - gap[0] + 1));
    }

    /** The first of some missing numbers that no gap entry admits; -1 if all are admitted. */
    long unexplained(String epoch, long first, long last) {
      long next = first;
      boolean moved = true;
      while (moved && next <= last) {
        moved = false;
        for (long[] gap : gaps.getOrDefault(epoch, List.of())) {
          if (gap[0] <= next && next <= gap[1]) {
            next = gap[1] + 1;
            moved = true;
          }
        }
      }
      return next <= last ? next : -1;
    }
  }

  static void checkProducers(Bundle b) throws IOException, Rejected {
    String file = "producers.json";
    Map<String, Object> told = object(file, 0, b.zip.text(file));
    List<Object> epochs = new ArrayList<>();
    for (Map.Entry<String, List<Long>> entry : b.producers.epochs.entrySet()) {
      List<Long> numbers = new ArrayList<>(entry.getValue());
      numbers.sort(null);
      long next = b.first == 0 ? 0 : numbers.get(0);
      List<Object> missing = new ArrayList<>();
      for (long number : numbers) {
        if (number < next) {
          throw new Rejected("epoch " + entry.getKey(), "number " + number + " was used twice");
        }
        if (number > next) {
          missing.add(next + "-" + (number - 1));
          long hole = b.producers.unexplained(entry.getKey(), next, number - 1);
          if (hole >= 0) {
            throw new Rejected("epoch " + entry.getKey() + ", number " + hole,
                "the number is missing, and no entry of the ledger explains it");
          }
          if (b.statement != null) {
            b.statement.reasons.add("gap");
          }
        }
        next = number + 1;
      }
      Map<String, Object> epoch = new LinkedHashMap<>();
      epoch.put("epoch", entry.getKey());
      epoch.put("first", BigInteger.valueOf(numbers.get(0)));
      epoch.put("last", BigInteger.valueOf(numbers.get(numbers.size() - 1)));
      epoch.put("entries", BigInteger.valueOf(numbers.size()));
      epoch.put("missing", missing);
      epochs.add(epoch);
    }
    if (b.statement != null && b.producers.lacksNumbersOfGaps()) {
      b.statement.reasons.add("gap");
    }
    List<Object> findings = new ArrayList<>();
    for (Producers.Finding each : b.producers.findings) {
      Map<String, Object> finding = new LinkedHashMap<>();
      finding.put("index", BigInteger.valueOf(each.index));
      finding.put("kind", each.kind);
      finding.put("about", each.about);
      findings.add(finding);
    }
    if (!epochs.equals(told.get("epochs"))) {
      throw new Rejected(file, "epochs: it says something else than the entries do");
    }
    if (!findings.equals(told.get("findings"))) {
      throw new Rejected(file, "findings: it says something else than the entries do");
    }
    long gaps = b.producers.findings.stream().filter(f -> f.kind.equals("gap")).count();
    b.proven.add("within the range the numbers of " + epochs.size() + " run(s) of gateways have no"
        + " hole" + (gaps == 0 ? "" : " but those that " + gaps + " entr(ies) of the ledger admit"));
  }

  // Step 11: the universal statement.

  /** "No request of class C left area A in the period." */
  static final class Statement {
    final String dataClass;
    final String area;
    final Set<String> reasons = new TreeSet<>();
    final List<Long> against = new ArrayList<>();
    long considered;
    Set<String> classes = Set.of();
    Set<String> known = Set.of();
    boolean prepared;
    final Map<String, Boolean> inside = new HashMap<>();
    String verdict = "";

    Statement(String dataClass, String area) {
      this.dataClass = dataClass;
      this.area = area;
    }

    String sentence() {
      return "No request of class " + dataClass + " (classes " + String.join(", ", classes)
          + ") left " + area + ": " + considered + " events considered.";
    }

    /** The classes that count: the one asked for and what descends from it in any snapshot. */
    void prepare(Bundle b) {
      if (prepared) {
        return;
      }
      prepared = true;
      Map<String, Set<String>> parents = new TreeMap<>();
      parents.put("public", new TreeSet<>());
      parents.put("personal", new TreeSet<>(Set.of("public")));
      parents.put("health", new TreeSet<>(Set.of("personal")));
      for (Snapshot snapshot : b.snapshots.values()) {
        snapshot.parents.forEach(
            (id, parent) -> {
              Set<String> of = parents.computeIfAbsent(id, i -> new TreeSet<>());
              if (parent != null) {
                of.add(parent);
              }
            });
      }
      known = parents.keySet();
      classes = new TreeSet<>(Set.of(dataClass));
      boolean grows = true;
      while (grows) {
        grows = false;
        for (Map.Entry<String, Set<String>> each : parents.entrySet()) {
          if (each.getValue().stream().anyMatch(classes::contains)) {
            grows |= classes.add(each.getKey());
          }
        }
      }
    }

    void event(Bundle b, String where, long index, String kind, Map<String, Object> event, Instant time)
        throws Rejected {
      if (!kind.equals("opened") && !kind.equals("closed")) {
        return;
      }
      prepare(b);
      Object counted = kind.equals("opened")
          ? member(where, event, "decision").get("dataClass") : event.get("dataClass");
      if (!(counted instanceof String of) || !known.contains(of)) {
        reasons.add("unknown_class");
        return;
      }
      if (!classes.contains(of)) {
        return;
      }
      considered++;
      for (Object country : list(where, member(where, event, "endpoint"), "countries")) {
        if (!isInside(b, String.valueOf(country), LocalDate.ofInstant(time, ZoneOffset.UTC))) {
          against.add(index);
          return;
        }
      }
    }

    /** Inside is what every snapshot's edition of the law says to be inside on that day. */
    boolean isInside(Bundle b, String country, LocalDate day) {
      if (country.equals("ZZ")) {
        return false;
      }
      if (area.matches("[A-Z]{2}")) {
        return area.equals(country);
      }
      if (b.snapshots.isEmpty()) {
        reasons.add("unknown_area");
        return true;
      }
      return inside.computeIfAbsent(country + " " + day, c ->
          b.snapshots.values().stream().allMatch(s -> s.isMember(area, country, day)));
    }

    void finding(String kind) {
      if (kind.equals("abandoned") || kind.equals("equivocation")) {
        reasons.add(kind);
      }
    }

    void hidden(String kind, String why) {
      if (kind.equals("opened") || kind.equals("closed")) {
        reasons.add(why);
      }
    }
  }

  static void checkStatement(Bundle b) throws IOException, Rejected {
    Statement s = b.statement;
    if (s == null) {
      return;
    }
    s.prepare(b);
    if (!b.missingSnapshots.isEmpty()) {
      s.reasons.add("snapshot_missing");
    }
    s.verdict = !s.against.isEmpty() ? "contradicted" : s.reasons.isEmpty() ? "holds" : "unproven";
    String file = "statement.json";
    Map<String, Object> told = object(file, 0, b.zip.text(file));
    Map<String, Object> expected = new LinkedHashMap<>();
    expected.put("dataClass", s.dataClass);
    expected.put("area", s.area);
    expected.put("classes", List.copyOf(s.classes));
    expected.put("considered", BigInteger.valueOf(s.considered));
    expected.put("verdict", s.verdict);
    expected.put("against", s.against.stream().map(BigInteger::valueOf).toList());
    expected.put("reasons", List.copyOf(s.reasons));
    for (Map.Entry<String, Object> each : expected.entrySet()) {
      if (!each.getValue().equals(told.get(each.getKey()))) {
        throw new Rejected(file, each.getKey() + ": the events say " + each.getValue() + ", not "
            + told.get(each.getKey()));
      }
    }
    if (told.size() != expected.size()) {
      throw new Rejected(file, "it says more than is known");
    }
  }

  // Step 12: an earlier state of the cell's log that the requester had seen is a beginning of this.

  /** Hashes that show that the log of size {@code from} grew into the present one. */
  record Growth(long from, List<byte[]> hashes) {}

  static Growth checkConsistencyFile(Bundle b) throws IOException, Rejected {
    String file = "proofs/cell-consistency.txt";
    if (!b.zip.names().contains(file)) {
      return null;
    }
    Lines lines = new Lines(file, b.zip.text(file));
    requireLine(lines, "bailiwick-consistency-proof/1");
    String from = lines.next();
    if (from == null || !from.matches("from [1-9][0-9]{0,17}")) {
      throw new Rejected(lines.where(), "\"from\" and a size are expected");
    }
    requireLine(lines, "to " + b.cellSize);
    List<byte[]> hashes = new ArrayList<>();
    for (String line = lines.next(); line != null; line = lines.next()) {
      hashes.add(hash(lines.where(), line));
    }
    Growth growth = new Growth(Long.parseLong(from.substring(5)), hashes);
    if (!Tree.endsIn(growth.from, b.cellSize, hashes, b.cellRoot)) {
      throw new Rejected(file, "it does not lead to the checkpoint's root");
    }
    return growth;
  }

  // Step 13: every file has the digest that SHA256SUMS gives, and its place in the order.

  static void checkSums(Bundle b) throws IOException, Rejected {
    String file = "SHA256SUMS";
    Lines lines = new Lines(file, b.zip.text(file));
    List<String> names = new ArrayList<>(b.zip.names());
    if (!names.get(names.size() - 1).equals(file)) {
      throw new Rejected(file, "it is not the last file");
    }
    for (String name : names.subList(0, names.size() - 1)) {
      requireLine(lines, hex(b.zip.sha256(name)) + "  " + name);
    }
    if (lines.next() != null) {
      throw new Rejected(lines.where(), "the file is missing");
    }
  }

  // Step 14: receipts that the tenant kept.

  static void checkReceipts(Bundle b, Trust trust) throws Rejected, NotChecked {
    for (String receipt : trust.receipts) {
      Map<String, String> parts = new HashMap<>();
      for (String part : receipt.trim().split("[;,]\\s*")) {
        int equals = part.indexOf('=');
        if (equals > 0) {
          parts.put(part.substring(0, equals).trim(), part.substring(equals + 1).trim().replace("\"", ""));
        }
      }
      String epoch = parts.get("epoch");
      String sequence = parts.get("sequence");
      String commitment = parts.get("commitment");
      if (epoch == null || sequence == null || commitment == null) {
        throw new NotChecked("a receipt has epoch=…; sequence=…; commitment=…: " + receipt);
      }
      byte[] found = b.commitments.get(epoch + "/" + sequence);
      if (found == null) {
        throw new Rejected("receipt for " + epoch + "/" + sequence, "the bundle does not show this"
            + " event");
      }
      String hex = "sha256:" + hex(found);
      if (!commitment.equals(hex) && !commitment.equals(hex.substring(7)) && !commitment.equals(base64(found))) {
        throw new Rejected("receipt for " + epoch + "/" + sequence, "the log has another event"
            + " under this number: " + hex);
      }
      b.proven.add("the event of the receipt " + epoch + "/" + sequence + " is in the log as promised");
    }
  }

  static void limits(Bundle b) {
    b.notProven.add("that an event is true: the gateway wrote it, and could have written something"
        + " else. What is shown is that nobody altered it after it was committed to");
    b.notProven.add("who asked for this bundle and why: the system log's entry "
        + b.manifest.get("recordedAs") + " can be asked for");
  }

  // ------------------------------------------------------------------------------------------
  // Two bundles: is the later one a continuation of the earlier one?
  // ------------------------------------------------------------------------------------------

  static void compare(Path earlier, Path later, Trust trust, PrintStream out)
      throws IOException, Rejected, NotChecked {
    Bundle a = check(earlier, trust);
    Bundle b = check(later, trust);
    if (!a.origin.equals(b.origin)) {
      throw new NotChecked("the bundles are of different logs: " + a.origin + " and " + b.origin);
    }
    List<String> agreed = new ArrayList<>();
    if (a.tenant.equals(b.tenant)) {
      compareEntries(a, b, agreed);
    }
    if (a.cellSize == b.cellSize) {
      if (!Arrays.equals(a.cellRoot, b.cellRoot)) {
        throw new Rejected(a.origin + ", size " + a.cellSize, "the log was forked: it signed two"
            + " roots of one size, " + base64(a.cellRoot) + " and " + base64(b.cellRoot));
      }
      agreed.add("both have the same checkpoint");
    } else if (b.cellSize < a.cellSize) {
      if (b.created.isAfter(a.created)) {
        throw new Rejected(b.origin + ", entry " + b.cellSize, "the log was rolled back: it had "
            + a.cellSize + " entries at " + a.created + " and only " + b.cellSize + " at " + b.created);
      }
      throw new NotChecked("the first bundle is the later one; give the earlier one first");
    } else {
      Growth growth;
      try (Zip zip = new Zip(later)) {
        zip.readDirectory();
        b.zip = zip;
        growth = checkConsistencyFile(b);
      }
      if (growth != null && growth.from == a.cellSize) {
        if (!Tree.isConsistent(a.cellSize, b.cellSize, a.cellRoot, b.cellRoot, growth.hashes)) {
          throw new Rejected(b.origin + ", size " + a.cellSize, "the log was forked: the later"
              + " checkpoint is no continuation of the earlier one");
        }
        agreed.add("the later checkpoint continues the earlier one");
      }
    }
    if (agreed.isEmpty()) {
      throw new NotChecked("the bundles have nothing in common; ask for the later one with seen="
          + a.cellSize + ", then it brings the proof");
    }
    out.println("VERDICT: ACCEPTED");
    agreed.forEach(line -> out.println("  + " + line));
  }

  static void compareEntries(Bundle a, Bundle b, List<String> agreed) throws Rejected {
    long from = Math.max(a.first, b.first);
    long to = Math.min(a.end, b.end);
    for (long index = from; index < to; index++) {
      int inA = Math.toIntExact((index - a.first) * 32);
      int inB = Math.toIntExact((index - b.first) * 32);
      if (!Arrays.equals(a.leafHashes, inA, inA + 32, b.leafHashes, inB, inB + 32)) {
        throw new Rejected("tenant/" + a.tenant + ", entry " + index, "the log was forked or"
            + " rewritten: the bundles have different entries there");
      }
    }
    if (from < to) {
      agreed.add("entries " + from + " to " + (to - 1) + " are the same in both");
    }
    Bundle small = a.size <= b.size ? a : b;
    Bundle large = small == a ? b : a;
    if (a.size == b.size && !Arrays.equals(a.root, b.root)) {
      throw new Rejected("tenant/" + a.tenant + ", size " + a.size, "the log was forked: two roots"
          + " of one size");
    }
    if (large.first == 0 && large.end >= small.size) {
      byte[] root = Tree.ofRange(0, small.size, small.size, large.leafHashes, List.of());
      if (!Arrays.equals(root, small.root)) {
        throw new Rejected("tenant/" + a.tenant + ", size " + small.size, "the larger log does not"
            + " begin with the smaller one");
      }
      agreed.add("the tenant's log of " + large.size + " entries begins with that of " + small.size);
    }
    if (b.size < a.size && b.created.isAfter(a.created)) {
      throw new Rejected("tenant/" + b.tenant + ", entry " + b.size, "the tenant's log was rolled"
          + " back: it had " + a.size + " entries at " + a.created + " and only " + b.size + " at "
          + b.created);
    }
  }

  // ------------------------------------------------------------------------------------------
  // The ZIP: files one after another, stored as they are; nothing before, between or behind them
  // ------------------------------------------------------------------------------------------

  static final class Zip implements AutoCloseable {
    private static final int LOCAL = 30;
    private static final int CENTRAL = 46;
    private static final int END = 22;

    record Entry(String name, long offset, int crc, int size) {}

    /** One file's bytes, and whether their checksum is right. */
    record Part(String name, byte[] bytes, boolean isRight) {
      String text() throws Rejected {
        return utf8(name, bytes);
      }

      void requireChecksum() throws Rejected {
        if (!isRight) {
          throw new Rejected(name, "the file was damaged: its checksum is wrong");
        }
      }
    }

    private final RandomAccessFile file;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    Zip(Path path) throws IOException {
      file = new RandomAccessFile(path.toFile(), "r");
    }

    @Override
    public void close() throws IOException {
      file.close();
    }

    Set<String> names() {
      return entries.keySet();
    }

    void readDirectory() throws IOException, Rejected {
      long length = file.length();
      if (length < END) {
        throw new Rejected("the ZIP", "it is cut off");
      }
      ByteBuffer end = read(length - END, END);
      if (end.getInt(0) != 0x06054b50) {
        throw new Rejected("the ZIP, byte " + (length - END), "its end is missing: it is cut off, or"
            + " something was appended");
      }
      int count = end.getShort(8) & 0xffff;
      long size = end.getInt(12) & 0xffffffffL;
      long start = end.getInt(16) & 0xffffffffL;
      if (end.getInt(4) != 0 || (end.getShort(10) & 0xffff) != count || end.getShort(20) != 0
          || start + size != length - END || size > 16_000_000) {
        throw new Rejected("the ZIP, byte " + (length - END), "its end is not as it should be");
      }
      ByteBuffer directory = read(start, (int) size);
      long offset = 0;
      int at = 0;
      for (int i = 0; i < count; i++) {
        String where = "the ZIP, byte " + (start + at);
        if (at + CENTRAL > size) {
          throw new Rejected(where, "its directory is cut off");
        }
        int nameLength = directory.getShort(at + 28) & 0xffff;
        if (at + CENTRAL + nameLength > size) {
          throw new Rejected(where, "its directory is cut off");
        }
        byte[] name = new byte[nameLength];
        directory.get(at + CENTRAL, name);
        int crc = directory.getInt(at + 16);
        int bytes = directory.getInt(at + 20);
        Entry entry = new Entry(ascii(where, name), offset, crc, bytes);
        if (bytes < 0 || !directory.slice(at, CENTRAL + nameLength).order(ByteOrder.LITTLE_ENDIAN)
            .equals(central(entry, name))) {
          throw new Rejected(where, "the directory's entry of " + entry.name + " is not as it should be");
        }
        if (offset + LOCAL + nameLength + bytes > start
            || !read(offset, LOCAL + nameLength).equals(local(entry, name))) {
          throw new Rejected("the ZIP, byte " + offset, "the head of " + entry.name + " is not as it"
              + " should be");
        }
        if (entries.put(entry.name, entry) != null) {
          throw new Rejected(where, entry.name + " is there twice");
        }
        offset += LOCAL + nameLength + bytes;
        at += CENTRAL + nameLength;
      }
      if (at != size || offset != start) {
        throw new Rejected("the ZIP, byte " + offset, "bytes that belong to no file");
      }
    }

    private static String ascii(String where, byte[] name) throws Rejected {
      String text = new String(name, StandardCharsets.US_ASCII);
      if (!text.matches("[A-Za-z0-9][A-Za-z0-9./-]*") || text.contains("..")) {
        throw new Rejected(where, "a file's name is not as it should be");
      }
      return text;
    }

    /** Every header is fixed but for name, checksum, length and place. */
    private static ByteBuffer local(Entry entry, byte[] name) {
      ByteBuffer head = ByteBuffer.allocate(LOCAL + name.length).order(ByteOrder.LITTLE_ENDIAN);
      head.putInt(0x04034b50).putShort((short) 10).putShort((short) 0).putShort((short) 0);
      head.putShort((short) 0).putShort((short) 0x21).putInt(entry.crc).putInt(entry.size);
      head.putInt(entry.size).putShort((short) name.length).putShort((short) 0).put(name);
      return head.flip();
    }

    private static ByteBuffer central(Entry entry, byte[] name) {
      ByteBuffer head = ByteBuffer.allocate(CENTRAL + name.length).order(ByteOrder.LITTLE_ENDIAN);
      head.putInt(0x02014b50).putShort((short) 10).putShort((short) 10).putShort((short) 0);
      head.putShort((short) 0).putShort((short) 0).putShort((short) 0x21).putInt(entry.crc);
      head.putInt(entry.size).putInt(entry.size).putShort((short) name.length).putShort((short) 0);
      head.putShort((short) 0).putShort((short) 0).putShort((short) 0).putInt(0);
      head.putInt((int) entry.offset).put(name);
      return head.flip();
    }

    private ByteBuffer read(long offset, int length) throws IOException {
      byte[] bytes = new byte[length];
      file.seek(offset);
      file.readFully(bytes);
      return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    Part part(String name) throws IOException {
      Entry entry = entries.get(name);
      byte[] bytes = read(entry.offset + LOCAL + name.length(), entry.size).array();
      CRC32 crc = new CRC32();
      crc.update(bytes);
      return new Part(name, bytes, (int) crc.getValue() == entry.crc);
    }

    byte[] bytes(String name) throws IOException, Rejected {
      Part part = part(name);
      part.requireChecksum();
      return part.bytes;
    }

    String text(String name) throws IOException, Rejected {
      return utf8(name, bytes(name));
    }

    byte[] sha256(String name) throws IOException, Rejected {
      return Verify.sha256(bytes(name));
    }
  }

  /** Lines that each end in a line feed. */
  static final class Lines {
    final String file;
    final String text;
    int at;
    int number;

    Lines(String file, String text) {
      this.file = file;
      this.text = text;
    }

    String where() {
      return file + ", line " + number;
    }

    String next() throws Rejected {
      if (at == text.length()) {
        return null;
      }
      number++;
      int end = text.indexOf('\n', at);
      if (end < 0) {
        throw new Rejected(where(), "the line is cut off");
      }
      String line = text.substring(at, end);
      at = end + 1;
      return line;
    }

    Map<String, Object> nextObject() throws Rejected {
      String line = next();
      return line == null ? null : object(where(), number, line);
    }
  }

  // ------------------------------------------------------------------------------------------
  // Hashes: leaves, trees (RFC 6962, section 2.1) and proofs
  // ------------------------------------------------------------------------------------------

  /** SHA-256 of salt and content: what the log keeps of an entry, and all that anyone sees. */
  static byte[] commitment(String where, byte[] salt, byte[] content) throws Rejected {
    if (salt.length != 32) {
      throw new Rejected(where, "a salt has 32 bytes");
    }
    MessageDigest digest = newSha256();
    digest.update(salt);
    return digest.digest(content);
  }

  static byte[] leaf(String where, Map<String, Object> entry, byte[] content, byte[] salt)
      throws Rejected {
    return leaf(where, entry, commitment(where, salt, content));
  }

  static byte[] leaf(String where, Map<String, Object> entry, byte[] commitment) throws Rejected {
    String leaf = "bailiwick-leaf/1\n" + text(where, entry, "kind") + "\n" + text(where, entry, "about")
        + "\n" + text(where, entry, "time") + "\nsha256:" + hex(commitment) + "\n";
    instant(where, text(where, entry, "time"));
    return leaf.getBytes(StandardCharsets.UTF_8);
  }

  static final class Tree {
    static byte[] leafHash(byte[] leaf) {
      MessageDigest digest = newSha256();
      digest.update((byte) 0);
      return digest.digest(leaf);
    }

    static byte[] node(byte[] left, byte[] right) {
      MessageDigest digest = newSha256();
      digest.update((byte) 1);
      digest.update(left);
      return digest.digest(right);
    }

    /** The largest power of two below n. */
    static long split(long n) {
      return Long.highestOneBit(n - 1);
    }

    /**
     * The root of a tree of which the entries of a range and the hashes of all that is outside of
     * it are known, from left to right; null if these are too many or too few.
     */
    static byte[] ofRange(long from, long to, long size, byte[] leafHashes, List<byte[]> outside) {
      if (size == 0) {
        return outside.isEmpty() ? sha256(new byte[0]) : null;
      }
      int[] used = {0};
      byte[] root = subtree(0, size, from, to, leafHashes, outside, used);
      return used[0] == outside.size() ? root : null;
    }

    private static byte[] subtree(long start, long end, long from, long to, byte[] leafHashes,
        List<byte[]> outside, int[] used) {
      if (end <= from || start >= to) {
        return used[0] < outside.size() ? outside.get(used[0]++) : null;
      }
      if (end - start == 1) {
        int offset = Math.toIntExact((start - from) * 32);
        return Arrays.copyOfRange(leafHashes, offset, offset + 32);
      }
      long middle = start + split(end - start);
      byte[] left = subtree(start, middle, from, to, leafHashes, outside, used);
      byte[] right = subtree(middle, end, from, to, leafHashes, outside, used);
      return left == null || right == null ? null : node(left, right);
    }

    /** Whether a leaf has its place in a tree: RFC 9162, section 2.1.3.2. */
    static boolean isIncluded(byte[] leafHash, long index, long size, List<byte[]> path, byte[] root) {
      if (index < 0 || index >= size) {
        return false;
      }
      long fn = index;
      long sn = size - 1;
      byte[] hash = leafHash;
      for (byte[] each : path) {
        if (sn == 0) {
          return false;
        }
        if ((fn & 1) == 1 || fn == sn) {
          hash = node(each, hash);
          while ((fn & 1) == 0 && fn != 0) {
            fn >>= 1;
            sn >>= 1;
          }
        } else {
          hash = node(hash, each);
        }
        fn >>= 1;
        sn >>= 1;
      }
      return sn == 0 && Arrays.equals(hash, root);
    }

    /** Whether a tree begins with all of a smaller one: RFC 9162, section 2.1.4.2. */
    static boolean isConsistent(long first, long second, byte[] firstRoot, byte[] secondRoot,
        List<byte[]> given) {
      byte[][] roots = roots(first, second, firstRoot, given);
      return roots != null && Arrays.equals(roots[0], firstRoot) && Arrays.equals(roots[1], secondRoot);
    }

    /** Whether a consistency proof leads to a root, whatever the smaller tree was. */
    static boolean endsIn(long first, long second, List<byte[]> given, byte[] secondRoot) {
      if (first > second) {
        return false;
      }
      if (first == second || Long.bitCount(first) == 1) {
        return true; // it needs the smaller root
      }
      byte[][] roots = roots(first, second, null, given);
      return roots != null && Arrays.equals(roots[1], secondRoot);
    }

    private static byte[][] roots(long first, long second, byte[] firstRoot, List<byte[]> given) {
      if (first == second) {
        return given.isEmpty() ? new byte[][] {firstRoot, firstRoot} : null;
      }
      List<byte[]> path = new ArrayList<>(given);
      if (Long.bitCount(first) == 1) {
        path.add(0, firstRoot);
      }
      if (first < 1 || first > second || path.isEmpty()) {
        return null;
      }
      long fn = first - 1;
      long sn = second - 1;
      while ((fn & 1) == 1) {
        fn >>= 1;
        sn >>= 1;
      }
      byte[] fr = path.get(0);
      byte[] sr = path.get(0);
      for (byte[] each : path.subList(1, path.size())) {
        if (sn == 0) {
          return null;
        }
        if ((fn & 1) == 1 || fn == sn) {
          fr = node(each, fr);
          sr = node(each, sr);
          while ((fn & 1) == 0 && fn != 0) {
            fn >>= 1;
            sn >>= 1;
          }
        } else {
          sr = node(sr, each);
        }
        fn >>= 1;
        sn >>= 1;
      }
      return sn == 0 ? new byte[][] {fr, sr} : null;
    }
  }

  static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] sha256(byte[] bytes) {
    return newSha256().digest(bytes);
  }

  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** Strict: one spelling for one value. */
  static byte[] base64(String where, String text) throws Rejected {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      if (base64(bytes).equals(text)) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      // told below
    }
    throw new Rejected(where, "\"" + text + "\" is not Base64");
  }

  static byte[] hash(String where, String text) throws Rejected {
    byte[] hash = base64(where, text);
    if (hash.length != 32) {
      throw new Rejected(where, "a hash has 32 bytes");
    }
    return hash;
  }

  static String utf8(String where, byte[] bytes) throws Rejected {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new Rejected(where, "it is not UTF-8");
    }
  }

  // ------------------------------------------------------------------------------------------
  // Signatures: notes, checkpoints, cosignatures, policies (c2sp.org)
  // ------------------------------------------------------------------------------------------

  /** A text with signature lines: c2sp.org/signed-note. */
  record Note(String text, List<Line> lines) {
    record Line(String name, int id, byte[] signature) {}

    static Note parse(String where, byte[] bytes) throws Rejected {
      String note = utf8(where, bytes);
      int blank = note.lastIndexOf("\n\n");
      if (blank < 0 || !note.endsWith("\n")) {
        throw new Rejected(where, "this is no signed note");
      }
      List<Line> lines = new ArrayList<>();
      for (String line : note.substring(blank + 2, note.length() - 1).split("\n", -1)) {
        String[] parts = line.split(" ", -1);
        byte[] signature = parts.length == 3 ? base64(where, parts[2]) : new byte[0];
        if (parts.length != 3 || !parts[0].equals("\u2014") || parts[1].isEmpty() || signature.length < 5) {
          throw new Rejected(where, "this is no line of a signature: " + line);
        }
        lines.add(new Line(parts[1], ByteBuffer.wrap(signature).getInt(),
            Arrays.copyOfRange(signature, 4, signature.length)));
      }
      return new Note(note.substring(0, blank + 1), lines);
    }
  }

  /** Origin, size and root of a log: c2sp.org/tlog-checkpoint, without extensions. */
  record Checkpoint(String origin, long size, byte[] root) {
    static Checkpoint parse(String where, String text) throws Rejected {
      String[] lines = text.split("\n", -1);
      if (lines.length != 4 || !lines[3].isEmpty() || lines[0].isEmpty()
          || !lines[1].matches("0|[1-9][0-9]{0,17}")) {
        throw new Rejected(where, "this is no checkpoint");
      }
      return new Checkpoint(lines[0], Long.parseLong(lines[1]), hash(where, lines[2]));
    }
  }

  /** c2sp.org/tlog-proof. */
  record TlogProof(long index, List<byte[]> hashes, byte[] checkpoint) {
    static TlogProof parse(String file, byte[] bytes) throws Rejected {
      Lines lines = new Lines(file, utf8(file, bytes));
      requireLine(lines, "c2sp.org/tlog-proof@v1");
      String index = lines.next();
      if (index == null || !index.matches("index (0|[1-9][0-9]{0,17})")) {
        throw new Rejected(lines.where(), "the index is expected");
      }
      List<byte[]> hashes = new ArrayList<>();
      for (String line = lines.next(); line == null || !line.isEmpty(); line = lines.next()) {
        if (line == null) {
          throw new Rejected(file, "its checkpoint is missing");
        }
        hashes.add(hash(lines.where(), line));
      }
      return new TlogProof(Long.parseLong(index.substring(6)), hashes,
          lines.text.substring(lines.at).getBytes(StandardCharsets.UTF_8));
    }
  }

  /** A public key with a name: a vkey of c2sp.org/signed-note. */
  record Key(String name, int id, byte type, byte[] key) {
    static final byte ED25519 = 1;
    static final byte COSIGNATURE = 4;
    static final byte ML_DSA_44 = 6;

    static Key parse(String where, String vkey) throws Rejected, NotChecked {
      try {
        String[] parts = vkey.trim().split("\\+", 3);
        byte[] material = Base64.getDecoder().decode(parts[2]);
        int id = Integer.parseUnsignedInt(parts[1], 16);
        byte[] named = (parts[0] + "\n").getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream input = new ByteArrayOutputStream();
        input.writeBytes(named);
        input.writeBytes(material);
        if (parts[1].length() == 8 && ByteBuffer.wrap(sha256(input.toByteArray())).getInt() == id) {
          return new Key(parts[0], id, material[0], Arrays.copyOfRange(material, 1, material.length));
        }
      } catch (RuntimeException e) {
        // told below
      }
      if (where == null) {
        throw new NotChecked("\"" + vkey + "\" is not a key");
      }
      throw new Rejected(where, "\"" + vkey + "\" is not a key");
    }

    boolean signed(Note.Line line) {
      return line.name.equals(name) && line.id == id;
    }

    /** Whether the signature of this key is right. */
    boolean verify(Note.Line line, String text, Checkpoint checkpoint) throws NotChecked {
      byte[] message = text.getBytes(StandardCharsets.UTF_8);
      byte[] signature = line.signature;
      if (type == ED25519) {
        return ed25519(key, message, signature);
      }
      if (signature.length < 8) {
        return false;
      }
      long time = ByteBuffer.wrap(signature).getLong();
      byte[] rest = Arrays.copyOfRange(signature, 8, signature.length);
      if (time < 0) {
        return false;
      }
      if (type == COSIGNATURE) {
        String prefix = "cosignature/v1\ntime " + time + "\n";
        return ed25519(key, (prefix + text).getBytes(StandardCharsets.UTF_8), rest);
      }
      return mlDsa(key, subtreeMessage(time, checkpoint), rest);
    }

    private byte[] subtreeMessage(long time, Checkpoint checkpoint) {
      byte[] cosigner = name.getBytes(StandardCharsets.UTF_8);
      byte[] log = checkpoint.origin.getBytes(StandardCharsets.UTF_8);
      ByteBuffer message = ByteBuffer.allocate(12 + 1 + cosigner.length + 8 + 1 + log.length + 48);
      message.put("subtree/v1\n\0".getBytes(StandardCharsets.US_ASCII));
      message.put((byte) cosigner.length).put(cosigner).putLong(time);
      message.put((byte) log.length).put(log).putLong(0).putLong(checkpoint.size).put(checkpoint.root);
      return message.array();
    }
  }

  static boolean ed25519(byte[] key, byte[] message, byte[] signature) {
    return key.length == 32 && signature.length == 64
        && verifies("Ed25519", "302a300506032b6570032100", key, message, signature);
  }

  static boolean mlDsa(byte[] key, byte[] message, byte[] signature) throws NotChecked {
    try {
      KeyFactory.getInstance("ML-DSA-44");
    } catch (NoSuchAlgorithmException e) {
      throw new NotChecked("ML-DSA-44 is not known to this JDK; use JDK 24 or later");
    }
    return key.length == 1312 && signature.length == 2420
        && verifies("ML-DSA-44", "30820532300b06096086480165030403110382052100", key, message, signature);
  }

  /** The prefix makes a key as X.509 writes it. */
  static boolean verifies(String algorithm, String prefix, byte[] key, byte[] message, byte[] signature) {
    try {
      ByteArrayOutputStream encoded = new ByteArrayOutputStream();
      encoded.writeBytes(HexFormat.of().parseHex(prefix));
      encoded.writeBytes(key);
      Signature verifier = Signature.getInstance(algorithm);
      verifier.initVerify(KeyFactory.getInstance(algorithm)
          .generatePublic(new X509EncodedKeySpec(encoded.toByteArray())));
      verifier.update(message);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** Whose signatures are needed: c2sp.org/tlog-policy. */
  static final class Policy {
    final List<Key> logs = new ArrayList<>();
    final Map<String, Key> witnesses = new LinkedHashMap<>();
    final Map<String, Group> groups = new LinkedHashMap<>();
    String quorum;

    record Group(int needed, List<String> members) {}

    static Policy parse(String where, String text) throws Rejected, NotChecked {
      Policy policy = new Policy();
      for (String raw : text.split("\n", -1)) {
        String line = raw.trim();
        if (line.isEmpty() || line.startsWith("#")) {
          continue;
        }
        String[] words = line.split("[ \t]+");
        boolean understood = switch (words[0]) {
          case "log" -> words.length >= 2 && words.length <= 3
              && policy.logs.add(Key.parse(where, words[1]));
          case "witness" -> words.length >= 3 && words.length <= 4 && policy.isNew(words[1])
              && policy.witnesses.put(words[1], Key.parse(where, words[2])) == null;
          case "group" -> words.length >= 4 && policy.isNew(words[1]) && policy.group(words);
          case "quorum" -> words.length == 2 && policy.quorum == null
              && (words[1].equals("none") || !policy.isNew(words[1]))
              && (policy.quorum = words[1]) != null;
          default -> false;
        };
        if (!understood) {
          fail(where, "this line of the policy cannot be understood: " + line);
        }
      }
      if (policy.quorum == null) {
        fail(where, "the policy has no quorum");
      }
      return policy;
    }

    private static void fail(String where, String what) throws Rejected, NotChecked {
      if (where == null) {
        throw new NotChecked(what);
      }
      throw new Rejected(where, what);
    }

    private boolean isNew(String name) {
      return !name.equals("none") && !witnesses.containsKey(name) && !groups.containsKey(name);
    }

    private boolean group(String[] words) {
      List<String> members = List.of(words).subList(3, words.length);
      if (members.stream().anyMatch(this::isNew) || members.contains("none")
          || new HashSet<>(members).size() != members.size()) {
        return false;
      }
      int needed = switch (words[2]) {
        case "all" -> members.size();
        case "any" -> 1;
        default -> words[2].matches("[1-9][0-9]{0,3}") ? Integer.parseInt(words[2]) : -1;
      };
      if (needed < 1 || needed > members.size()) {
        return false;
      }
      groups.put(words[1], new Group(needed, members));
      return true;
    }

    /** Names the witnesses whose cosignatures are right, if they are enough. */
    Set<String> check(String where, Note note, Checkpoint checkpoint, Bundle b)
        throws Rejected, NotChecked {
      boolean signed = false;
      for (Key log : logs) {
        for (Note.Line line : note.lines) {
          if (log.name.equals(checkpoint.origin) && log.signed(line)) {
            if (!log.verify(line, note.text, checkpoint)) {
              throw new Rejected(where, "the signature of " + log.name + " is wrong");
            }
            signed = true;
          }
        }
      }
      if (!signed) {
        throw new Rejected(where, "no trusted key of the log " + checkpoint.origin + " has signed it");
      }
      Set<String> cosigned = new LinkedHashSet<>();
      Set<String> unknown = new LinkedHashSet<>();
      for (Map.Entry<String, Key> witness : witnesses.entrySet()) {
        for (Note.Line line : note.lines) {
          if (witness.getValue().signed(line)) {
            try {
              if (!witness.getValue().verify(line, note.text, checkpoint)) {
                throw new Rejected(where, "the cosignature of " + witness.getKey() + " is wrong");
              }
              cosigned.add(witness.getKey());
            } catch (NotChecked e) {
              unknown.add(witness.getKey());
              b.notProven.add("the cosignature of " + witness.getKey() + ": " + e.getMessage());
            }
          }
        }
      }
      if (!quorum.equals("none") && !isMet(quorum, cosigned)) {
        if (!unknown.isEmpty()) {
          throw new NotChecked("without the cosignatures of " + String.join(", ", unknown)
              + ", which are of a type that this JDK does not know, the quorum is not met; use JDK 24"
              + " or later");
        }
        throw new Rejected(where, "the policy's quorum " + quorum + " has not cosigned it");
      }
      return cosigned;
    }

    private boolean isMet(String name, Set<String> cosigned) {
      Group group = groups.get(name);
      return group == null ? cosigned.contains(name)
          : group.members.stream().filter(member -> isMet(member, cosigned)).count() >= group.needed;
    }
  }

  // ------------------------------------------------------------------------------------------
  // Snapshots of the catalogue: signed by the registry (JWS, EdDSA)
  // ------------------------------------------------------------------------------------------

  static final class Jws {
    static Map<String, PublicKey> keys(String where, String jwks) throws Rejected {
      Map<String, PublicKey> keys = new HashMap<>();
      for (Object each : list(where, object(where, 0, jwks), "keys")) {
        if (!(each instanceof Map<?, ?> key) || !"Ed25519".equals(key.get("crv"))) {
          continue;
        }
        byte[] x = base64Url(where, String.valueOf(key.get("x")));
        try {
          ByteArrayOutputStream encoded = new ByteArrayOutputStream();
          encoded.writeBytes(HexFormat.of().parseHex("302a300506032b6570032100"));
          encoded.writeBytes(x);
          keys.put(String.valueOf(key.get("kid")), KeyFactory.getInstance("Ed25519")
              .generatePublic(new X509EncodedKeySpec(encoded.toByteArray())));
        } catch (GeneralSecurityException e) {
          throw new Rejected(where, "the key " + key.get("kid") + " is none");
        }
      }
      return keys;
    }

    static byte[] payload(String where, byte[] bytes, Map<String, PublicKey> keys) throws Rejected {
      String jws = utf8(where, bytes);
      String[] parts = jws.split("\\.", -1);
      if (parts.length != 3) {
        throw new Rejected(where, "this is no compact JWS");
      }
      Map<String, Object> header = object(where, 0, utf8(where, base64Url(where, parts[0])));
      if (!"EdDSA".equals(header.get("alg")) || !"bailiwick-snapshot+jws".equals(header.get("typ"))
          || header.containsKey("crit")) {
        throw new Rejected(where, "its header is not that of a snapshot");
      }
      PublicKey key = keys.get(String.valueOf(header.get("kid")));
      if (key == null) {
        throw new Rejected(where, "its key " + header.get("kid") + " is not a trusted one");
      }
      try {
        Signature verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(key);
        verifier.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        if (verifier.verify(base64Url(where, parts[2]))) {
          return base64Url(where, parts[1]);
        }
      } catch (GeneralSecurityException e) {
        // told below
      }
      throw new Rejected(where, "its signature is wrong");
    }

    private static byte[] base64Url(String where, String text) throws Rejected {
      try {
        byte[] bytes = Base64.getUrlDecoder().decode(text);
        if (Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(text)) {
          return bytes;
        }
      } catch (IllegalArgumentException e) {
        // told below
      }
      throw new Rejected(where, "part of it is not Base64url");
    }
  }

  /** What a statement needs to know of a snapshot: its data classes and its edition of the law. */
  record Snapshot(String cell, long revision, Map<String, String> parents, List<Membership> law) {

    record Membership(String group, String country, LocalDate from, LocalDate to) {}

    static Snapshot read(String where, String json) throws Rejected {
      Map<String, Object> snapshot = object(where, 0, json);
      Map<String, String> parents = new HashMap<>();
      List<Membership> law = new ArrayList<>();
      if (snapshot.get("catalogue") instanceof Map<?, ?> catalogue) {
        if (catalogue.get("dataClasses") instanceof List<?> classes) {
          for (Object each : classes) {
            if (each instanceof Map<?, ?> of) {
              parents.put(String.valueOf(of.get("id")),
                  of.get("parent") == null ? null : String.valueOf(of.get("parent")));
            }
          }
        }
        if (catalogue.get("law") instanceof Map<?, ?> of && of.get("memberships") instanceof List<?> rows) {
          for (Object each : rows) {
            // What was corrected later, or holds under a condition only, makes nobody a member.
            if (each instanceof Map<?, ?> row && row.get("recordedTo") == null && row.get("scope") == null) {
              law.add(new Membership(String.valueOf(row.get("group")), String.valueOf(row.get("country")),
                  day(where, row.get("validFrom")),
                  row.get("validTo") == null ? LocalDate.MAX : day(where, row.get("validTo"))));
            }
          }
        }
      }
      return new Snapshot(text(where, snapshot, "cell"), number(where, snapshot, "revision"), parents, law);
    }

    private static LocalDate day(String where, Object text) throws Rejected {
      try {
        return LocalDate.parse(String.valueOf(text));
      } catch (DateTimeException e) {
        throw new Rejected(where, "\"" + text + "\" is no day");
      }
    }

    boolean isMember(String group, String country, LocalDate day) {
      return law.stream().anyMatch(m -> m.group.equals(group) && m.country.equals(country)
          && !day.isBefore(m.from) && day.isBefore(m.to));
    }
  }

  // ------------------------------------------------------------------------------------------
  // JSON and times
  // ------------------------------------------------------------------------------------------

  static Map<String, Object> object(String where, int line, String json) throws Rejected {
    Object value = new Json(where, json).read();
    if (!(value instanceof Map<?, ?>)) {
      throw new Rejected(where, "a JSON object is expected");
    }
    @SuppressWarnings("unchecked")
    Map<String, Object> map = (Map<String, Object>) value;
    return map;
  }

  static String text(String where, Map<String, Object> of, String name) throws Rejected {
    if (of.get(name) instanceof String text) {
      return text;
    }
    throw new Rejected(where, "the text " + name + " is missing");
  }

  static long number(String where, Map<String, Object> of, String name) throws Rejected {
    if (of.get(name) instanceof BigInteger number && number.bitLength() < 63) {
      return number.longValue();
    }
    throw new Rejected(where, "the number " + name + " is missing");
  }

  static List<?> list(String where, Map<String, Object> of, String name) throws Rejected {
    if (of.get(name) instanceof List<?> list) {
      return list;
    }
    throw new Rejected(where, "the list " + name + " is missing");
  }

  static Map<String, Object> member(String where, Map<String, Object> of, String name) throws Rejected {
    if (of.get(name) instanceof Map<?, ?> map) {
      @SuppressWarnings("unchecked")
      Map<String, Object> object = (Map<String, Object>) map;
      return object;
    }
    throw new Rejected(where, "the object " + name + " is missing");
  }

  /** A time as entries have it: UTC, to the microsecond, written in one way only. */
  static Instant instant(String where, String text) throws Rejected {
    try {
      Instant time = Instant.parse(text);
      if (time.toString().equals(text) && time.truncatedTo(ChronoUnit.MICROS).equals(time)) {
        return time;
      }
    } catch (DateTimeException e) {
      // told below
    }
    throw new Rejected(where, "\"" + text + "\" is not a time");
  }

  /** A time as events have it, cut to the microsecond. */
  static Instant offsetTime(String where, String text) throws Rejected {
    try {
      return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
    } catch (DateTimeException e) {
      throw new Rejected(where, "\"" + text + "\" is not a time");
    }
  }

  /** Reads one JSON value; objects become maps, whole numbers BigInteger, other numbers text. */
  static final class Json {
    private final String where;
    private final String text;
    private int at;
    private int depth;

    Json(String where, String text) {
      this.where = where;
      this.text = text;
    }

    Object read() throws Rejected {
      Object value = value();
      space();
      if (at != text.length()) {
        throw error();
      }
      return value;
    }

    private Rejected error() {
      return new Rejected(where, "this is no JSON, from character " + at + " on");
    }

    private void space() {
      while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
    }

    private Object value() throws Rejected {
      space();
      if (at == text.length() || depth > 64) {
        throw error();
      }
      return switch (text.charAt(at)) {
        case '{' -> object();
        case '[' -> array();
        case '"' -> string();
        case 't' -> word("true", true);
        case 'f' -> word("false", false);
        case 'n' -> word("null", null);
        default -> number();
      };
    }

    private Object word(String word, Object value) throws Rejected {
      if (!text.startsWith(word, at)) {
        throw error();
      }
      at += word.length();
      return value;
    }

    private Map<String, Object> object() throws Rejected {
      Map<String, Object> map = new LinkedHashMap<>();
      depth++;
      at++;
      space();
      if (!skip('}')) {
        do {
          space();
          if (at == text.length() || text.charAt(at) != '"') {
            throw error();
          }
          String name = string();
          space();
          if (!skip(':')) {
            throw error();
          }
          Object value = value();
          if (map.containsKey(name)) {
            throw new Rejected(where, "the member " + name + " is there twice");
          }
          map.put(name, value);
          space();
        } while (skip(','));
        if (!skip('}')) {
          throw error();
        }
      }
      depth--;
      return map;
    }

    private List<Object> array() throws Rejected {
      List<Object> list = new ArrayList<>();
      depth++;
      at++;
      space();
      if (!skip(']')) {
        do {
          list.add(value());
          space();
        } while (skip(','));
        if (!skip(']')) {
          throw error();
        }
      }
      depth--;
      return list;
    }

    private boolean skip(char c) {
      if (at < text.length() && text.charAt(at) == c) {
        at++;
        return true;
      }
      return false;
    }

    private String string() throws Rejected {
      int start = ++at;
      while (at < text.length()) {
        char c = text.charAt(at);
        if (c == '"') {
          return text.substring(start, at++);
        }
        if (c == '\\') {
          return escaped(start);
        }
        if (c < 0x20) {
          throw error();
        }
        at++;
      }
      throw error();
    }

    private String escaped(int start) throws Rejected {
      StringBuilder out = new StringBuilder(text.length() - start).append(text, start, at);
      while (at < text.length()) {
        char c = text.charAt(at++);
        if (c == '"') {
          return out.toString();
        }
        if (c < 0x20) {
          throw error();
        }
        if (c != '\\') {
          out.append(c);
          continue;
        }
        if (at == text.length()) {
          throw error();
        }
        char kind = text.charAt(at++);
        switch (kind) {
          case '"', '\\', '/' -> out.append(kind);
          case 'b' -> out.append('\b');
          case 'f' -> out.append('\f');
          case 'n' -> out.append('\n');
          case 'r' -> out.append('\r');
          case 't' -> out.append('\t');
          case 'u' -> {
            if (at + 4 > text.length() || !text.substring(at, at + 4).matches("[0-9a-fA-F]{4}")) {
              throw error();
            }
            out.append((char) Integer.parseInt(text.substring(at, at + 4), 16));
            at += 4;
          }
          default -> throw error();
        }
      }
      throw error();
    }

    private Object number() throws Rejected {
      int start = at;
      while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
      String number = text.substring(start, at);
      if (number.matches("-?(0|[1-9][0-9]{0,40})")) {
        return new BigInteger(number);
      }
      if (number.length() > 60
          || !number.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?")) {
        throw error();
      }
      return number;
    }
  }
}
