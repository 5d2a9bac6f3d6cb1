package eu.bailiwick.metering.numbers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bailiwick.metering.cell.OwnStore;
import eu.bailiwick.metering.cell.World;
import eu.bailiwick.parts.FreePorts;
import eu.bailiwick.parts.PostgresServer;
import eu.bailiwick.parts.TokenIssuer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * How long the officer's questions take about one tenant and one month, over HTTP, recording
 * included: starts a database, fills it unless it is filled, starts the packaged service, asks.
 * Arguments: a directory, the number of events, the number of times each is asked. Database,
 * service and this program share the machine; the database does not wait for the disk.
 *
 * <pre>
 * mvn -f metering-service/pom.xml package -DskipTests dependency:build-classpath -Dmdep.outputFile=target/cp
 * java -cp metering-service/target/classes:metering-service/target/test-classes:$(cat metering-service/target/cp) \
 *   eu.bailiwick.metering.numbers.QuestionNumbers /tmp/questions 10000000 40
 * </pre>
 *
 * Run it in {@code metering-service}, where the service and the examples of the contract are found.
 */
final class QuestionNumbers {

  private static final String MONTH = "from=2026-10-01T00:00:00Z&to=2026-11-01T00:00:00Z";
  private static final int WARM_UPS = 20;

  private final HttpClient http = HttpClient.newHttpClient();
  private final String token;
  private final int port;

  private QuestionNumbers(int port, String token) {
    this.port = port;
    this.token = token;
  }

