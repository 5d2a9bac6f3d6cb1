package eu.bailiwick.metering.evidence;

import eu.bailiwick.metering.cell.SnapshotSigner;
import eu.bailiwick.metering.event.Bytes;
import eu.bailiwick.metering.evidence.Evidence.Committed;
import eu.bailiwick.metering.ledger.Entry;
import eu.bailiwick.metering.ledger.Leaf;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A cell's logs in memory, from which production code writes bundles; lies as it is told to. */
final class PaperCell {

  static final String ORIGIN = "eea.example/log";
  static final String EPOCH = "3f8e7f2a-5c1d-4b7e-9a51-0c6d2b1f4e90";
  static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
  static final Instant DAY = Instant.parse("2026-11-23T00:00:00Z");
  static final Instant NEXT_DAY = Instant.parse("2026-11-24T00:00:00Z");

  private static final String CATALOGUE =
      """
      "catalogue":{"law":{"edition":"2026-11-23","memberships":[
      {"group":"EEA","country":"FR","validFrom":"1994-01-01","recordedFrom":"1994-01-01","source":"x"},
      {"group":"EEA","country":"DE","validFrom":"1994-01-01","recordedFrom":"1994-01-01","source":"x"},
      {"group":"EEA","country":"GB","validFrom":"1994-01-01","validTo":"2021-01-01","recordedFrom":"2020-01-30","source":"x"},
      {"group":"EEA","country":"US","validFrom":"1994-01-01","recordedFrom":"1994-01-01","scope":"some","source":"x"}]},
      "dataClasses":[{"id":"oncology","parent":"health","tenant":"clinique"}]}""";

  final NoteKey log;
  final NoteKey witness;
  private final SnapshotSigner registry = new SnapshotSigner();
  private final Random random = new Random(7);
  private final Map<String, List<Item>> tenants = new TreeMap<>();
  private final List<Entry> system = new ArrayList<>();
  private final List<Entry> cell = new ArrayList<>();
  private final Map<String, Bytes> snapshots = new LinkedHashMap<>();
  private final String snapshot;
  private Instant now = START;

  PaperCell() {
    this(new NoteKey(ORIGIN, NoteKey.LOG), new NoteKey("w.example/1", NoteKey.ED25519_WITNESS));
  }

  PaperCell(NoteKey log, NoteKey witness) {
    this.log = log;
    this.witness = witness;
    snapshot = snapshot(17);
  }

  /** Makes a snapshot that decisions can name. */
  String snapshot(long revision) {
    String payload =
        SnapshotSigner.payload(SnapshotSigner.CELL, revision)
            .replaceFirst("}$", "," + CATALOGUE + "}");
    String digest = SnapshotSigner.digest(payload);
    snapshots.put(digest, new Bytes(registry.sign(payload).getBytes(StandardCharsets.US_ASCII)));
    return digest;
  }

  String policy() {
    return "log " + log.vkey() + "\nwitness w1 " + witness.vkey() + "\nquorum w1\n";
  }

  String registryKeys() {
    return registry.trustedKeys();
  }

  /** Sets the clock. */
  void at(Instant time) {
    now = time;
  }

  long size(String tenant) {
    return items(tenant).size();
  }

  private List<Item> items(String tenant) {
    return tenants.computeIfAbsent(tenant, t -> new ArrayList<>());
  }

  void announced(String tenant, String epoch) {
    event(
        tenant,
        epoch,
        0,
        "announced",
        ",\"heartbeatMillis\":5000,\"predecessor\":null",
        null,
        List.of(),
        null);
  }

