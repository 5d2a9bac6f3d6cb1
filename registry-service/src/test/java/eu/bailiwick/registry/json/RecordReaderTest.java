package eu.bailiwick.registry.json;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bailiwick.sovereignty.catalogue.Capability;
import eu.bailiwick.sovereignty.catalogue.Endpoint;
import eu.bailiwick.sovereignty.catalogue.Entity;
import eu.bailiwick.sovereignty.catalogue.Model;
import eu.bailiwick.sovereignty.catalogue.ModelVersion;
import eu.bailiwick.sovereignty.catalogue.Site;
import eu.bailiwick.sovereignty.catalogue.Support;
import eu.bailiwick.sovereignty.catalogue.Tenant;
import eu.bailiwick.sovereignty.policy.Policy;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordReaderTest {

  private static final String SITE =
      """
      {"id": "s", "name": "S", "country": "FR", "operator": "o", "status": "OPERATIONAL"}
      """;

  private final Violations violations = new Violations();

  @Test
  void whatMayBeMissingMayBeNull() {
    Tenant tenant = read(Tenant.class, "{'id': 't', 'name': 'T', 'audit': null}");

    assertThat(tenant).isEqualTo(new Tenant("t", "T", Tenant.Audit.STRICT));
    assertThat(violations.isEmpty()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "country,FR,Xx",
    "country,FR,ZZZ",
    "status,OPERATIONAL,operational",
    "status,OPERATIONAL,OPEN",
    "operator,o,O!",
    "id,s,'no id'",
    "name,S,' '"
  })
  void aValueThatDoesNotFitIsReportedWithItsPath(String field, String from, String to) {
    refuses(
        Site.class,
        SITE.replace("\"" + field + "\": \"" + from + "\"", "\"" + field + "\": \"" + to + "\""));

    assertThat(paths()).containsExactly(field);
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "name", "country", "operator", "status"})
  void aMissingFieldIsReportedWithItsPath(String field) {
    refuses(Site.class, SITE.replaceAll("\"" + field + "\": \"\\w+\"", "\"city\": \"C\""));

    assertThat(paths()).containsExactly(field);
  }

  @Test
  void everythingIsFoundInOnePass() {
    refuses(
        Site.class,
        """
        {"id": 7, "name": true, "country": "XX", "operator": "o", "status": "x", "contry": "FR",
         "addressRanges": [1, null, "192.0.2.0/24"]}
        """);

    assertThat(paths())
        .containsExactlyInAnyOrder(
            "contry", "id", "name", "country", "status", "addressRanges[0]", "addressRanges[1]");
  }

  @Test
  void namesOfConstantsAreKeys() {
    String endpoint =
        """
        {"id": "e", "version": "v", "site": "s", "servedModel": "m", "state": "ENABLED",
         "capabilities": {"VISION": "YES", "TOOLS": %s, "%s": "NO"}}
        """;

    Endpoint read = read(Endpoint.class, endpoint.formatted("\"UNKNOWN\"", "CHAT"));
    assertThat(read.capabilities())
        .containsExactly(
            Map.entry(Capability.CHAT, Support.NO),
            Map.entry(Capability.TOOLS, Support.UNKNOWN),
            Map.entry(Capability.VISION, Support.YES));

    refuses(Endpoint.class, endpoint.formatted("true", "chat"));
    assertThat(paths()).containsExactly("capabilities.TOOLS", "capabilities.chat");
  }

  @Test
  void pathsGoIntoRecords() {
    refuses(
        Endpoint.class,
        """
        {"id": "e", "version": "v", "site": "s", "servedModel": "m", "state": "ENABLED",
         "peer": {"dnsName": "*.example"}, "dialect": "TGI2", "weight": "7"}
        """);

    assertThat(paths()).containsExactlyInAnyOrder("peer.dnsName", "dialect", "weight");
  }

  @Test
  void pathsGoThroughFactsAndLists() {
    refuses(
        Entity.class,
        """
        {"id": "e", "name": "E",
         "subjectTo": {"value": ["FR", "QQ"], "grade": "DECLARED", "source": "s"},
         "controllers": {"value": [{"by": "x", "kind": "CAPITAL", "percent": 101}],
                         "grade": "DECLARED", "source": "s", "validFrom": "yesterday"}}
        """);

    assertThat(paths())
        .containsExactly(
            "subjectTo.value[1]", "controllers.value[0].percent", "controllers.validFrom");
  }

  @Test
  void pathsOfConstraintsHaveTheirName() {
    refuses(
        Policy.class,
        """
        {"id": "p", "scope": {"level": "PLATFORM"}, "constraints": [
          {"processingWithin": {"areas": []}},
          {"certifiedBy": {"scheme": "iso"}},
          {"disclosureWithin": {"areas": ["EEA"], "minGrade": "UNKNOWN"}},
          {"disclosureWithin": {"area": ["EEA"]}},
          {"trust": {}},
          {}]}
        """);

    assertThat(paths())
        .containsExactly(
            "constraints[0].processingWithin.areas",
            "constraints[1].certifiedBy.scheme",
            "constraints[2].disclosureWithin.minGrade",
            "constraints[3].disclosureWithin.area",
            "constraints[3].disclosureWithin.areas",
            "constraints[4]",
            "constraints[5]");
  }

  @Test
  void aScopeThatDoesNotFitItsLevelIsReported() {
    refuses(
        Policy.class,
        """
        {"id": "p", "scope": {"level": "TENANT"},
         "constraints": [{"processingWithin": {"areas": ["EEA"]}}]}
        """);

    assertThat(paths()).containsExactly("scope");
  }

  @Test
  void anUnknownFieldIsReportedAndTheRestIsRead() {
    Tenant tenant = read(Tenant.class, "{'id': 't', 'name': 'T', 'a b': 1, 'audits': 2}");

    assertThat(tenant.id()).isEqualTo("t");
    assertThat(paths()).containsExactly("[\"a b\"]", "audits");
    assertThat(violations.list().getFirst().message()).contains("[id, name, audit, limits]");
  }

  @Test
  void setsHaveNoDoubles() {
    read(Model.class, "{'id': 'm', 'name': 'M', 'operations': ['CHAT', 'CHAT']}");

    assertThat(paths()).containsExactly("operations[1]");
  }

  @Test
  void aTagIsNoDigest() {
    refuses(
        ModelVersion.class,
        """
        {"id": "v", "model": "m", "imageDigest": "latest", "weightsDigest": "sha256:00",
         "profile": "p"}
        """);

    assertThat(paths()).containsExactly("imageDigest");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://h",
        "https://user:secret@h",
        "https://h/",
        "https://h?q",
        "no url at all",
        "http://"
      })
  void urlsArePlain(String url) {
    refuses(
        Endpoint.class,
        """
        {"id": "e", "version": "v", "site": "s", "baseUrl": "%s", "servedModel": "m",
         "state": "ENABLED"}
        """
            .formatted(url));

    assertThat(paths()).containsExactly("baseUrl");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\\u0000b", "\\ud800", "a\\u001bb", "\\u0085"})
  void textsThatCannotBeStoredAreRefused(String name) {
    refuses(Tenant.class, "{\"id\": \"t\", \"name\": \"" + name + "\"}");

    assertThat(paths()).containsExactly("name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e-99999", "1e99999999", "0.1234567891"})
  void numbersHaveABoundedForm(String percent) {
    refuses(Entity.class, controlledBy(percent));

    assertThat(paths()).containsExactly("controllers.value[0].percent");
  }

  @Test
  void numbersAreExact() {
    Entity entity = read(Entity.class, controlledBy("33.333333333"));

    assertThat(entity.controllers())
        .isNotNull()
        .satisfies(
            fact ->
                assertThat(fact.value().getFirst().percent())
                    .isEqualTo(new BigDecimal("33.333333333")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "1", "\"t\"", "true"})
  void aResourceIsAnObject(String json) {
    refuses(Tenant.class, json);

    assertThat(paths()).containsExactly("");
  }

  @Test
  void thousandsOfViolationsAreCountedAndTheFirstAreKept() {
    for (int i = 0; i < 5000; i++) {
      violations.report("x", "y");
    }

    assertThat(violations.count()).isEqualTo(5000);
    assertThat(violations.list()).hasSize(200);
  }

  private static String controlledBy(String percent) {
    return """
        {"id": "e", "name": "E", "controllers": {"grade": "DECLARED", "source": "s",
          "value": [{"by": "x", "kind": "CAPITAL", "percent": %s}]}}
        """
        .formatted(percent);
  }

  private <R extends Record> R read(Class<R> type, String json) {
    return new RecordReader(violations)
        .read(type, CatalogueJson.parse(json.replace('\'', '"')), "")
        .orElseThrow();
  }

  private <R extends Record> void refuses(Class<R> type, String json) {
    assertThat(new RecordReader(violations).read(type, CatalogueJson.parse(json), "")).isEmpty();
  }

  private List<String> paths() {
    return violations.list().stream().map(Violation::path).toList();
  }
}
