package eu.bailiwick.metering.evidence;

import eu.bailiwick.metering.event.Bytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The files of a bundle in the hands of somebody who alters them, and knows about checksums. */
final class Unpacked {

  private final Map<String, byte[]> files = new LinkedHashMap<>();

  Unpacked(byte[] bundle) {
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bundle))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        files.put(entry.getName(), zip.readAllBytes());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String text(String name) {
    return new String(Objects.requireNonNull(files.get(name), name), StandardCharsets.UTF_8);
  }

  Unpacked edit(String name, UnaryOperator<String> change) {
    files.put(name, change.apply(text(name)).getBytes(StandardCharsets.UTF_8));
    return this;
  }

  Unpacked lines(String name, UnaryOperator<List<String>> change) {
    return edit(
        name,
        text -> {
          List<String> lines = new ArrayList<>(text.lines().toList());
          return String.join("\n", change.apply(lines)) + "\n";
        });
  }

  Unpacked remove(String name) {
    files.remove(name);
    return this;
  }

  Unpacked add(String name, String content) {
    files.put(name, content.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  Unpacked takeFrom(Unpacked other, String name) {
    files.put(name, Objects.requireNonNull(other.files.get(name)));
    return this;
  }

  /** Makes a ZIP of it again, with right checksums and digests. */
  byte[] packed() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StoredZip zip = new StoredZip(out);
    try {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        if (!file.getKey().equals("SHA256SUMS")) {
          zip.add(file.getKey(), file.getValue());
        }
      }
      zip.add("SHA256SUMS", zip.sums());
      zip.finish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  Bytes digest(String name) {
    return new Bytes(Objects.requireNonNull(files.get(name))).sha256();
  }
}
