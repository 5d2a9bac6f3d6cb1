package eu.bailiwick.metering.openapi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.MediaType;

/** One answer to each question, as it may come. */
final class Examples {

  private static final String EPOCH = "3f8e7f2a-5c1d-4b7e-9a51-0c6d2b1f4e90";

  private static final Map<String, Object> TOTALS =
      object(
          "requests",
          12,
          "attempts",
          13,
          "denied",
          0,
          "completed",
          12,
          "open",
          0,
          "promptTokens",
          144,
          "completionTokens",
          480,
          "totalTokens",
          624,
          "attemptsWithMissingUsage",
          1,
          "requestBytes",
          1716,
          "responseBytes",
          24576);

  private static final Map<String, Object> EVENT =
      object(
          "type", "denied",
          "cell", "eea",
          "router", "router-fr-1",
          "site", "paris-1",
          "tenant", "clinique",
          "epoch", EPOCH,
          "sequence", 1,
          "time", "2026-11-23T10:00:00.124Z",
          "digest", "sha256:" + "5f".repeat(32),
          "stored", "2026-11-23T10:00:00.180Z",
          "request", "01932f6a-7c00-7a3b-8d2e-1f0a9b8c7d6e",
          "outcome", "denied",
          "dataClass", "health",
          "reason", "NO_LAWFUL_ENDPOINT",
          "status", 403,
          "code", "no_lawful_endpoint",
          "application", "triage",
          "key", "triage-key",
          "model", "meridian-chat",
          "operation", "CHAT",
          "within", List.of(),
          "stream", true,
          "bodyBytes", 143,
          "decidedAt", "2026-11-23T10:00:00.123Z",
          "snapshot", "sha256:" + "ab".repeat(32),
          "revision", 17,
          "semantics", 1,
          "law", "2026-11-23",
          "candidates",
              List.of(
                  object(
                      "endpoint", "meridian-dublin", "reasons", List.of("DISCLOSURE_EXPOSURE"))));

  private static final Map<String, Object> GAP =
      object(
          "epoch",
          EPOCH,
          "tenant",
          "clinique",
          "router",
          "router-fr-1",
          "from",
          4,
          "to",
          6,
          "since",
          "2026-11-23T10:00:05Z",
          "state",
          "open",
          "givenUp",
          false);

  /** Real ones: the log that holds this entry alone. */
  private static final Map<String, Object> LEAF_HASH =
      hash(
          "g3HeFrSm7Q6jkAcMausgzDwaUffccgrh0wPRRnHFLsw=",
          "8371de16b4a6ed0ea390070c6aeb20cc3c1a51f7dc720ae1d303d14671c52ecc");

  private static final Map<String, Object> ENTRY =
      object(
          "index", 0,
          "kind", "change",
          "about", "1",
          "revision", 1,
          "at", "2026-11-23T10:00:00Z",
          "logged", "2026-11-23T10:00:00.050Z",
          "leafHash", "sha256:8371de16b4a6ed0ea390070c6aeb20cc3c1a51f7dc720ae1d303d14671c52ecc",
          "actor", "olga.operator",
          "reason", "the first site",
          "items",
              List.of(
                  object(
                      "kind",
                      "sites",
                      "id",
                      "paris-1",
                      "after",
                      object("id", "paris-1", "country", "FR"))));

  /** A real one as well: {@link #FINDING_HASH} follows from the opening below. */
  private static final Map<String, Object> FINDING =
      object(
          "index", 0,
          "kind", "gap",
          "about", EPOCH + "/4-6",
          "at", "2026-11-23T10:00:10Z",
          "logged", "2026-11-23T10:00:10.050Z",
          "leafHash", "sha256:7e0cb0c44ef8851a0778cdba3d5f7b7bd319be6be51ad5b2e1e683825d70f16c",
          "detail",
              object(
                  "epoch",
                  EPOCH,
                  "first",
                  4,
                  "last",
                  6,
                  "since",
                  "2026-11-23T10:00:05Z",
                  "givenUp",
                  false));

  private static final Map<String, Object> FINDING_HASH =
      hash(
          "fgywxE74hRoHeM26PV97e9MZvmvlGtWy4eaDgl1w8Ww=",
          "7e0cb0c44ef8851a0778cdba3d5f7b7bd319be6be51ad5b2e1e683825d70f16c");

  private static final String TENANT_LOG = "tenant/clinique";

  private static final Map<String, Object> SNAPSHOT =
      object(
          "digest",
          "sha256:" + "ab".repeat(32),
          "cell",
          "eea",
          "revision",
          17,
          "issuedAt",
          "2026-11-23T10:00:00Z",
          "validUntil",
          "2026-11-23T11:00:00Z",
          "keyId",
          "2026-11",
          "bytes",
          18_244,
          "archived",
          "2026-11-23T10:00:00.900Z");

