package eu.bailiwick.local.platform;

/** Is told how the platform gets on. Called from several threads. */
public interface Progress {

  /** Something has been done, in words for people. */
  void step(String what);

  /**
   * A service ended by itself.
   *
   * @param exit its exit status
   * @param lastLines of its log
   */
  void died(Service service, int exit, String lastLines);

  /** Says nothing. */
  static Progress none() {
    return new Progress() {
      @Override
      public void step(String what) {}

      @Override
      public void died(Service service, int exit, String lastLines) {}
    };
  }
}