  /** An attempt that is opened and closed, with two numbers. */
  UUID served(String tenant, String epoch, long sequence, String dataClass, String... countries) {
    UUID request = new UUID(random.nextLong(), random.nextLong());
    String asked =
        ",\"request\":\"%s\",\"attempt\":1,\"descriptor\":{\"application\":\"triage\",\"key\":\"k\",\"dataClass\":null,\"model\":\"mod\u00e8le \u2695\",\"operation\":\"CHAT\",\"within\":[],\"stream\":true,\"bodyBytes\":143}"
            .formatted(request);
    String endpoint =
        ",\"endpoint\":{\"id\":\"chat-paris\",\"version\":\"v1\",\"imageDigest\":\"sha256:11\",\"weightsDigest\":\"sha256:22\",\"site\":\"paris-1\",\"operator\":\"lumiere\",\"countries\":[\"%s\"]}"
            .formatted(String.join("\",\"", countries));
    String decision =
        ",\"decision\":{\"at\":\"%s\",\"snapshot\":\"%s\",\"revision\":17,\"semantics\":2,\"law\":\"2026-11-23\",\"dataClass\":\"%s\",\"reason\":\"PERMITTED\",\"candidates\":[]}"
            .formatted(now, snapshot, dataClass);
    List<String> in = List.of(countries);
    event(
        tenant,
        epoch,
        sequence,
        "opened",
        asked + decision + endpoint,
        new Item.Facts(request, dataClass, in, snapshot),
        in,
        request);
    String end =
        ",\"dataClass\":\"%s\",\"outcome\":\"completed\",\"status\":200,\"usage\":{\"source\":\"upstream\",\"promptTokens\":12,\"completionTokens\":40,\"totalTokens\":52},\"requestBytes\":143,\"responseBytes\":2048,\"firstByteMillis\":21.4,\"durationMillis\":1400.2"
            .formatted(dataClass);
    event(
        tenant,
        epoch,
        sequence + 1,
        "closed",
        asked + endpoint + end,
        new Item.Facts(request, dataClass, in, null),
        in,
        request);
    return request;
  }

  private void event(
      String tenant,
      String epoch,
      long sequence,
      String type,
      String rest,
      Item.@Nullable Facts facts,
      List<String> countries,
      @Nullable UUID request) {
    now = now.plusNanos(1_234_567);
    String text =
        "{\"version\":1,\"cell\":\"eea\",\"router\":\"router-fr-1\",\"site\":\"paris-1\",\"epoch\":\"%s\",\"tenant\":\"%s\",\"type\":\"%s\",\"sequence\":%d,\"time\":\"%s\"%s}"
            .formatted(epoch, tenant, type, sequence, now, rest);
    Bytes content = new Bytes(text.getBytes(StandardCharsets.UTF_8));
    Bytes salt = salt();
    Leaf leaf =
        Leaf.ofEvent(type, UUID.fromString(epoch), sequence, now, Leaf.commitment(salt, content));
    items(tenant)
        .add(
            new Item(
                size(tenant),
                leaf,
                new Item.Opening(salt, content),
                facts == null ? new Item.Facts(request, null, countries, null) : facts,
                null));
  }

  /** Something that the ledger finds about events of a tenant. */
  void finding(String tenant, String kind, String about) {
    Entry entry = entry(kind, about, "{\"found\":true}");
    items(tenant)
        .add(
            new Item(
                size(tenant),
                entry.leaf(),
                new Item.Opening(entry.salt(), entry.content()),
                null,
                null));
  }

  private Entry entry(String kind, String about, String content) {
    return new Entry(kind, about, now, salt(), new Bytes(content.getBytes(StandardCharsets.UTF_8)));
  }

  private Bytes salt() {
    byte[] salt = new byte[32];
    random.nextBytes(salt);
    return new Bytes(salt);
  }

  /** Destroys the openings of entries; the record names these indexes. */
  void erase(String tenant, List<Long> indexes, List<Long> recorded) {
    UUID id = new UUID(random.nextLong(), random.nextLong());
    for (long index : indexes) {
      Item item = items(tenant).get((int) index);
      items(tenant).set((int) index, new Item(index, item.leaf(), null, item.facts(), id));
    }
    system.add(
        entry(
            "erasure",
            id.toString(),
            "{\"format\":\"bailiwick-erasure/1\",\"tenant\":\"%s\",\"indexes\":[[%d,%d]]}"
                .formatted(tenant, recorded.getFirst(), recorded.getLast())));
  }

  /** Replaces the bytes of an entry, and with them its place in history. */
  void rewrite(String tenant, int index, String search, String replacement) {
    Item item = items(tenant).get(index);
    Item.Opening opening = Objects.requireNonNull(item.opening());
    String text = new String(opening.content().content(), StandardCharsets.UTF_8);
    Bytes content = new Bytes(text.replace(search, replacement).getBytes(StandardCharsets.UTF_8));
    Leaf leaf =
        new Leaf(
            item.leaf().kind(),
            item.leaf().about(),
            item.leaf().at(),
            Leaf.commitment(opening.salt(), content));
    items(tenant)
        .set(
            index,
            new Item(index, leaf, new Item.Opening(opening.salt(), content), item.facts(), null));
  }

