package eu.bailiwick.registry.catalogue;

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;

/** Does something after a transaction, if it was committed. */
record OnceCommitted(Runnable action) implements Synchronization {

  @Override
  public void beforeCompletion() {
    // nothing is decided yet
  }

  @Override
  public void afterCompletion(int status) {
    if (status == Status.STATUS_COMMITTED) {
      action.run();
    }
  }
}
