package eu.bailiwick.metering.cell;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.Consumer;

/** Emits the events of one tenant in one epoch, with the numbers they ought to have. */
public final class TenantEvents {

  private final RouterVoice voice;
  private final String tenant = "tenant-" + UUID.randomUUID();
  private final UUID epoch = UUID.randomUUID();
  private long next;

  /** A new tenant in a new epoch. */
  public TenantEvents(RouterVoice voice) {
    this.voice = voice;
  }

  public String tenant() {
    return tenant;
  }

  public UUID epoch() {
    return epoch;
  }

  /** Leaves out some numbers. */
  public void skip(int numbers) {
    next += numbers;
  }

  /** An event with the next number, made from an example and changed; not yet sent. */
  public ObjectNode next(String example, Consumer<ObjectNode> change) {
    return numbered(example, next++, change);
  }

  /** An event with a given number, made from an example and changed; not yet sent. */
  public ObjectNode numbered(String example, long sequence, Consumer<ObjectNode> change) {
    ObjectNode event = Contract.example(example);
    event.put("tenant", tenant);
    event.put("epoch", epoch.toString());
    event.put("sequence", sequence);
    event.put("time", Instant.now().truncatedTo(ChronoUnit.MICROS).toString());
    change.accept(event);
    return event;
  }

  public ObjectNode send(ObjectNode event) {
    voice.send(event);
    return event;
  }

  public ObjectNode announced() {
    return send(next("announced", event -> {}));
  }

  public ObjectNode heartbeat() {
    return send(numbered("heartbeat", next - 1, event -> {}));
  }

  public ObjectNode ended() {
    return send(next("ended", event -> {}));
  }

  public ObjectNode denied(Consumer<ObjectNode> change) {
    return send(next("denied", event -> change.accept(ofRequest(event, UUID.randomUUID()))));
  }

  public ObjectNode opened(UUID request, Consumer<ObjectNode> change) {
    return send(next("opened", event -> change.accept(ofRequest(event, request))));
  }

  public ObjectNode closed(UUID request, Consumer<ObjectNode> change) {
    return send(next("closed", event -> change.accept(ofRequest(event, request))));
  }

  /** An attempt that is opened and completed. */
  public void served(UUID request, Consumer<ObjectNode> change) {
    opened(request, change);
    closed(request, change);
  }

  private static ObjectNode ofRequest(ObjectNode event, UUID request) {
    return event.put("request", request.toString());
  }
}
