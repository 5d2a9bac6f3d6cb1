package eu.bailiwick.local.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/** One of the paths on which the script answers: how it is asked there, and how it says things. */
interface Manner {

  /** Such as {@code /v1/chat/completions}. */
  String path();

  /** Reads a request. */
  Request read(JsonNode body) throws RefusedException;

  /**
   * The whole answer.
   *
   * @param usage whether tokens are reported
   */
  ObjectNode whole(Said said, Answer answer, boolean usage);

  /** Begins to stream an answer. */
  Streaming stream(Said said, Request request, Answer answer, Reply.Events events);

  /**
   * What answers of every manner carry.
   *
   * @param id a part of the answer's id that no other has
   * @param model the name under which it was asked for
   * @param created seconds since 1970
   */
  record Said(String id, String model, long created) {}

  /** A stream on its way out. */
  interface Streaming {

    /** Before the first word. */
    void begin() throws IOException;

    /** One word, with the space before it. */
    void word(String word) throws IOException;

    /**
     * After the last word.
     *
     * @param usage whether tokens are reported
     */
    void end(boolean usage) throws IOException;
  }
}
