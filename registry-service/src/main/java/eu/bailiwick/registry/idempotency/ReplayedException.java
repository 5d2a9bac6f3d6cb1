package eu.bailiwick.registry.idempotency;

/** Ends a request that was done before with the answer of then. */
final class ReplayedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient KeptAnswer answer;

  ReplayedException(KeptAnswer answer) {
    super("the answer is kept", null, false, false);
    this.answer = answer;
  }

  KeptAnswer answer() {
    return answer;
  }
}
