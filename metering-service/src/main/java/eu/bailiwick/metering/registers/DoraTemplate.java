package eu.bailiwick.metering.registers;

import static eu.bailiwick.metering.registers.Table.Column.empty;
import static eu.bailiwick.metering.registers.Table.Column.known;

import java.util.List;

/**
 * The columns of template B_02.02 of Implementing Regulation (EU) 2024/2956, by their codes, and
 * ours with {@code x_}. Contracts, identifiers of legal entities and assessments are nothing that
 * traffic tells.
 */
final class DoraTemplate {

  static final List<Table.Column> COLUMNS =
      List.of(
          empty("b_02.02.0010"),
          empty("b_02.02.0020"),
          empty("b_02.02.0030"),
          empty("b_02.02.0040"),
          empty("b_02.02.0050"),
          empty("b_02.02.0060"),
          empty("b_02.02.0070"),
          empty("b_02.02.0080"),
          empty("b_02.02.0090"),
          empty("b_02.02.0100"),
          empty("b_02.02.0110"),
          empty("b_02.02.0120"),
          known("b_02.02.0130"),
          known("b_02.02.0140"),
          known("b_02.02.0150"),
          known("b_02.02.0160"),
          empty("b_02.02.0170"),
          empty("b_02.02.0180"),
          known("x_provider"),
          known("x_providerName"),
          known("x_application"),
          known("x_endpoint"),
          known("x_site"),
          known("attempts"),
          known("denied"));

  private DoraTemplate() {}
}
