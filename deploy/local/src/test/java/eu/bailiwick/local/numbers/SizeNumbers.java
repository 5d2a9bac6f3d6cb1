package eu.bailiwick.local.numbers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bailiwick.local.platform.RegistryAlone;
import eu.bailiwick.local.platform.Role;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Fills the registry with {@link LargeCatalogue} and measures snapshots, searches, small changes
 * and memory.
 *
 * <p>Arguments: the service's heap in MiB, how many versions to approve, and the seconds to stay
 * after it, in which the service can be looked at.
 */
final class SizeNumbers {

  private static final int CHANGES = 20;
  private static final int UNCHANGED = 200;
  private static final int ASKED = 100;
  private static final String SNAPSHOT = "/v1/cells/eea/snapshot";

  /** Questions of people, each asked again and again. */
  private static final List<String> QUESTIONS =
      List.of(
          "/v1/models?q=family%2012",
          "/v1/models?q=chat&limit=50",
          "/v1/models?region=FR",
          "/v1/models?region=EEA&licence=MIT",
          "/v1/models?lawfulFor=application-1",
          "/v1/models/facets?region=EEA",
          "/v1/endpoints?limit=100",
          "/v1/endpoints?region=FR",
          "/v1/endpoints?region=EEA&certification=HDS&telemetry=none",
          "/v1/endpoints?lawfulFor=application-2",
          "/v1/endpoints?lawfulFor=application-1&region=DE",
          "/v1/endpoints/facets?processing=EU",
          "/v1/versions?model=model-7",
          "/v1/sites?country=FR");

  private final RegistryAlone alone;
  private final Registry registry;
  private final List<Times> times = new ArrayList<>();

  private SizeNumbers(RegistryAlone alone, Registry registry) {
    this.alone = alone;
    this.registry = registry;
  }

  /** Prints durations and memory. */
  public static void main(String[] arguments) throws Exception {
    int heap = argument(arguments, 0, 384);
    int approved = argument(arguments, 1, 100);
    int stay = argument(arguments, 2, 0);
    Machine.heading(
        LargeCatalogue.ENDPOINTS
            + " endpoints, "
            + LargeCatalogue.VERSIONS
            + " versions, "
            + approved
            + " of them approved, -Xmx"
            + heap
            + "m");
    try (RegistryAlone alone =
            RegistryAlone.start(
                Machine.home(),
                List.of(
                    "-Xmx" + heap + "m", "-XX:TieredStopAtLevel=4", "-XX:MaxDirectMemorySize=64m"),
                false);
        Registry registry =
            new Registry(alone.url(), alone.token(Role.OPERATOR), alone.token(Role.APPROVER))) {
      new SizeNumbers(alone, registry).run(approved);
      Thread.sleep(1000L * stay);
    }
    System.exit(0);
  }

  private static int argument(String[] arguments, int position, int otherwise) {
    return arguments.length > position ? Integer.parseInt(arguments[position]) : otherwise;
  }

  private void run(int approved) throws Exception {
    System.out.println("process " + alone.pid());
    fill(approved);
    memory("after it was filled");
    changesAndSnapshots();
    questions();
    memory("at the end");
    Times.heading();
    times.forEach(Times::print);
    Machine.heading("at the end");
  }

  private void fill(int approved) throws Exception {
    time("the document without endpoints", () -> apply(LargeCatalogue.foundations()));
    Times approvals = times("an approval (four changes), without endpoints");
    for (int i = 0; i < approved; i++) {
      String version = LargeCatalogue.version(i);
      approvals.time(() -> registry.approve(version));
    }
    Times endpoints = times("a document of 2,500 endpoints");
    for (byte[] document : LargeCatalogue.endpoints()) {
      endpoints.time(() -> apply(document));
    }
  }

  private void apply(byte[] document) throws IOException, InterruptedException {
    registry.apply(document).expect(200);
  }

  /** One small change after another, and what a router then gets. */
  private void changesAndSnapshots() throws Exception {
    Times tenant = times("PUT of a tenant with another name");
    Times endpoint = times("PUT of an endpoint with another address");
    Times issued = times("snapshot, the first after a change");
    Times unchanged = times("snapshot, unchanged (304)");
    Times repeated = times("snapshot, again (200)");
    registry.get(SNAPSHOT).expect(200);
    int size = 0;
    for (int i = 0; i < CHANGES; i++) {
      change(tenant, "/v1/tenants/tenant-1", "name", "Tenant, " + i);
      time(issued, SNAPSHOT);
      change(endpoint, "/v1/endpoints/endpoint-5", "baseUrl", "https://again" + i + ".example");
      time(issued, SNAPSHOT);
      Registry.Answer again = registry.get(SNAPSHOT).expect(200);
      size = again.body().length();
      for (int j = 0; j < UNCHANGED / CHANGES; j++) {
        unchanged.time(() -> registry.getUnless(SNAPSHOT, again.etag()).expect(304));
      }
      time(repeated, SNAPSHOT);
    }
    System.out.printf(Locale.ROOT, "a snapshot has %.1f MB%n", size / 1e6);
  }

  private void change(Times taken, String path, String field, String value) throws Exception {
    Registry.Answer before = registry.get(path).expect(200);
    byte[] body = Registry.JSON.writeValueAsBytes(((ObjectNode) before.json()).put(field, value));
    taken.time(() -> registry.put(path, before.etag(), body).expect(200));
  }

  /** The first answer after a change by itself, then the others. */
  private void questions() throws Exception {
    Times first = times("a question, the first after a change");
    Times all = times("a question, all kinds");
    for (String question : QUESTIONS) {
      if (registry.get(question).status() == 400) {
        System.out.println("not understood: " + question);
        continue;
      }
      change(
          new Times(""), "/v1/tenants/tenant-1", "name", "Tenant, before " + question.hashCode());
      time(first, question);
      Times one = times("  " + question);
      for (int i = 0; i < ASKED; i++) {
        long begin = System.nanoTime();
        registry.get(question).expect(200);
        long taken = System.nanoTime() - begin;
        one.add(taken);
        all.add(taken);
      }
    }
  }

  private void memory(String when) throws IOException {
    System.out.printf(
        "memory of the process %s: %d MiB, at most %d MiB%n",
        when, Machine.memory(alone.pid(), "VmRSS"), Machine.memory(alone.pid(), "VmHWM"));
  }

  private void time(Times taken, String path) throws Exception {
    taken.time(() -> registry.get(path).expect(200));
  }

  private void time(String what, Times.Timed timed) throws Exception {
    times(what).time(timed);
  }

  private Times times(String what) {
    Times made = new Times(what);
    times.add(made);
    return made;
  }
}
