package eu.bailiwick.metering.export;

import static eu.bailiwick.parts.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardwood.InputFile;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import eu.bailiwick.metering.cell.Api;
import eu.bailiwick.metering.cell.Cell;
import eu.bailiwick.metering.cell.Contract;
import eu.bailiwick.metering.cell.TenantEvents;
import eu.bailiwick.metering.event.Bytes;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(Cell.class)
@SuppressWarnings("NullAway.Init")
class ExportTest {

  private static final String PERIOD = "&from=2026-11-20T10:00:00Z&to=2026-11-20T10:01:00Z";

  Cell cell;
  private Api api;
  private TenantEvents tenant;
  private final List<ObjectNode> sent = new ArrayList<>();

  @BeforeEach
  void someEvents() {
    api = new Api(cell);
    tenant = cell.newTenant();
    UUID request = UUID.randomUUID();
    send(tenant.next("announced", event -> {}));
    send(tenant.next("opened", event -> event.put("request", request.toString())));
    send(tenant.next("closed", event -> event.put("request", request.toString())));
    send(
        tenant.next(
            "denied",
            event -> {
              event.put("request", UUID.randomUUID().toString());
              event.withObject("/descriptor").put("model", "=cmd|' /C calc'!A0");
            }));
    await()
        .until(() -> api.get("/v1/events?tenant=" + tenant.tenant()).getList("items").size() == 4);
  }

  private void send(ObjectNode event) {
    sent.add(tenant.send(event.put("time", "2026-11-20T10:00:0" + event.get("sequence") + ".5Z")));
  }

  private Response export(String more) {
    return api.officer()
        .urlEncodingEnabled(false)
        .get("/v1/exports?tenant=" + tenant.tenant() + PERIOD + more);
  }

  @Test
  void jsonLinesAreTheExactBytes() {
    assertThat(new String(export("").asByteArray(), StandardCharsets.UTF_8))
        .isEqualTo(
            sent.stream()
                .map(event -> new String(Contract.bytes(event), StandardCharsets.UTF_8) + "\n")
                .collect(Collectors.joining()));
  }

  @Test
  void csvHasALineForEachEventAndGuardsFormulas() {
    List<String> lines = export("&format=csv").asString().lines().toList();

    assertThat(lines).hasSize(5);
    assertThat(lines.getFirst()).startsWith("time,tenant,type,cell,router,site,epoch,sequence,");
    assertThat(lines.get(2))
        .startsWith("2026-11-20T10:00:01.500Z," + tenant.tenant() + ",opened,eea,");
    assertThat(lines.get(4)).contains(",'=cmd|' /C calc'!A0,");
  }

  @Test
  void ocsfIsApiActivity() throws Exception {
    List<String> lines = export("&format=ocsf").asString().lines().toList();

    assertThat(lines).hasSize(3);
    JsonNode closed = new ObjectMapper().readTree(lines.get(1));
    assertThat(closed.at("/class_uid").intValue()).isEqualTo(6003);
    assertThat(closed.at("/type_uid").intValue()).isEqualTo(600301);
    assertThat(closed.at("/metadata/version").textValue()).isEqualTo("1.6.0");
    assertThat(closed.at("/metadata/uid").textValue()).isEqualTo(tenant.epoch() + "/2");
    assertThat(closed.at("/status_id").intValue()).isEqualTo(1);
    assertThat(closed.at("/dst_endpoint/location/country").textValue()).isEqualTo("FR");
    assertThat(new ObjectMapper().readTree(lines.get(2)).at("/status_id").intValue()).isEqualTo(2);
  }

  @Test
  void parquetHasARowForEachEvent() throws Exception {
    byte[] file = export("&format=parquet").asByteArray();

    List<String> types = new ArrayList<>();
    try (ParquetFileReader reader = ParquetFileReader.open(InputFile.of(ByteBuffer.wrap(file)));
        RowReader row = reader.rowReader()) {
      while (row.hasNext()) {
        row.next();
        types.add(row.getString("type") + " " + row.getLong("sequence"));
      }
    }
    assertThat(types).containsExactly("announced 0", "opened 1", "closed 2", "denied 3");
  }

  @Test
  void filtersApply() {
    assertThat(export("&type=denied").asString().lines()).hasSize(1);
    assertThat(export("&endpoint=chat-paris&format=csv").asString().lines()).hasSize(3);
  }

  @Test
  void recordSaysWhatWasExported() {
    Response file = export("");
    String id = file.header("Bailiwick-Record");

    List<Map<String, Object>> records =
        api.get("/v1/queries?kind=export&limit=20").getList("items");
    Map<String, Object> begun =
        records.stream().filter(r -> id.equals(r.get("record"))).findFirst().orElseThrow();
    assertThat(begun)
        .containsEntry("purpose", Api.PURPOSE)
        .containsEntry("question", "/v1/exports");
    assertThat(records)
        .extracting(record -> (Map<?, ?>) record.get("detail"))
        .filteredOn(detail -> id.equals(detail.get("export")))
        .singleElement()
        .satisfies(
            detail -> {
              assertThat(detail.get("rows")).isEqualTo(4);
              assertThat(detail.get("complete")).isEqualTo(true);
              assertThat(detail.get("bytes")).isEqualTo(file.asByteArray().length);
              assertThat(detail.get("digest"))
                  .isEqualTo("sha256:" + new Bytes(file.asByteArray()).sha256());
            });
  }

  @ParameterizedTest
  @CsvSource({
    "'', unbounded_export",
    "from=2026-11-20T10:00:00Z, unbounded_export",
    "to=2026-11-20T10:00:00Z, unbounded_export",
    "from=2020-01-01T00:00:00Z&to=2026-01-01T00:00:00Z, unbounded_export",
    "from=2026-11-20T10:00:00Z&to=2999-01-01T00:00:00Z, future_period",
  })
  void exportWithoutBoundsIsRefusedAndRecorded(String period, String code) {
    api.officer()
        .urlEncodingEnabled(false)
        .get("/v1/exports?tenant=" + tenant.tenant() + "&" + period)
        .then()
        .statusCode(400)
        .body("code", is(code));

    assertThat(
            api.get("/v1/queries?kind=refused&tenant=" + tenant.tenant())
                .getString("items[0].detail.code"))
        .isEqualTo(code);
  }
}
