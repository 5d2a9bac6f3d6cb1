package eu.bailiwick.registry.changes;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** A watcher that takes events, or does not. */
final class ScriptedWatcher implements Watcher {

  final List<Event> taken = new CopyOnWriteArrayList<>();
  volatile int takes = Integer.MAX_VALUE;
  volatile boolean gone;
  volatile boolean ended;
  volatile boolean cut;

  @Override
  public CompletionStage<?> send(Event event) {
    if (taken.size() >= takes) {
      return new CompletableFuture<>();
    }
    taken.add(event);
    return CompletableFuture.completedFuture(event);
  }

  @Override
  public boolean isGone() {
    return gone;
  }

  @Override
  public void end() {
    ended = true;
  }

  @Override
  public void cut() {
    cut = true;
  }

  List<Long> changes() {
    return taken.stream().filter(e -> e.name().equals("change")).map(Event::revision).toList();
  }

  List<String> names() {
    return taken.stream().map(e -> e.name() + " " + e.revision()).toList();
  }
}
