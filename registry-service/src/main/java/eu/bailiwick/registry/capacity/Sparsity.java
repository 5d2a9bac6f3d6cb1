package eu.bailiwick.registry.capacity;

/** Whether operations that sparse hardware skips are counted as if they were done. */
public enum Sparsity {
  DENSE,
  SPARSE,
  /** The source does not say; never guessed. */
  UNSPECIFIED
}
