package eu.bailiwick.metering.registers;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What can be asked for, and where it comes from. */
enum Register {
  PROCESSING(
      "gdpr-processing",
      "Record of processing activities",
      List.of("Regulation (EU) 2016/679 (GDPR), Art. 30(1) and 30(2)")),
  TRANSFERS(
      "gdpr-transfers",
      "Transfers to third countries, and exposure to their authorities",
      List.of("Regulation (EU) 2016/679 (GDPR), Art. 44 to 49 and 30(1)(e)")),
  AI_ACT(
      "ai-act-log",
      "Extract of automatically generated logs",
      List.of("Regulation (EU) 2024/1689 (AI Act), Art. 12, 19 and 26(6)")),
  DORA(
      "dora",
      "Register of information, rows for template B_02.02",
      List.of(
          "Regulation (EU) 2022/2554 (DORA), Art. 28(3)",
          "Implementing Regulation (EU) 2024/2956, Annex I, template B_02.02")),
  FOCUS(
      "focus",
      "Usage in the columns of FOCUS",
      List.of("FinOps Open Cost and Usage Specification (FOCUS) 1.2"));

  private final String id;
  private final String title;

  @SuppressWarnings("ImmutableEnumChecker") // an immutable copy
  private final List<String> sources;

  Register(String id, String title, List<String> sources) {
    this.id = id;
    this.title = title;
    this.sources = List.copyOf(sources);
  }

  static Optional<Register> named(String id) {
    return Arrays.stream(values()).filter(each -> each.id.equals(id)).findFirst();
  }

  static List<String> ids() {
    return Arrays.stream(values()).map(Register::id).toList();
  }

  String id() {
    return id;
  }

  String title() {
    return title;
  }

  /** Articles and templates. */
  List<String> sources() {
    return sources;
  }
}
