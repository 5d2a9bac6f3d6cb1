package eu.bailiwick.metering.registers;

import static eu.bailiwick.metering.query.Dimension.APPLICATION;
import static eu.bailiwick.metering.query.Dimension.COUNTRIES;
import static eu.bailiwick.metering.query.Dimension.DATA_CLASS;
import static eu.bailiwick.metering.query.Dimension.ENDPOINT;
import static eu.bailiwick.metering.query.Dimension.ENDPOINT_SITE;
import static eu.bailiwick.metering.query.Dimension.MODEL;
import static eu.bailiwick.metering.query.Dimension.OPERATION;
import static eu.bailiwick.metering.query.Dimension.OPERATOR;
import static eu.bailiwick.metering.query.Dimension.OUTCOME;
import static eu.bailiwick.metering.query.Dimension.VERSION;
import static eu.bailiwick.metering.registers.Table.Column.empty;
import static eu.bailiwick.metering.registers.Table.Column.known;

import eu.bailiwick.metering.query.Condition;
import eu.bailiwick.metering.query.Dimension;
import eu.bailiwick.metering.snapshots.SnapshotContents;
import eu.bailiwick.metering.usage.Bucket;
import eu.bailiwick.metering.usage.FlowQueries;
import eu.bailiwick.metering.usage.Grouping;
import eu.bailiwick.metering.usage.Places;
import eu.bailiwick.metering.usage.Totals;
import eu.bailiwick.metering.usage.UsageQueries;
import eu.bailiwick.metering.usage.UsageQueries.Group;
import eu.bailiwick.sovereignty.law.Law;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** Fills the registers from what was counted. Blocks. */
@Singleton
final class Tables {

  private static final String ATTEMPTS = "attempts";
  private static final String DENIED = "denied";

  private final UsageQueries usage;
  private final FlowQueries flows;
  private final SnapshotContents snapshots;

  Tables(UsageQueries usage, FlowQueries flows, SnapshotContents snapshots) {
    this.usage = usage;
    this.flows = flows;
    this.snapshots = snapshots;
  }

  Table of(Register register, Scope scope) {
    return switch (register) {
      case PROCESSING -> processing(scope);
      case TRANSFERS -> transfers(scope);
      case AI_ACT -> aiAct(scope);
      case DORA -> dora(scope);
      case FOCUS -> focus(scope);
    };
  }

  private List<Group> count(Scope scope, @Nullable Bucket bucket, Dimension... dimensions) {
    return usage.count(new Grouping(List.of(dimensions), bucket), scope.filter(), new Condition());
  }

  private Table processing(Scope scope) {
    Table table =
        new Table(
            List.of(
                known("controller"),
                known("controllerName"),
                known("activity"),
                known("activityName"),
                empty("purposes"),
                empty("categoriesOfDataSubjects"),
                known("categoriesOfPersonalData"),
                known("recipient"),
                known("recipientName"),
                known("places"),
                known("thirdCountries"),
                empty("safeguards"),
                empty("timeLimitsForErasure"),
                empty("securityMeasures"),
                known(ATTEMPTS),
                known(DENIED),
                known("requestBytes"),
                known("responseBytes")));
    Names names = new Names(snapshots.latest());
    Third third = new Third(Law.shipped(), scope.to());
    for (Group group : count(scope, null, APPLICATION, DATA_CLASS, OPERATOR, COUNTRIES)) {
      Row row = new Row().totals(group.totals());
      row.put("controller", scope.tenant());
      row.put("controllerName", names.tenant(scope.tenant()));
      row.put("activity", group.of(APPLICATION));
      row.put("activityName", names.application(group.of(APPLICATION)));
      row.put("categoriesOfPersonalData", group.of(DATA_CLASS));
      row.put("recipient", group.of(OPERATOR));
      row.put("recipientName", names.entity(group.of(OPERATOR)));
      row.put("places", group.of(COUNTRIES));
      row.put("thirdCountries", third.among(countries(group)));
      table.add(row.values());
    }
    return table;
  }

  private static List<String> countries(Group group) {
    String countries = group.of(COUNTRIES);
    return countries == null || countries.isEmpty() ? List.of() : List.of(countries.split(" ", -1));
  }

