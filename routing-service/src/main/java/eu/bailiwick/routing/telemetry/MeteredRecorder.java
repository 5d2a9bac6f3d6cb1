package eu.bailiwick.routing.telemetry;

import eu.bailiwick.routing.usage.Closed;
import eu.bailiwick.routing.usage.Denied;
import eu.bailiwick.routing.usage.Opened;
import eu.bailiwick.routing.usage.Receipt;
import eu.bailiwick.routing.usage.UsageRecorder;
import java.util.concurrent.CompletionStage;

/** Counts what is recorded, on its way to the recorder. */
final class MeteredRecorder implements UsageRecorder {

  private final UsageRecorder inner;
  private final GenAiMetrics genAi;
  private final JurisdictionMetrics jurisdiction;

  MeteredRecorder(UsageRecorder inner, GenAiMetrics genAi, JurisdictionMetrics jurisdiction) {
    this.inner = inner;
    this.genAi = genAi;
    this.jurisdiction = jurisdiction;
  }

  @Override
  public CompletionStage<Receipt> denied(Denied event) {
    jurisdiction.denied(event.decision());
    return inner.denied(event);
  }

  @Override
  public CompletionStage<Receipt> opened(Opened event) {
    return inner.opened(event);
  }

  @Override
  public CompletionStage<Receipt> observed(Opened event) {
    return inner.observed(event);
  }

  @Override
  public CompletionStage<Receipt> observed(Denied event) {
    jurisdiction.denied(event.decision());
    return inner.observed(event);
  }

  @Override
  public void closed(Closed event) {
    if (event.outcome() != Closed.Outcome.NOT_DISPATCHED) {
      genAi.closed(event);
      jurisdiction.served(event.endpoint());
    }
    inner.closed(event);
  }

  @Override
  public boolean accepts() {
    return inner.accepts();
  }
}
