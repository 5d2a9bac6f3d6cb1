package eu.bailiwick.local;

import eu.bailiwick.local.platform.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Sends what the parts in this process log, Kafka above all, to a file instead of the terminal. */
final class LogFile {

  private static final Logger ROOT = Logger.getLogger("");

  private LogFile() {}

  /**
   * @throws StartException if the folder cannot be written
   */
  static void open(Path folder) throws StartException {
    System.setProperty(
        "java.util.logging.SimpleFormatter.format", "%1$tFT%1$tT.%1$tL %4$s %3$s %5$s%6$s%n");
    try {
      Files.createDirectories(folder);
      LogManager.getLogManager().reset();
      FileHandler handler = new FileHandler(folder.resolve("launcher.log").toString(), false);
      handler.setFormatter(new SimpleFormatter());
      ROOT.addHandler(handler);
      ROOT.setLevel(Level.WARNING);
    } catch (IOException e) {
      throw new StartException(
          folder + " cannot be written: the log files belong there, so make it writable.");
    }
  }
}