  /**
   * All that was sent out is listed, so that the sums add up; the columns tell what is a transfer.
   */
  private Table transfers(Scope scope) {
    Table table =
        new Table(
            List.of(
                known("exporter"),
                known("categoriesOfPersonalData"),
                known("importer"),
                known("importerName"),
                known("endpoint"),
                known("site"),
                known("city"),
                known("places"),
                known("thirdCountries"),
                known("adequacy"),
                empty("appropriateSafeguards"),
                empty("derogation"),
                known("exposure"),
                known("thirdCountriesByExposure"),
                known(ATTEMPTS),
                known(DENIED),
                known("requestBytes"),
                known("responseBytes")));
    Names names = new Names(snapshots.latest());
    Places places = flows.places(scope.filter());
    Third third = new Third(Law.shipped(), scope.to());
    for (Group group :
        count(scope, null, DATA_CLASS, OPERATOR, ENDPOINT, ENDPOINT_SITE, COUNTRIES)) {
      String thirdCountries = third.among(countries(group));
      Row row = new Row().totals(group.totals());
      row.put("exporter", scope.tenant());
      row.put("categoriesOfPersonalData", group.of(DATA_CLASS));
      row.put("importer", group.of(OPERATOR));
      row.put("importerName", names.entity(group.of(OPERATOR)));
      row.put("places", group.of(COUNTRIES));
      row.put("thirdCountries", thirdCountries);
      row.put("adequacy", thirdCountries.isEmpty() ? null : third.adequacy(thirdCountries));
      String endpoint = group.of(ENDPOINT);
      if (endpoint != null) {
        String site = Objects.requireNonNull(group.of(ENDPOINT_SITE));
        SortedSet<String> exposure = places.exposure(endpoint);
        row.put("endpoint", endpoint);
        row.put("site", site);
        row.put("city", places.city(endpoint, site).orElse(null));
        row.put("exposure", String.join(" ", exposure));
        row.put("thirdCountriesByExposure", third.among(exposure));
      }
      table.add(row.values());
    }
    return table;
  }

  private Table aiAct(Scope scope) {
    Table table =
        new Table(
            List.of(
                known("day"),
                known("system"),
                known("systemName"),
                known("model"),
                known("version"),
                known("operation"),
                known("outcome"),
                empty("referenceDatabase"),
                empty("verifyingPersons"),
                known(ATTEMPTS),
                known(DENIED),
                known("requestBytes"),
                known("responseBytes")));
    Names names = new Names(snapshots.latest());
    for (Group group : count(scope, Bucket.DAY, APPLICATION, MODEL, VERSION, OPERATION, OUTCOME)) {
      Row row = new Row().totals(group.totals());
      row.put("day", day(group));
      row.put("system", group.of(APPLICATION));
      row.put("systemName", names.application(group.of(APPLICATION)));
      row.put("model", group.of(MODEL));
      row.put("version", group.of(VERSION));
      row.put("operation", group.of(OPERATION));
      row.put("outcome", group.of(OUTCOME));
      table.add(row.values());
    }
    return table;
  }

  private static String day(Group group) {
    return Objects.requireNonNull(group.bucket()).toString().substring(0, 10);
  }

  /**
   * A cell of the template holds one value, so each pair of countries is a row; only the first of
   * them has the counts, so that the sums add up.
   */
  private Table dora(Scope scope) {
    Table table = new Table(DoraTemplate.COLUMNS);
    Names names = new Names(snapshots.latest());
    Places places = flows.places(scope.filter());
    for (Group group :
        count(scope, null, APPLICATION, OPERATOR, ENDPOINT, ENDPOINT_SITE, COUNTRIES)) {
      String endpoint = group.of(ENDPOINT);
      Collection<String> kept = endpoint == null ? List.of("") : places.storage(endpoint);
      Collection<String> processed = endpoint == null ? List.of("") : countries(group);
      boolean first = true;
      for (String country : processed) {
        for (String storage : kept.isEmpty() ? List.of("") : kept) {
          Row row = new Row();
          row.put("b_02.02.0130", country);
          row.put("b_02.02.0160", country);
          if (endpoint != null) {
            row.put("b_02.02.0140", stored(storage));
            row.put("b_02.02.0150", storage.equals("ZZ") ? "" : storage);
          }
          row.put("x_provider", group.of(OPERATOR));
          row.put("x_providerName", names.entity(group.of(OPERATOR)));
          row.put("x_application", group.of(APPLICATION));
          row.put("x_endpoint", endpoint);
          row.put("x_site", group.of(ENDPOINT_SITE));
          row.put(ATTEMPTS, first ? group.totals().attempts() : 0L);
          row.put(DENIED, first ? group.totals().denied() : 0L);
          table.add(row.values());
          first = false;
        }
      }
    }
    return table;
  }