  /** Forgets the newest entries of a tenant, and all that came after a size of the cell's log. */
  void rollBack(String tenant, int size, int cellSize) {
    items(tenant).subList(size, items(tenant).size()).clear();
    cell.subList(cellSize, cell.size()).clear();
  }

  int cellSize() {
    return cell.size();
  }

  /** Appends what the cell's log commits to. */
  private Committed committed(String name, List<Bytes> leafHashes) {
    String text =
        ORIGIN
            + "/"
            + name
            + "\n"
            + leafHashes.size()
            + "\n"
            + base64(new PlainTree(leafHashes).root())
            + "\n";
    cell.add(entry("checkpoint", Integer.toString(leafHashes.size()), text));
    return new Committed(cell.size() - 1, cell.getLast(), List.of());
  }

  private PlainTree cellTree() {
    return new PlainTree(cell.stream().map(each -> each.leaf().hash()).toList());
  }

  private static Committed proven(Committed entry, PlainTree tree) {
    return new Committed(entry.index(), entry.entry(), tree.inclusion((int) entry.index()));
  }

  static Asked asked(String tenant, Asked.@Nullable Claim claim) {
    return new Asked(tenant, DAY, NEXT_DAY, "a test", claim, true, null, List.of());
  }

  /** What a bundle is written from. */
  Evidence evidence(Asked asked, long from, long to) {
    List<Item> items = items(asked.tenant());
    List<Bytes> hashes = items.stream().map(item -> item.leaf().hash()).toList();
    Committed tenant = committed("tenant/" + asked.tenant(), hashes);
    List<Bytes> systemHashes = system.stream().map(each -> each.leaf().hash()).toList();
    Committed ofSystem = committed("system", systemHashes);
    PlainTree tree = cellTree();
    List<Committed> erasures = new ArrayList<>();
    for (int i = 0; i < system.size(); i++) {
      erasures.add(new Committed(i, system.get(i), new PlainTree(systemHashes).inclusion(i)));
    }
    Map<String, SnapshotContent> named = new TreeMap<>();
    Set<String> missing = new LinkedHashSet<>();
    for (Item item : items.subList((int) from, (int) to)) {
      String digest = item.facts() == null ? null : item.facts().snapshot();
      boolean isShown = asked.reasonToWithhold(item).isEmpty() && item.opening() != null;
      if (digest != null && isShown && asked.holds(item.leaf().at())) {
        Bytes jws = snapshots.get(digest);
        if (jws == null) {
          missing.add(digest);
        } else {
          named.put(digest, SnapshotContent.read(jws.content()));
        }
      }
    }
    Long seen = asked.seen();
    return new Evidence(
        asked,
        "ada",
        now.plusSeconds(1).truncatedTo(ChronoUnit.MICROS),
        "0d0c2a3e-7a7e-4f0e-9a43-0a3d3b8b3c55",
        items.size(),
        from,
        to,
        new PlainTree(hashes).range(from, to),
        checkpoint(tree),
        proven(tenant, tree),
        erasures.isEmpty() ? null : new Evidence.Erasures(proven(ofSystem, tree), erasures),
        seen == null ? null : new Evidence.Growth(seen, tree.consistency(Math.toIntExact(seen))),
        policy(),
        named,
        missing,
        registryKeys());
  }

  private Bytes checkpoint(PlainTree tree) {
    String text = ORIGIN + "\n" + cell.size() + "\n" + base64(tree.root()) + "\n";
    String note =
        text
            + "\n"
            + log.line(text, ORIGIN, cell.size(), tree.root(), 0)
            + witness.line(text, ORIGIN, cell.size(), tree.root(), now.getEpochSecond());
    return new Bytes(note.getBytes(StandardCharsets.UTF_8));
  }

  /** A bundle over the whole log of a tenant. */
  byte[] bundle(Asked asked) {
    return bundle(asked, 0, size(asked.tenant()));
  }

  byte[] bundle(Asked asked, long from, long to) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Evidence evidence = evidence(asked, from, to);
    try {
      new BundleWriter(evidence, digest -> new HashMap<>(snapshots).get(digest))
          .write(items(asked.tenant()).subList((int) from, (int) to).iterator(), out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  void forgetSnapshots() {
    snapshots.clear();
  }

  private static String base64(Bytes bytes) {
    return Base64.getEncoder().encodeToString(bytes.content());
  }
}
