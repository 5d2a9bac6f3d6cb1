package eu.bailiwick.sovereignty.catalogue;

import java.util.List;

/**
 * Schemes of certificates that policies may name before any endpoint is recorded with one. A
 * misspelt scheme would deny everything, so {@link Integrity} refuses what is neither here nor
 * recorded.
 */
public final class Schemes {

  /** ANSSI, BSI, Gaia-X, EU, ISO, the French health and the Spanish national scheme; sorted. */
  public static final List<String> NAMES =
      List.of(
          "C3A",
          "C5",
          "C5_TYPE_2",
          "ENS",
          "EUCS",
          "GAIA_X_L1",
          "GAIA_X_L2",
          "GAIA_X_L3",
          "HDS",
          "ISO27001",
          "SECNUMCLOUD");

  private Schemes() {}
}
