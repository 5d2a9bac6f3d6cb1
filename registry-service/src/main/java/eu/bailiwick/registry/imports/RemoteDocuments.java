package eu.bailiwick.registry.imports;

import eu.bailiwick.registry.document.DocumentSettings;
import eu.bailiwick.registry.http.ErrorCode;
import eu.bailiwick.registry.http.RefusedException;
import io.quarkus.runtime.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;

/**
 * Fetches documents over HTTPS from hosts that the settings list, within bounds of size and time,
 * following no redirects. Blocks.
 *
 * <p>The host's addresses are checked before the connection is made. Should the name mean another
 * address a moment later, that server still has to prove by certificate that it is the listed host,
 * before it hears anything.
 */
@Startup
@Singleton
final class RemoteDocuments {

  private final AllowedHosts hosts;
  private final Duration timeout;
  private final long maxBytes;
  private final SSLContext trust;

  @Inject
  RemoteDocuments(ImportSettings settings, DocumentSettings documents)
      throws NoSuchAlgorithmException {
    this(settings, documents.maxSize().asLongValue(), SSLContext.getDefault());
  }

  /**
   * @throws IllegalStateException if the settings are unusable, in a sentence that names the
   *     property
   */
  RemoteDocuments(ImportSettings settings, long maxBytes, SSLContext trust) {
    this.hosts = AllowedHosts.of(settings.allowedHosts().orElse(List.of()));
    this.timeout = settings.timeout();
    this.maxBytes = maxBytes;
    this.trust = trust;
    if (!timeout.isPositive()) {
      throw new IllegalStateException(
          "bailiwick.imports.timeout is " + timeout + ": more than nothing is needed");
    }
  }

  /**
   * Fetches what stands at {@code url}; the status is for the caller to judge.
   *
   * @throws RefusedException with 400 if it is not a usable URL, with 403 if the host or its
   *     address is not listed, with 502 if the source cannot be reached, redirects, is too slow or
   *     sends too much
   */
  HttpResponse<byte[]> get(String url) {
    URI uri = allowed(parse(url));
    try (HttpClient client = client()) {
      CompletableFuture<HttpResponse<byte[]>> response = send(client, uri);
      try {
        return checked(response.get(timeout.toNanos(), TimeUnit.NANOSECONDS), uri);
      } catch (TimeoutException e) {
        throw failed(uri, "did not send the document within " + timeout);
      } catch (ExecutionException e) {
        throw failed(uri, "could not be read: " + e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw failed(uri, "was not waited for");
      } finally {
        client.shutdownNow();
      }
    }
  }

  private HttpClient client() {
    return HttpClient.newBuilder()
        .sslContext(trust)
        .proxy(HttpClient.Builder.NO_PROXY)
        .followRedirects(HttpClient.Redirect.NEVER)
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(timeout)
        .build();
  }

  private CompletableFuture<HttpResponse<byte[]>> send(HttpClient client, URI uri) {
    HttpRequest request = HttpRequest.newBuilder(uri).header("Accept", "application/json").build();
    return client.sendAsync(
        request,
        HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), maxBytes));
  }

  private static HttpResponse<byte[]> checked(HttpResponse<byte[]> response, URI uri) {
    int status = response.statusCode();
    if (status >= 300 && status < 400) {
      throw failed(uri, "answered " + status + "; redirects are not followed");
    }
    return response;
  }

  private static URI parse(String url) {
    try {
      URI uri = new URI(url);
      if ("https".equalsIgnoreCase(uri.getScheme())
          && uri.getHost() != null
          && uri.getUserInfo() == null
          && uri.getFragment() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // the same answer as for a URL of another kind
    }
    throw new RefusedException(
        ErrorCode.INVALID_PARAMETER,
        "url: an https URL with a host and without user or fragment is needed");
  }

  private URI allowed(URI uri) {
    if (hosts.isEmpty()) {
      throw notAllowed(
          "fetching is switched off: "
              + AllowedHosts.PROPERTY
              + " lists no host; send the document itself instead");
    }
    if (!hosts.allows(uri)) {
      throw notAllowed(uri.getAuthority() + " is not listed in " + AllowedHosts.PROPERTY);
    }
    for (InetAddress address : addresses(uri)) {
      if (!hosts.allows(address)) {
        throw notAllowed(
            uri.getHost()
                + " has the address "
                + address.getHostAddress()
                + ", which is not public and not listed in "
                + AllowedHosts.PROPERTY);
      }
    }
    return uri;
  }

  private static List<InetAddress> addresses(URI uri) {
    try {
      return List.of(InetAddress.getAllByName(uri.getHost()));
    } catch (UnknownHostException e) {
      throw failed(uri, "has no address");
    }
  }

  private static RefusedException notAllowed(String why) {
    return new RefusedException(ErrorCode.FETCH_NOT_ALLOWED, why);
  }

  private static RefusedException failed(URI uri, String why) {
    return new RefusedException(ErrorCode.SOURCE_FAILED, uri.getHost() + " " + why);
  }
}
