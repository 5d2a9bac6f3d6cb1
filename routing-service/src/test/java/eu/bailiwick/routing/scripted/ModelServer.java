package eu.bailiwick.routing.scripted;

import eu.bailiwick.routing.scripted.ScriptedUpstream.Received;
import eu.bailiwick.routing.scripted.ScriptedUpstream.Script;
import eu.bailiwick.routing.scripted.ScriptedUpstream.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Model servers with the habits of real ones, as far as a caller can tell: what they call the
 * model, what they add to answers and leave out, how they put errors, and how they close. A prompt
 * with {@link #MISTAKE} is one that they refuse, one with {@link #FAILURE} makes them fail, one
 * with {@link #CUT} makes them fall silent for good in the middle of an event.
 */
public enum ModelServer implements Script {
  NIM_LLM_2(
      400,
      "{'error':{'message':'too long','type':'BadRequestError','param':null,'code':400}}",
      500,
      "") {
    @Override
    List<String> chunks() {
      return List.of(
          "{'id':'c','model':'meta/llama','choices':[{'index':0,'delta':{'role':'assistant','content':''}}]}",
          "{'id':'c','model':'meta/llama','choices':[{'index':0,'delta':{'content':'é€'}}],'nvext':{'timing':1}}",
          "{'id':'c','model':'meta/llama','choices':[{'index':0,'delta':{},'finish_reason':'stop'}]}");
    }
  },
  NIM_LLM_1(
      400,
      "{'object':'error','message':'too long','type':'BadRequestError','param':null,'code':40303}",
      503,
      "{'object':'error','message':'CUDA at /srv/model.py','type':'ServiceUnavailable','code':503}") {
    @Override
    boolean refusesStreamOptions() {
      return true;
    }

    @Override
    boolean sendsUsageUnasked() {
      return true;
    }

    @Override
    List<String> chunks() {
      return List.of(
          "{'id':'c','model':'m','choices':[{'index':0,'delta':{'role':null,'content':'é€'}}],'usage':null}",
          "{'id':'c','model':'m','choices':[{'index':0,'delta':{},'finish_reason':'stop'}],'usage':null}");
    }
  },
  VLLM(
      422,
      "{'detail':[{'loc':['body','messages'],'msg':'too long','type':'missing','input':'secret prompt'}]}",
      500,
      "Internal Server Error") {
    /** Cumulative, in every chunk. */
    @Override
    List<String> chunks() {
      return List.of(
          "{'id':'c','model':'served','system_fingerprint':'fp','choices':[{'index':0,'delta':{'role':'assistant'}}],"
              + "'usage':{'prompt_tokens':3,'completion_tokens':0,'total_tokens':3}}",
          "{'id':'c','model':'served','choices':[{'index':0,'delta':{'content':'é€'}}],"
              + "'usage':{'prompt_tokens':3,'completion_tokens':2,'total_tokens':5}}");
    }
  },
  SGLANG(
      400,
      "{'error':{'message':'too long','type':'invalid_request_error','code':null}}",
      500,
      "{'error':{'message':'CUDA at /srv/model.py','type':'InternalServerError','code':500}}") {
    @Override
    List<String> chunks() {
      return List.of(
          "{'id':'c','model':'served','choices':[{'index':0,'delta':{'role':'assistant','content':''}}],'usage':null}",
          "{'id':'c','model':'served','choices':[{'index':0,'delta':{'content':'é€','reasoning_content':null}}],'usage':null}");
    }

    /** A last piece without choices at all. */
    @Override
    String usageChunk() {
      return "{'id':'c','model':'served','usage':" + USAGE + "}";
    }
  },
  TGI(
      422,
      "{'error':'too long','error_type':'validation'}",
      424,
      "{'error':'CUDA at /srv/model.py','error_type':'generation'}") {
    @Override
    String eventStart() {
      return "data:";
    }

    /** The usage is on the chunk that finishes. */
    @Override
    List<String> chunks() {
      return List.of(
          "{'id':'','model':'tgi','choices':[{'index':0,'delta':{'role':'assistant','content':'é€'},'finish_reason':null}]}",
          "{'id':'','model':'tgi','choices':[{'index':0,'delta':{'content':''},'finish_reason':'stop'}],'usage':"
              + USAGE
              + "}");
    }

    @Override
    String usageChunk() {
      return "";
    }

    @Override
    boolean closesAfterStreams() {
      return true;
    }
  },
  LLAMA_CPP(
      500,
      "{'error':{'code':500,'message':'[json.exception.type_error.302] too long','type':'server_error'}}",
      500,
      "{'error':{'code':500,'message':'CUDA at /srv/model.py','type':'server_error'}}") {
    @Override
    boolean hasEmbeddings() {
      return false;
    }

    @Override
    List<String> chunks() {
      return List.of(
          "{'choices':[{'finish_reason':null,'index':0,'delta':{'content':'é€'}}],'model':'/models/a.gguf','timings':{'n':1.5}}",
          "{'choices':[{'finish_reason':'stop','index':0,'delta':{}}],'model':'/models/a.gguf'}");
    }

    @Override
    boolean closesAfterStreams() {
      return true;
    }

    @Override
    String afterDone() {
      return "\n";
    }
  },
  OLLAMA(
      400,
      "{'error':{'message':'too long','type':'invalid_request_error','param':null,'code':null}}",
      500,
      "{'error':{'message':'CUDA at /srv/model.py','type':'api_error','param':null,'code':null}}") {
    @Override
    List<String> chunks() {
      return List.of(
          "{'id':'c','model':'a:latest','system_fingerprint':'fp_ollama','choices':[{'index':0,'delta':{'role':'assistant','content':'é€'}}]}");
    }
  },
  TRITON_OPENAI(
      400,
      "{'error':{'message':'too long','type':'invalid_request_error','code':'bad_request'}}",
      500,
      "<html><h1>CUDA at /srv/model.py</h1></html>") {
    @Override
    List<String> chunks() {
      return List.of(
          "{'id':'c','model':'ensemble','choices':[{'index':0,'delta':{'role':'assistant','content':'é€'}}]}");
    }

    @Override
    String lineEnd() {
      return "\r\n";
    }

    @Override
    String ping() {
      return ": ping";
    }
  };

  /** In a prompt that is refused. */
  public static final String MISTAKE = "mistake";

  /** In a prompt on which the server fails. */
  public static final String FAILURE = "failure";

  /** In a prompt whose stream is cut in the middle of its second event. */
  public static final String CUT = "cut";

  private static final String USAGE = "{'prompt_tokens':3,'completion_tokens':4,'total_tokens':7}";

  private final int mistakeStatus;
  private final String mistake;
  private final int failureStatus;
  private final String failure;

  ModelServer(int mistakeStatus, String mistake, int failureStatus, String failure) {
    this.mistakeStatus = mistakeStatus;
    this.mistake = mistake;
    this.failureStatus = failureStatus;
    this.failure = failure;
  }

  /** Whether it offers embeddings. */
  public boolean offersEmbeddings() {
    return hasEmbeddings();
  }

  /** Whether it refuses a request that has {@code stream_options}. */
  public boolean takesStreamOptions() {
    return !refusesStreamOptions();
  }

  boolean hasEmbeddings() {
    return true;
  }

  boolean refusesStreamOptions() {
    return false;
  }

  boolean sendsUsageUnasked() {
    return false;
  }

  boolean closesAfterStreams() {
    return false;
  }

  abstract List<String> chunks();

  String usageChunk() {
    return "{'id':'c','model':'served','choices':[],'usage':" + USAGE + "}";
  }

  String eventStart() {
    return "data: ";
  }

  String lineEnd() {
    return "\n";
  }

  String ping() {
    return "";
  }

  String afterDone() {
    return "";
  }

  @Override
  public void answer(Received request, Wire wire) throws Exception {
    String body = request.body();
    if (body.contains(MISTAKE)) {
      write(wire, mistakeStatus, mistake);
    } else if (body.contains(FAILURE)) {
      write(wire, failureStatus, failure);
    } else if (request.line().contains("/v1/embeddings")) {
      embeddings(wire);
    } else if (!body.contains("\"stream\":true")) {
      write(
          wire,
          200,
          "{'id':'c','model':'served','choices':[{'index':0,'message':{'role':'assistant',"
              + "'content':'é€'}}],'timings':{'n':1},'usage':"
              + USAGE
              + "}");
    } else if (refusesStreamOptions() && body.contains("stream_options")) {
      write(wire, 400, "{'object':'error','message':'extra fields not permitted','code':400}");
    } else {
      stream(wire, body.contains("include_usage") || sendsUsageUnasked(), body.contains(CUT));
    }
  }

  private void embeddings(Wire wire) throws IOException {
    if (hasEmbeddings()) {
      write(
          wire,
          200,
          "{'object':'list','data':[{'embedding':[0.5]}],'model':'served',"
              + "'usage':{'prompt_tokens':5,'total_tokens':5}}");
    } else {
      write(wire, 501, "{'error':{'code':501,'message':'no','type':'not_supported_error'}}");
    }
  }

  private static void write(Wire wire, int status, String body) throws IOException {
    byte[] bytes = json(body).getBytes(StandardCharsets.UTF_8);
    wire.head(
        "HTTP/1.1 " + status + " Scripted",
        "Content-Type: " + (body.startsWith("{") ? "application/json" : "text/html"),
        "Server: scripted/1",
        "Access-Control-Allow-Origin:",
        "Connection: keep-alive",
        "Content-Length: " + bytes.length);
    wire.write(bytes);
  }

  private void stream(Wire wire, boolean usage, boolean cut) throws IOException {
    wire.head(
        "HTTP/1.1 200 OK",
        "Content-Type: text/event-stream",
        "Server: scripted/1",
        "Access-Control-Allow-Origin:",
        "Connection: keep-alive",
        "Transfer-Encoding: chunked");
    if (!ping().isEmpty()) {
      wire.chunk(ping() + lineEnd() + lineEnd());
    }
    for (String chunk : chunks()) {
      wire.chunk(event(json(chunk)));
    }
    if (cut) {
      wire.pause(50);
      wire.chunk(eventStart() + "{\"choices\":[{\"delta\":{\"content\":\"half a");
      wire.cut();
      return;
    }
    if (usage && !usageChunk().isEmpty()) {
      wire.chunk(event(json(usageChunk())));
    }
    wire.chunk(event("[DONE]") + afterDone());
    wire.lastChunk();
    if (closesAfterStreams()) {
      wire.cut();
    }
  }

  private String event(String data) {
    return eventStart() + data + lineEnd() + lineEnd();
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }
}
