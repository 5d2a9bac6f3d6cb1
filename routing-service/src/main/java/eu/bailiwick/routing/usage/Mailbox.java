package eu.bailiwick.routing.usage;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * Runs tasks one after the other in the order of arrival, on the threads that bring them: a caller
 * who finds it idle runs its task at once, one who finds it busy leaves the task to the thread that
 * is in it. Nobody ever waits. A task that submits another one runs it later, not inside itself.
 */
final class Mailbox implements Executor {

  private static final Logger LOG = Logger.getLogger(Mailbox.class);

  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
    if (waiting.getAndIncrement() == 0) {
      drain();
    }
  }

  private void drain() {
    do {
      Runnable task = tasks.remove();
      try {
        task.run();
      } catch (RuntimeException e) {
        LOG.error("a task of the usage recorder failed", e);
      }
    } while (waiting.decrementAndGet() != 0);
  }
}