  private static final Map<String, Object> MISSING =
      object(
          "digest",
          "sha256:" + "cd".repeat(32),
          "cell",
          "eea",
          "namedAt",
          "2026-11-23T10:00:00.124Z",
          "state",
          "wanted",
          "tries",
          1,
          "problem",
          "the registry has no snapshot with this digest");

  private static final Map<String, Object> ANSWERS =
      Map.ofEntries(
          Map.entry("/v1/events", page(EVENT)),
          Map.entry("/v1/usage", page(with(TOTALS, "tenant", "clinique", "country", "FR"))),
          Map.entry(
              "/v1/flows",
              page(
                  with(
                      TOTALS,
                      "tenant",
                      "clinique",
                      "dataClass",
                      "health",
                      "country",
                      "FR",
                      "endpoint",
                      "chat-paris",
                      "endpointSite",
                      "paris-1",
                      "city",
                      "Paris",
                      "operator",
                      "lumiere-calcul",
                      "exposure",
                      List.of("FR")))),
          Map.entry("/v1/exports", "{\"version\":1,\"cell\":\"eea\",\"type\":\"denied\"}"),
          Map.entry(
              "/v1/registers/{register}",
              object(
                  "register",
                  "gdpr-processing",
                  "tenant",
                  "clinique",
                  "reconciliation",
                  object(
                      "log",
                      TENANT_LOG,
                      "treeSize",
                      27,
                      "treeEvents",
                      27,
                      "treeFindings",
                      0,
                      "attempts",
                      12,
                      "open",
                      0,
                      "denied",
                      1,
                      "rowAttempts",
                      12,
                      "rowDenied",
                      1,
                      "addsUp",
                      true),
                  "rows",
                  List.of(
                      object(
                          "controller",
                          "clinique",
                          "activity",
                          "triage",
                          "recipient",
                          "lumiere-calcul",
                          "places",
                          "FR",
                          "attempts",
                          12,
                          "denied",
                          0)))),
          Map.entry(
              "/v1/lapses",
              object(
                  "endpoint",
                  "chat-paris",
                  "lapses",
                  List.of(
                      object(
                          "scheme",
                          "HDS",
                          "source",
                          "certificate HDS-0001",
                          "expired",
                          "2026-11-20T00:00:00Z",
                          "revision",
                          "4",
                          "until",
                          "2026-11-21T08:30:00Z",
                          "endedBy",
                          "revocation",
                          "endedAtRevision",
                          "19")),
                  "items",
                  List.of())),
          Map.entry(
              "/v1/missing",
              object(
                  "findings",
                  List.of(
                      object(
                          "log",
                          TENANT_LOG,
                          "kind",
                          "gap",
                          "count",
                          1,
                          "first",
                          "2026-11-23T10:00:05Z",
                          "last",
                          "2026-11-23T10:00:05Z")),
                  "openGaps",
                  3,
                  "openAttempts",
                  0,
                  "deadLetters",
                  0,
                  "missingSnapshots",
                  0,
                  "unregisteredProducers",
                  List.of(),
                  "newest",
                  List.of())),
          Map.entry(
              "/v1/queries",
              page(
                  object(
                      "index",
                      7,
                      "record",
                      EPOCH,
                      "kind",
                      "query",
                      "at",
                      "2026-11-23T10:00:00Z",
                      "by",
                      "odile.officer",
                      "purpose",
                      "annual audit",
                      "question",
                      "/v1/events",
                      "detail",
                      object("by", "odile.officer", "purpose", "annual audit")))),
          Map.entry(
              "/v1/changes",
              page(
                  object(
                      "index",
                      4,
                      "revision",
                      "5",
                      "at",
                      "2026-11-23T10:00:00Z",
                      "logged",
                      "2026-11-23T10:00:00.050Z",
                      "actor",
                      "olga.operator",
                      "reason",
                      "health data may go to Paris",
                      "approvedBy",
                      "axel.approver",
                      "items",
                      List.of()))),
          Map.entry("/v1/gaps", page(GAP)),
          Map.entry("/v1/snapshots", page(SNAPSHOT)),
          Map.entry("/v1/snapshots/missing", page(MISSING)),
          Map.entry("/v1/snapshots/{digest}", "eyJhbGciOiJFZERTQSJ9.eyJmb3JtYXQiOjF9.c2lnbmF0dXJl"),
          Map.entry("/v1/ledger/system", object("log", "system", "size", 1, "root", LEAF_HASH)),
          Map.entry("/v1/ledger/system/entries", page(ENTRY)),
          Map.entry(
              "/v1/ledger/system/entries/{index}",
              object(
                  "entry",
                  ENTRY,
                  "leaf",
                  "YmFpbGl3aWNrLWxlYWYvMQpjaGFuZ2UKMQoyMDI2LTExLTIzVDEwOjAwOjAwWgpz"
                      + "aGEyNTY6YzU5MGYwYWExYzMzM2VmMDQ5NWUyNTBjNmQ5ZTZjY2FjNjFiNDk1YzA3"
                      + "ZWQyNGVjOWJiMDU4ZmQ2ZWFmYzc1YQo=",
                  "salt",
                  "bc7Vr5vapvlcQ4bXx3B3wYIqyqEChogkKld0jwef2TA=",
                  "content",
                  "eyJyZXZpc2lvbiI6MSwiYXQiOiIyMDI2LTExLTIzVDEwOjAwOjAwWiIsImFjdG9y"
                      + "Ijoib2xnYS5vcGVyYXRvciIsInJlYXNvbiI6InRoZSBmaXJzdCBzaXRlIiwiaXRl"
                      + "bXMiOlt7ImtpbmQiOiJzaXRlcyIsImlkIjoicGFyaXMtMSIsImJlZm9yZSI6bnVs"
                      + "bCwiYWZ0ZXIiOnsiaWQiOiJwYXJpcy0xIiwiY291bnRyeSI6IkZSIn19XX0=")),
          Map.entry(
              "/v1/ledger/tenants/{tenant}",
              object("log", TENANT_LOG, "size", 1, "root", FINDING_HASH)),
          Map.entry("/v1/ledger/tenants/{tenant}/entries", page(FINDING)),
          Map.entry(
              "/v1/ledger/tenants/{tenant}/entries/{index}",
              object(
                  "entry",
                  FINDING,
                  "leaf",
                  "YmFpbGl3aWNrLWxlYWYvMQpnYXAKM2Y4ZTdmMmEtNWMxZC00YjdlLTlhNTEtMGM2ZDJiMWY0ZTkwLzQtNgoyMDI2LTExLTIzVDEwOjAwOjEwWgpzaGEyNTY6NzNhNGE5ZDMwMjI2MGYwYTE5NDhlYTk0MWFhNTk0NTQ0M2RmMTEzMzk4ZmY0NjUwZDg0ZWU1YTEwZjIzMjIyZAo=",
                  "salt",
                  "czAIcfRMFo58lJ3ix1DmDCybuP9TABfFomcjTpy0244=",
                  "content",
                  "eyJlcG9jaCI6IjNmOGU3ZjJhLTVjMWQtNGI3ZS05YTUxLTBjNmQyYjFmNGU5MCIsImZpcnN0Ijo0LCJsYXN0Ijo2LCJzaW5jZSI6IjIwMjYtMTEtMjNUMTA6MDA6MDVaIiwiZ2l2ZW5VcCI6ZmFsc2V9")),
          Map.entry("/v1/ledger/tenants/{tenant}/entries/{index}/proof", proof()),
          Map.entry("/v1/ledger/tenants/{tenant}/events/{epoch}/{sequence}/proof", proof()),
          Map.entry(
              "/v1/ledger/tenants/{tenant}/consistency",
              object(
                  "log",
                  TENANT_LOG,
                  "first",
                  1,
                  "second",
                  1,
                  "firstRoot",
                  FINDING_HASH,
                  "secondRoot",
                  FINDING_HASH,
                  "path",
                  List.of())),
          Map.entry(
              "/v1/ledger/system/entries/{index}/proof",
              object(
                  "log", "system", "index", 0, "size", 1, "leaf", LEAF_HASH, "root", LEAF_HASH,
                  "path", List.of())),
          Map.entry(
              "/v1/ledger/system/consistency",
              object(
                  "log",
                  "system",
                  "first",
                  1,
                  "second",
                  1,
                  "firstRoot",
                  LEAF_HASH,
                  "secondRoot",
                  LEAF_HASH,
                  "path",
                  List.of())));

  private Examples() {}

  static void addTo(String path, Operation operation) {
    for (MediaType answer :
        operation.getResponses().getAPIResponse("200").getContent().getMediaTypes().values()) {
      answer.setExample(ANSWERS.get(path));
    }
  }

  private static Map<String, Object> proof() {
    return object(
        "log",
        TENANT_LOG,
        "index",
        0,
        "size",
        1,
        "leaf",
        FINDING_HASH,
        "root",
        FINDING_HASH,
        "path",
        List.of());
  }

  private static Map<String, Object> page(Map<String, Object> item) {
    return Map.of("items", List.of(item));
  }

  private static Map<String, Object> hash(String base64, String hex) {
    return object("base64", base64, "hex", hex);
  }

  private static Map<String, Object> with(Map<String, Object> rest, Object... first) {
    Map<String, Object> all = object(first);
    all.putAll(rest);
    return all;
  }

  private static Map<String, Object> object(Object... namesAndValues) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return object;
  }
}
