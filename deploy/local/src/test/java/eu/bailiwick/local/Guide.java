package eu.bailiwick.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A page with commands and programs. The blocks of one language are one program: later ones know
 * the variables of earlier ones. Every line of a {@code text} block has to stand in what the block
 * before it printed.
 */
final class Guide {

  /** Its fences may be indented, as within a list. */
  private static final Pattern BLOCK = Pattern.compile("(?ms)^( *)```([a-z]+)\n(.*?)^\\1```$");

  private static final String MARK = "--- end of block";

  private final String text;

  private Guide(String text) {
    this.text = text;
  }

  static Guide read(Path page) throws IOException {
    return new Guide(Files.readString(page));
  }

  /** A language of blocks, by the way to say that a block is over. */
  enum Language {
    SH("echo; echo '" + MARK + "'"),
    JAVA("System.out.println(\"\\n" + MARK + "\");"),
    JAVASCRIPT("console.log('\\n" + MARK + "');"),
    PYTHON("print('\\n" + MARK + "')");

    private final String end;

    Language(String end) {
      this.end = end;
    }

    private String tag() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A block of the page: its language and what stands in it. */
  private record Block(String language, String content) {

    static Block of(MatchResult found) {
      return new Block(found.group(2), found.group(3).stripTrailing().stripIndent() + "\n");
    }
  }

  /** Runs one program and gives what it printed. */
  interface Runner {
    String output(String program) throws IOException, InterruptedException;
  }

  /** What the page promises of one block's output, and what came. */
  record Outcome(String commands, String output, List<String> promised) {

    /** Fails unless the block came to its end and printed all that is promised. */
    void assertKept() {
      assertThat(output)
          .as(commands)
          .doesNotContain("(nothing)", "internal_error")
          .satisfies(printed -> promised.forEach(p -> assertThat(printed).contains(p)));
    }
  }

  /**
   * Runs the page's commands with bash.
   *
   * @param folder where it leaves its files
   * @param environment variables that it expects
   * @return one outcome for each block of commands
   */
  List<Outcome> run(Path folder, Map<String, String> environment)
      throws IOException, InterruptedException {
    return run(
        Language.SH,
        program -> {
          Path file = Files.writeString(folder.resolve("guide.sh"), "set -eu\n" + program);
          return Command.run(folder, environment, List.of("bash", file.toString())).output();
        });
  }

  /** Runs the blocks of a language; one outcome for each. */
  List<Outcome> run(Language language, Runner runner) throws IOException, InterruptedException {
    return outcomes(
        language, List.of(runner.output(program(language)).split(Pattern.quote(MARK), -1)));
  }

  /** The blocks of a language as one program, which says after each that it is over. */
  String program(Language language) {
    return blocks()
        .filter(block -> block.language().equals(language.tag()))
        .map(block -> block.content() + "\n" + language.end + "\n")
        .collect(Collectors.joining());
  }

  private Stream<Block> blocks() {
    return BLOCK.matcher(text).results().map(Block::of);
  }

  private List<Outcome> outcomes(Language language, List<String> outputs) {
    List<Outcome> outcomes = new ArrayList<>();
    boolean promises = false;
    for (Block block : blocks().toList()) {
      if (block.language().equals(language.tag())) {
        int i = outcomes.size();
        String output = i < outputs.size() - 1 ? outputs.get(i) : "(nothing) " + outputs.getLast();
        outcomes.add(new Outcome(block.content(), output, new ArrayList<>()));
        promises = true;
      } else if (!block.language().equals("text")) {
        promises = false;
      } else if (promises) {
        outcomes.getLast().promised().addAll(block.content().lines().toList());
      }
    }
    return outcomes;
  }
}
