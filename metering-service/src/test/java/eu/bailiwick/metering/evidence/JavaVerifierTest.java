package eu.bailiwick.metering.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JavaVerifierTest {

  /** Of the two verifiers in a bundle, whose bytes are all alike to it, every so many are tried. */
  private static final int STRIDE = 61;

  @TempDir static Path classes;
  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init")
  private static JavaVerifier verifier;

  @BeforeAll
  static void compile() throws Exception {
    verifier = new JavaVerifier(classes);
  }

  static List<Case> cases() {
    return Cases.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void judgesRightlyAndNamesThePlace(Case each) throws IOException {
    Verdict verdict = verifier.run(arguments(folder, each));

    assertThat(verdict.status()).as(verdict.output()).isEqualTo(each.status());
    assertThat(verdict.where()).as(verdict.output()).startsWith(each.where());
  }

  static List<String> arguments(Path folder, Case each) throws IOException {
    List<String> arguments = new ArrayList<>();
    if (each.bundles().size() == 2) {
      arguments.add("--compare");
    }
    for (int i = 0; i < each.bundles().size(); i++) {
      arguments.add(Files.write(folder.resolve(i + ".zip"), each.bundles().get(i)).toString());
    }
    if (each.policy() != null) {
      arguments.add("--policy");
      arguments.add(Files.writeString(folder.resolve("my.policy"), each.policy()).toString());
    }
    if (each.receipt() != null) {
      arguments.addAll(List.of("--receipt", each.receipt()));
    }
    return arguments;
  }

  @Test
  void rejectsABundleAfterAnySingleByteChanged() throws IOException {
    byte[] good = Cases.smallest();
    Path file = Files.write(folder.resolve("flipped.zip"), good);
    int verifiers = new String(good, StandardCharsets.ISO_8859_1).indexOf("events/000000.jsonl");
    List<Integer> accepted = new ArrayList<>();
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      for (int at = 0; at < good.length; at += at < verifiers - 100 ? STRIDE : 1) {
        bytes.seek(at);
        bytes.write(good[at] ^ (1 << (at % 8)));
        if (verifier.run(List.of(file.toString())).status() != 1) {
          accepted.add(at);
        }
        bytes.seek(at);
        bytes.write(good[at]);
      }
    }

    assertThat(accepted).isEmpty();
    assertThat(verifier.run(List.of(file.toString())).status()).isZero();
  }

  @Test
  void runsAsAPlainFile() throws Exception {
    Path file = Files.write(folder.resolve("bundle.zip"), Cases.small());
    Path program = Path.of(System.getProperty("java.home"), "bin", "java");
    Path copy = Files.copy(JavaVerifier.source(), folder.resolve("Verify.java"));
    Process process =
        new ProcessBuilder(program.toString(), copy.toString(), file.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).startsWith("VERDICT: ACCEPTED").contains("STATEMENT: HOLDS");
  }

  @Test
  void checksCosignaturesOfTheNewKind() throws IOException {
    PaperCell cell =
        new PaperCell(
            new NoteKey(PaperCell.ORIGIN, NoteKey.LOG),
            new NoteKey("w.example/2", NoteKey.ML_DSA_WITNESS));
    byte[] bundle = cell.bundle(PaperCell.asked("nobody", null));

    Verdict verdict = verifier.run(folder, bundle);

    assertThat(verdict.status()).as(verdict.output()).isZero();
    assertThat(verdict.output()).contains("cosigned by w1");
  }

  @Test
  void saysWhenTheStatementIsContradicted() throws IOException {
    PaperCell cell = Cases.cell();
    cell.served(Cases.TENANT, PaperCell.EPOCH, 7, "oncology", "FR", "US");

    Verdict verdict = verifier.run(folder, cell.bundle(PaperCell.asked(Cases.TENANT, Cases.CLAIM)));

    assertThat(verdict.status()).isZero();
    assertThat(verdict.statement()).isEqualTo("CONTRADICTED");
    assertThat(verdict.output()).contains("against it: entry 7", "against it: entry 8");
  }

  @Test
  void takesMembersOfAGroupFromTheSnapshots() throws IOException {
    PaperCell cell = Cases.cell();
    cell.served(Cases.TENANT, PaperCell.EPOCH, 7, "health", "DE");
    Asked.Claim claim = new Asked.Claim("health", "EEA");

    assertThat(statement(cell, claim)).isEqualTo("HOLDS");
    cell.served(Cases.TENANT, PaperCell.EPOCH, 9, "health", "GB");
    assertThat(statement(cell, claim)).isEqualTo("CONTRADICTED");
  }

  @Test
  void leavesAStatementUnprovenThatAnEventCouldContradict() throws IOException {
    PaperCell unknown = Cases.cell();
    unknown.served(Cases.TENANT, PaperCell.EPOCH, 7, "fingerprints", "US");
    PaperCell abandoned = Cases.cell();
    abandoned.finding(Cases.TENANT, "abandoned", "0d0c2a3e-7a7e-4f0e-9a43-0a3d3b8b3c55/1");
    PaperCell gone = Cases.cell();
    gone.forgetSnapshots();

    assertThat(statement(unknown, Cases.CLAIM)).isEqualTo("UNPROVEN");
    assertThat(statement(abandoned, Cases.CLAIM)).isEqualTo("UNPROVEN");
    assertThat(statement(gone, new Asked.Claim("health", "FR"))).isEqualTo("UNPROVEN");
  }

  private String statement(PaperCell cell, Asked.Claim claim) throws IOException {
    return verifier.run(folder, cell.bundle(PaperCell.asked(Cases.TENANT, claim))).statement();
  }
}
