package eu.bailiwick.registry.json;

import java.util.regex.Pattern;

/** Paths of fields, as in {@code policies[1].constraints[0].processingWithin.areas}. */
final class Path {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final int SHOWN = 64;

  private Path() {}

  static String member(String parent, String name) {
    if (!PLAIN.matcher(name).matches()) {
      String shown = name.length() > SHOWN ? name.substring(0, SHOWN) + "…" : name;
      return parent + "[\"" + shown + "\"]";
    }
    return parent.isEmpty() ? name : parent + "." + name;
  }

  static String element(String parent, int index) {
    return parent + "[" + index + "]";
  }
}
