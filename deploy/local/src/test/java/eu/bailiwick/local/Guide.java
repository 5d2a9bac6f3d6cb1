package eu.bailiwick.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A page with commands. A block of {@code sh} is run by bash, all blocks in one shell, so that
 * later ones know the variables of earlier ones. Every line of a {@code text} block has to stand in
 * what the commands before it printed.
 */
final class Guide {

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(sh|text)\n(.*?)^```$");
  private static final String MARK = "--- end of block";

  private final String text;

  private Guide(String text) {
    this.text = text;
  }

  static Guide read(Path page) throws IOException {
    return new Guide(Files.readString(page));
  }

  /** What the page promises of one block's output, and what came. */
  record Outcome(String commands, String output, List<String> promised) {}

  /**
   * Runs the page.
   *
   * @param folder where it leaves its files
   * @param environment variables that it expects
   * @return one outcome for each block of commands
   */
  List<Outcome> run(Path folder, Map<String, String> environment)
      throws IOException, InterruptedException {
    List<MatchResult> blocks = BLOCK.matcher(text).results().toList();
    StringBuilder script = new StringBuilder("set -eu\n");
    for (MatchResult block : blocks) {
      if (block.group(1).equals("sh")) {
        script.append(block.group(2)).append("\necho; echo '" + MARK + "'\n");
      }
    }
    return outcomes(blocks, List.of(output(folder, environment, script).split(MARK, -1)));
  }

  private static String output(Path folder, Map<String, String> environment, StringBuilder script)
      throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve("guide.sh"), script);
    Path output = folder.resolve("output.txt");
    ProcessBuilder bash =
        new ProcessBuilder("bash", file.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    bash.environment().putAll(environment);
    Process process = bash.start();
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly().waitFor();
    }
    return Files.readString(output);
  }

  private static List<Outcome> outcomes(List<MatchResult> blocks, List<String> outputs) {
    List<Outcome> outcomes = new ArrayList<>();
    for (MatchResult block : blocks) {
      if (block.group(1).equals("sh")) {
        int i = outcomes.size();
        String output = i < outputs.size() - 1 ? outputs.get(i) : "(nothing) " + outputs.getLast();
        outcomes.add(new Outcome(block.group(2), output, new ArrayList<>()));
      } else {
        outcomes.getLast().promised().addAll(block.group(2).lines().toList());
      }
    }
    return outcomes;
  }
}
