package eu.bailiwick.metering.registers;

import eu.bailiwick.metering.ledger.LogId;
import eu.bailiwick.metering.usage.Totals;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.temporal.ChronoUnit;

/** Makes registers, and adds up. Blocks. */
@Singleton
final class Registers {

  private final Tables tables;
  private final ReconciliationQueries counts;
  private final Clock clock;

  Registers(Tables tables, ReconciliationQueries counts, Clock clock) {
    this.tables = tables;
    this.counts = counts;
    this.clock = clock;
  }

  Table table(Register register, Scope scope) {
    return tables.of(register, scope);
  }

  RegisterAnswer answer(Register register, Scope scope) {
    Table table = table(register, scope);
    return new RegisterAnswer(
        register.id(),
        register.title(),
        register.sources(),
        scope.tenant(),
        scope.from(),
        scope.to(),
        clock.instant().truncatedTo(ChronoUnit.MICROS),
        reconcile(register, scope, table),
        table.columns(),
        table.unknown(),
        table.objects());
  }

  private Reconciliation reconcile(Register register, Scope scope, Table table) {
    ReconciliationQueries.Log log = counts.log(scope);
    Reconciliation.Events events = log.events();
    Totals totals = counts.totals(scope);
    boolean costs = register == Register.FOCUS;
    long rowAttempts = table.sum(costs ? "x_Attempts" : "attempts");
    long rowDenied = costs ? 0 : table.sum("denied");
    return new Reconciliation(
        LogId.tenant(scope.tenant()).toString(),
        log.size(),
        log.ever(),
        log.findings(),
        events,
        totals.attempts(),
        totals.open(),
        totals.denied(),
        rowAttempts,
        rowDenied,
        log.size() == log.ever() + log.findings()
            && totals.attempts() == events.closed() + totals.open()
            && totals.denied() == events.denied()
            && rowAttempts == totals.attempts()
            && (costs || rowDenied == totals.denied()));
  }
}
