package eu.bailiwick.local;

import eu.bailiwick.local.platform.Platform;
import eu.bailiwick.local.platform.Role;
import eu.bailiwick.local.platform.SampleEndpoint;
import eu.bailiwick.local.platform.SampleKey;
import java.io.IOException;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What to know and to try once the platform runs: addresses, keys, tokens, requests to paste. */
final class Welcome {

  private final Platform platform;

  Welcome(Platform platform) {
    this.platform = platform;
  }

  /**
   * To a platform with the sample catalogue.
   *
   * @param decision id of a decision that the router remembers
   */
  String toSample(String decision) throws IOException {
    return String.join("\n", addresses(), keys(), tokens(), requests(), officer(decision));
  }

  /** To a platform whose registry is empty: what the commands of docs/registry.md need. */
  String toEmptyRegistry() throws IOException {
    return String.join(
        "\n",
        "",
        addresses(),
        "Paste this into another terminal, then go on with docs/registry.md:\n",
        "REGISTRY=" + platform.registry(),
        "ROUTER=" + platform.router(),
        "MODEL=" + url(SampleEndpoint.CHAT_PARIS),
        "OPERATOR=$(cat " + platform.tokenFile(Role.OPERATOR) + ")",
        "APPROVER=$(cat " + platform.tokenFile(Role.APPROVER) + ")",
        "");
  }

  private String addresses() {
    return table(
            "Addresses",
            row("router", platform.router().toString()),
            row("OpenAI base URL", platform.router() + "/v1"),
            row("registry", platform.registry() + "/q/swagger-ui"),
            row("metering", platform.metering() + "/q/swagger-ui"),
            row("Kafka", platform.kafka().bootstrapServers()),
            row("PostgreSQL", platform.postgres("registry") + " and /metering, user postgres"))
        + Stream.of(SampleEndpoint.values())
            .map(
                e -> row("model " + e.model(), url(e) + "  " + e.id() + ", " + e.place().country()))
            .collect(Collectors.joining())
        + row("logs", platform.logs().toString());
  }

  private String url(SampleEndpoint endpoint) {
    return String.valueOf(platform.models().get(endpoint.id()));
  }

  private String keys() {
    return table(
        "API keys",
        row("clinic, triage: health", platform.key(SampleKey.TRIAGE)),
        row("clinic, portal: personal", platform.key(SampleKey.PORTAL)),
        row("clinic, website: public", platform.key(SampleKey.WEBSITE)),
        row("utility: public, Germany", platform.key(SampleKey.INFODESK)));
  }

  private String tokens() {
    return table(
        "Bearer tokens, in files",
        row("operator", platform.tokenFile(Role.OPERATOR).toString()),
        row("approver", platform.tokenFile(Role.APPROVER).toString()),
        row("officer", platform.tokenFile(Role.OFFICER).toString()),
        row("auditor", platform.tokenFile(Role.AUDITOR).toString()),
        row("data protection officer", platform.tokenFile(Role.DPO).toString()),
        row("clinic, officer", platform.tokenFile(Role.TENANT_OFFICER).toString()),
        row("clinic, tenant admin", platform.tokenFile(Role.TENANT_ADMIN).toString()));
  }

  private String requests() {
    return String.join(
        "\n",
        "Four requests to paste into another terminal\n",
        "# 1. Answered in France: health data, and only Paris is certified to host it.",
        chat(SampleKey.TRIAGE, "scripted-chat"),
        "# 2. Answered in Germany: the utility's policy keeps it at home.",
        chat(SampleKey.INFODESK, "scripted-chat"),
        "# 3. Refused: the only endpoint is in Ireland, but its owner is under US law.",
        chat(SampleKey.PORTAL, "meridian-chat"),
        "# 4. Refused: nobody has recorded who controls the only operator, and unknown denies.",
        chat(SampleKey.PORTAL, "polder-chat"));
  }

  private String chat(SampleKey key, String model) {
    return """
    curl -i %s/v1/chat/completions -H 'Content-Type: application/json' \\
      -H 'Authorization: Bearer %s' \\
      -d '{"model":"%s","messages":[{"role":"user","content":"Where are you?"}]}'
    """
        .formatted(platform.router(), platform.key(key), model);
  }

  private String officer(String decision) {
    return """
    # What the compliance officer sees of them, a second later; what for is recorded first:
    curl -s '%s/v1/usage?groupBy=tenant,country,outcome' -H 'Bailiwick-Purpose: a first look' \\
      -H "Authorization: Bearer $(cat %s)"

    # Each of them, newest first:
    curl -s '%s/v1/events?outcome=completed&outcome=denied&limit=4' \\
      -H 'Bailiwick-Purpose: a first look' -H "Authorization: Bearer $(cat %s)"

    # And why: the whole explanation of a decision, by the id in Bailiwick-Decision.
    curl -s %s/bailiwick/v1/decisions/%s \\
      -H "Authorization: Bearer $(cat %s)"
    """
        .formatted(
            platform.metering(),
            platform.tokenFile(Role.OFFICER),
            platform.metering(),
            platform.tokenFile(Role.OFFICER),
            platform.router(),
            decision,
            platform.tokenFile(Role.OFFICER));
  }

  private static String table(String title, String... rows) {
    return title + "\n" + String.join("", rows);
  }

  private static String row(String name, String value) {
    return String.format(Locale.ROOT, "  %-25s %s%n", name, value);
  }
}