  /** Whether anything is stored; empty if that is not known. */
  private static String stored(String storage) {
    return switch (storage) {
      case "ZZ" -> "";
      case "" -> "No";
      default -> "Yes";
    };
  }

  private Table focus(Scope scope) {
    Table table = new Table(FocusColumns.COLUMNS);
    Names names = new Names(snapshots.latest());
    Places places = flows.places(scope.filter());
    for (Group group :
        count(scope, Bucket.DAY, APPLICATION, MODEL, VERSION, OPERATOR, ENDPOINT, ENDPOINT_SITE)) {
      if (group.of(ENDPOINT) == null) {
        continue;
      }
      Totals totals = group.totals();
      meter(table, scope, group, names, places, "Input Tokens", totals.promptTokens(), totals);
      meter(table, scope, group, names, places, "Output Tokens", totals.completionTokens(), null);
    }
    return table;
  }

  /**
   * One row.
   *
   * @param counts what is counted once for each group; null if another row has it
   */
  private static void meter(
      Table table,
      Scope scope,
      Group group,
      Names names,
      Places places,
      String meter,
      long quantity,
      @Nullable Totals counts) {
    Instant day = Objects.requireNonNull(group.bucket());
    String endpoint = Objects.requireNonNull(group.of(ENDPOINT));
    String site = Objects.requireNonNull(group.of(ENDPOINT_SITE));
    Row row = new Row();
    row.put("BillingAccountId", scope.tenant());
    row.put("BillingAccountName", names.tenant(scope.tenant()));
    row.put("SubAccountId", group.of(APPLICATION));
    row.put("SubAccountName", names.application(group.of(APPLICATION)));
    row.put("ChargeCategory", "Usage");
    row.put("ChargeDescription", meter + " of " + group.of(MODEL) + " at " + endpoint);
    row.put("ChargePeriodStart", day.toString());
    row.put("ChargePeriodEnd", day.plus(1, ChronoUnit.DAYS).toString());
    row.put("ConsumedQuantity", quantity);
    row.put("ConsumedUnit", "Tokens");
    row.put("ProviderName", names.entity(group.of(OPERATOR)));
    row.put("RegionId", site);
    row.put("RegionName", places.city(endpoint, site).orElse(null));
    row.put("ResourceId", endpoint);
    row.put("ServiceCategory", "AI and Machine Learning");
    row.put("ServiceName", group.of(MODEL));
    row.put("SkuMeter", meter);
    row.put("x_Version", group.of(VERSION));
    row.put("x_Operator", group.of(OPERATOR));
    row.put("x_Attempts", counts == null ? 0L : counts.attempts());
    row.put("x_AttemptsWithMissingUsage", counts == null ? 0L : counts.attemptsWithMissingUsage());
    table.add(row.values());
  }

  /** Values by column; nulls are left out. */
  private static final class Row {
    private final Map<String, Object> values = new HashMap<>();

    Row totals(Totals totals) {
      put(ATTEMPTS, totals.attempts());
      put(DENIED, totals.denied());
      put("requestBytes", totals.requestBytes());
      put("responseBytes", totals.responseBytes());
      return this;
    }

    void put(String column, @Nullable Object value) {
      if (value != null && !value.equals("")) {
        values.put(column, value);
      }
    }

    Map<String, Object> values() {
      return values;
    }
  }
}
