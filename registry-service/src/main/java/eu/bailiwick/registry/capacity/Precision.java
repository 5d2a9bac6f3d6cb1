package eu.bailiwick.registry.capacity;

/** The number format in which operations are counted. */
public enum Precision {
  FP64,
  FP32,
  TF32,
  BF16,
  FP16,
  FP8,
  FP6,
  FP4,
  /** The source does not say; never guessed. */
  UNSPECIFIED
}
