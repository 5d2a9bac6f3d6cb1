package eu.bailiwick.local.models;

import java.util.ArrayList;
import java.util.List;

/**
 * What the script says to one request.
 *
 * @param words each with the space before it
 * @param shortened whether the request allowed fewer words than there are
 * @param promptWords words of the request
 */
record Answer(List<String> words, boolean shortened, int promptWords) {

  private static final String TAIL = "This is still the script, which has no more to say.";

  static Answer to(Request request, Script script, Place place) {
    List<String> all = all(request, script, place);
    return new Answer(
        all.subList(0, Math.min(all.size(), request.maxTokens())),
        all.size() > request.maxTokens(),
        count(request.text()));
  }

  private static List<String> all(Request request, Script script, Place place) {
    String text =
        "I am a script, not a model. I run at "
            + place.site()
            + " in "
            + place.country()
            + ". You sent "
            + count(request.text())
            + " words.";
    List<String> words = new ArrayList<>(split(text));
    if (script.words() > 0) {
      List<String> tail = split(TAIL);
      for (int i = 0; words.size() < script.words(); i++) {
        words.add(tail.get(i % tail.size()));
      }
      words = words.subList(0, script.words());
    }
    String first = script.width() > 0 ? "x".repeat(script.width()) : words.getFirst().strip();
    words.set(0, first);
    return words;
  }

  private static List<String> split(String text) {
    return List.of(text.split(" ", -1)).stream().map(word -> " " + word).toList();
  }

  private static int count(String text) {
    return text.isBlank() ? 0 : text.strip().split("\\s+", -1).length;
  }

  String text() {
    return String.join("", words);
  }
}
