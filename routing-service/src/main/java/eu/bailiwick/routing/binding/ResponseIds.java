package eu.bailiwick.routing.binding;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Turns an upstream's id of a response into one that only the tenant for whom it was made can use,
 * and back: {@code resp_} and, in base64url, an HMAC-SHA256 cut to 16 bytes followed by what it
 * authenticates. The tenant is authenticated and not said.
 */
public final class ResponseIds {

  private static final String PREFIX = "resp_";
  private static final String PURPOSE = "bailiwick response id 1";
  private static final String ALGORITHM = "HmacSHA256";
  private static final int MAC_BYTES = 16;
  private static final int LONGEST = 4096;

  private final List<SecretKeySpec> keys;

  /**
   * @param keys the first one makes ids, all of them open ids; never empty
   */
  public ResponseIds(List<byte[]> keys) {
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("no key");
    }
    this.keys = keys.stream().map(key -> new SecretKeySpec(key, ALGORITHM)).toList();
  }

  /**
   * The id for the caller.
   *
   * @throws UncheckedIOException if a part of it is beyond 65535 bytes
   */
  public String bind(String tenant, KeptResponse kept) {
    byte[] payload = payload(kept);
    byte[] mac = mac(keys.getFirst(), tenant, payload);
    byte[] all = Arrays.copyOf(mac, mac.length + payload.length);
    System.arraycopy(payload, 0, all, mac.length, payload.length);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(all);
  }

  /** What a caller's id stands for; empty if it was not made for {@code tenant}. */
  public Optional<KeptResponse> read(String tenant, String id) {
    if (!id.startsWith(PREFIX) || id.length() > LONGEST) {
      return Optional.empty();
    }
    byte[] all;
    try {
      all = Base64.getUrlDecoder().decode(id.substring(PREFIX.length()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    if (all.length <= MAC_BYTES) {
      return Optional.empty();
    }
    byte[] mac = Arrays.copyOf(all, MAC_BYTES);
    byte[] payload = Arrays.copyOfRange(all, MAC_BYTES, all.length);
    return keys.stream().anyMatch(key -> MessageDigest.isEqual(mac, mac(key, tenant, payload)))
        ? Optional.of(kept(payload))
        : Optional.empty();
  }

  private static byte[] mac(SecretKeySpec key, String tenant, byte[] payload) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(PURPOSE.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      mac.update(tenant.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      return Arrays.copyOf(mac.doFinal(payload), MAC_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] payload(KeptResponse kept) {
    var bytes = new ByteArrayOutputStream(128);
    try (var out = new DataOutputStream(bytes)) {
      out.writeUTF(kept.endpoint());
      out.writeUTF(kept.model());
      out.writeUTF(kept.dataClass());
      out.writeUTF(kept.id());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Of an authentic payload, so it can be read. */
  private static KeptResponse kept(byte[] payload) {
    try (var in = new DataInputStream(new ByteArrayInputStream(payload))) {
      return new KeptResponse(in.readUTF(), in.readUTF(), in.readUTF(), in.readUTF());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
