package eu.bailiwick.metering.evidence;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bailiwick.metering.event.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/**
 * The entries, a few megabytes at a time, so that a bundle of any size can be sent while it is
 * made: in each part, events with their openings, and the leaves of entries that are not shown.
 */
final class Segments {

  private static final int ENOUGH_BYTES = 4 << 20;

  private final StoredZip zip;
  private final ByteArrayOutputStream events = new ByteArrayOutputStream();
  private final ByteArrayOutputStream openings = new ByteArrayOutputStream();
  private final ByteArrayOutputStream leaves = new ByteArrayOutputStream();
  private int number;

  Segments(StoredZip zip) {
    this.zip = zip;
  }

  void shown(Item item, String content, Bytes salt) throws IOException {
    ObjectNode event = line(item);
    event.put("kind", item.leaf().kind()).put("about", item.leaf().about());
    event.put("time", item.leaf().at().toString());
    event.put("leafHash", base64(item.leaf().hash())).put("content", content);
    write(events, event);
    write(openings, line(item).put("salt", base64(salt)));
    flushIfLarge();
  }

  void leaf(Item item) throws IOException {
    ObjectNode leaf = line(item).put("leafHash", base64(item.leaf().hash()));
    leaf.put("leaf", new String(item.leaf().bytes().content(), StandardCharsets.US_ASCII));
    write(leaves, leaf);
    flushIfLarge();
  }

  private static ObjectNode line(Item item) {
    return JsonNodeFactory.instance.objectNode().put("index", item.index());
  }

  static String base64(Bytes bytes) {
    return Base64.getEncoder().encodeToString(bytes.content());
  }

  static void write(ByteArrayOutputStream out, ObjectNode line) {
    out.writeBytes(line.toString().getBytes(StandardCharsets.UTF_8));
    out.write('\n');
  }

  private void flushIfLarge() throws IOException {
    if (events.size() + leaves.size() >= ENOUGH_BYTES) {
      flush();
    }
  }

  void finish() throws IOException {
    if (events.size() + leaves.size() > 0) {
      flush();
    }
  }

  private void flush() throws IOException {
    add("events", events);
    add("openings", openings);
    add("leaves", leaves);
    number++;
  }

  private void add(String folder, ByteArrayOutputStream content) throws IOException {
    zip.add(String.format(Locale.ROOT, "%s/%06d.jsonl", folder, number), content.toByteArray());
    content.reset();
  }
}
