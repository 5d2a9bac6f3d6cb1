package eu.bailiwick.local.models;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;

/**
 * The native libraries of ONNX Runtime and of the tokenizer, in a folder of ours. Left alone, the
 * one unpacks itself into a new temporary folder at every start and leaves that behind, the other
 * into the user's home.
 */
final class NativeLibraries {

  private static final List<String> NAMES = List.of("onnxruntime", "onnxruntime4j_jni");

  private NativeLibraries() {}

  /** Unpacks what is not there yet and makes both look in {@code folder}; before either loads. */
  static void in(Path folder) throws IOException {
    System.setProperty("DJL_CACHE_DIR", folder.resolve("tokenizers").toString());
    System.setProperty("OPT_OUT_TRACKING", "true");
    Path onnx = Files.createDirectories(folder.resolve("onnxruntime"));
    for (String name : NAMES) {
      unpack(System.mapLibraryName(name), onnx);
    }
    System.setProperty("onnxruntime.native.path", onnx.toString());
  }

  private static void unpack(String file, Path folder) throws IOException {
    Path target = folder.resolve(file);
    if (Files.exists(target)) {
      return;
    }
    String resource = "/ai/onnxruntime/native/" + system() + "/" + file;
    try (InputStream in = NativeLibraries.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("ONNX Runtime has no library for " + system());
      }
      Path part = Files.createTempFile(folder, file, ".part");
      Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static String system() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch");
    return (os.startsWith("mac") ? "osx" : "linux")
        + "-"
        + (arch.equals("aarch64") ? "aarch64" : "x64");
  }
}