  public static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[0]);
    long events = Long.parseLong(arguments[1]);
    int times = Integer.parseInt(arguments[2]);
    try (PostgresServer server = PostgresServer.start(directory.resolve("postgres"))) {
      server.createDatabase("metering");
      PGSimpleDataSource database = new PGSimpleDataSource();
      database.setUrl(server.jdbcUrl("metering"));
      database.setUser(PostgresServer.USER);
      Flyway.configure().dataSource(database).load().migrate();
      fill(database, events);
      String decision = decide(database);
      TokenIssuer issuer = TokenIssuer.create();
      int port = FreePorts.any();
      Process service = service(directory, server, issuer, port);
      try {
        String token = issuer.token("odile", List.of("officer"), Duration.ofHours(2));
        new QuestionNumbers(port, token).measure(times, decision);
      } finally {
        service.destroy();
        service.waitFor();
      }
    }
  }

  private static void fill(PGSimpleDataSource database, long events) throws SQLException {
    if (number(database, "SELECT count(*) FROM event_shape") == 0) {
      long begun = System.nanoTime();
      new MonthOfEvents(database).fill(events);
      System.out.printf(
          Locale.ROOT, "filled in %d s%n", (System.nanoTime() - begun) / 1_000_000_000);
    }
    System.out.printf(
        Locale.ROOT,
        "%d events, %d of %s; %d shapes, %d counts; bytes per event: events %d, counts %d%n",
        number(database, "SELECT sum(events) FROM event_count"),
        number(
            database,
            "SELECT sum(events) FROM event_count n JOIN event_shape s ON s.id = n.shape"
                + " WHERE s.tenant = 'tenant-0'"),
        MonthOfEvents.BUSIEST,
        number(database, "SELECT count(*) FROM event_shape"),
        number(database, "SELECT count(*) FROM event_count"),
        number(
            database,
            "SELECT (SELECT sum(pg_total_relation_size(inhrelid)) FROM pg_inherits"
                + " WHERE inhparent = 'event_row'::regclass) / (SELECT sum(events) FROM event_count)"),
        number(
            database,
            "SELECT (pg_total_relation_size('event_shape') + pg_total_relation_size('event_count'))"
                + " / (SELECT sum(events) FROM event_count)"));
  }

  /** One more request, of another tenant, with the snapshot by which it was decided. */
  private static String decide(PGSimpleDataSource database) {
    World world = new World();
    OwnStore own = new OwnStore(database, Clock.systemUTC());
    ObjectNode opened = world.opened(own.archive(world.permitting(42)), event -> {});
    own.store(opened, world.closed(opened));
    return opened.get("request").textValue();
  }

  private static long number(PGSimpleDataSource database, String sql) throws SQLException {
    try (var connection = database.getConnection();
        var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static Process service(
      Path directory, PostgresServer server, TokenIssuer issuer, int port) throws IOException {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("quarkus.http.port", Integer.toString(port));
    settings.put("quarkus.oidc.public-key", issuer.publicKey());
    settings.put("quarkus.oidc.token.issuer", TokenIssuer.ISSUER);
    settings.put("quarkus.datasource.jdbc.url", server.jdbcUrl("metering"));
    settings.put("quarkus.datasource.username", PostgresServer.USER);
    settings.put("quarkus.datasource.password", "any");
    settings.put("bailiwick.intake.bootstrap-servers", "127.0.0.1:" + FreePorts.any());
    settings.put("bailiwick.metering.cell", "eea");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx512m");
    settings.forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.addAll(List.of("-jar", "target/quarkus-app/quarkus-run.jar"));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(Files.createDirectories(directory).resolve("service.log").toFile())
        .start();
  }

  private static Map<String, String> questions(String decision) {
    String tenant = "tenant=" + MonthOfEvents.BUSIEST + "&" + MONTH;
    Map<String, String> questions = new LinkedHashMap<>();
    questions.put("1 denied", "/v1/events?type=denied&" + tenant);
    questions.put("2 where a class went", "/v1/flows?dataClass=health&" + tenant);
    questions.put("3 counts by country", "/v1/usage?dataClass=health&groupBy=country&" + tenant);
    questions.put("4 lapses", "/v1/lapses?endpoint=" + MonthOfEvents.LAPSED + "&" + tenant);
    questions.put("5 changes", "/v1/changes?kind=policies&id=policy-7");
    questions.put("5 flips", "/v1/changes/100/flips?" + tenant);
    questions.put("6 who asked", "/v1/queries?by=odile");
    questions.put("7 missing", "/v1/missing?" + tenant);
    questions.put("8 a subject", "/v1/events?key=key-11&" + tenant);
    questions.put("8 a rare subject", "/v1/events?key=" + MonthOfEvents.RARE_KEY + "&" + tenant);
    questions.put("9 a decision again", "/v1/decisions/" + decision);
    for (String register :
        List.of("gdpr-processing", "gdpr-transfers", "ai-act-log", "dora", "focus")) {
      questions.put("10 " + register, "/v1/registers/" + register + "?" + tenant);
    }
    questions.put("usage by day", "/v1/usage?bucket=day&groupBy=application,outcome&" + tenant);
    return questions;
  }

  private void measure(int times, String decision) throws IOException, InterruptedException {
    awaitService();
    for (Map.Entry<String, String> question : questions(decision).entrySet()) {
      long first = micros(question.getValue());
      for (int i = 0; i < WARM_UPS; i++) {
        ask(question.getValue());
      }
      long[] micros = new long[times];
      for (int i = 0; i < times; i++) {
        micros[i] = micros(question.getValue());
      }
      Arrays.sort(micros);
      System.out.printf(
          Locale.ROOT,
          "%-22s first %7.1f ms   median %7.1f ms   p95 %7.1f ms%n",
          question.getKey(),
          first / 1_000.0,
          micros[times / 2] / 1_000.0,
          micros[Math.min(times - 1, times * 95 / 100)] / 1_000.0);
    }
  }

  private long micros(String question) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    ask(question);
    return (System.nanoTime() - begun) / 1_000;
  }

  private void ask(String question) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(request(question), HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(question + " answered " + answer.statusCode() + ": " + answer.body());
    }
  }

  private HttpRequest request(String question) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + question))
        .header("Authorization", "Bearer " + token)
        .header("Bailiwick-Purpose", "measurement")
        .build();
  }

  private void awaitService() throws IOException, InterruptedException {
    for (int tries = 0; ; tries++) {
      try {
        ask("/v1/usage?" + MONTH);
        return;
      } catch (IOException e) {
        if (tries == 60) {
          throw e;
        }
        Thread.sleep(1_000);
      }
    }
  }
}
