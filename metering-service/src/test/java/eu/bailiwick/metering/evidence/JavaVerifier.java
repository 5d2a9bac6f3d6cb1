package eu.bailiwick.metering.evidence;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.tools.ToolProvider;

/** {@code Verify.java} as it is in a bundle, compiled by itself. */
final class JavaVerifier {

  private final Method run;

  JavaVerifier(Path folder) throws IOException, ReflectiveOperationException {
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "--release", "17", "-d", folder.toString(), source().toString());
    if (status != 0) {
      throw new IllegalStateException("Verify.java does not compile for JDK 17");
    }
    ClassLoader loader =
        new URLClassLoader(
            new URL[] {folder.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
    run = loader.loadClass("Verify").getDeclaredMethod("run", String[].class, PrintStream.class);
    run.setAccessible(true);
  }

  static Path source() {
    URL source = JavaVerifier.class.getResource("/verifier/Verify.java");
    try {
      return Path.of(Objects.requireNonNull(source).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a run comes to. */
  Verdict run(List<String> arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8)) {
      Object status = run.invoke(null, arguments.toArray(new String[0]), print);
      return new Verdict((Integer) status, out.toString(StandardCharsets.UTF_8));
    } catch (InvocationTargetException e) {
      throw new IllegalStateException("the verifier broke", e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  Verdict run(Path folder, byte[] bundle, String... options) throws IOException {
    Path file = Files.write(folder.resolve("bundle.zip"), bundle);
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.add(file.toString());
    return run(arguments);
  }
}
