package eu.bailiwick.sovereignty.catalogue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * A range of IP addresses in CIDR notation (RFC 4632, RFC 4291 section 2.3). An address of one
 * family is never in a range of the other.
 */
public final class AddressRange {

  private static final String OCTET = "(0|[1-9]\\d{0,2})";
  private static final Pattern V4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
  private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:]*:[0-9a-fA-F:]*");
  private static final Pattern BITS = Pattern.compile("0|[1-9]\\d{0,2}");

  private final byte[] network;
  private final int bits;

  private AddressRange(byte[] network, int bits) {
    this.network = network;
    this.bits = bits;
  }

  /**
   * Reads a range. Names are not looked up.
   *
   * @param cidr such as {@code 192.0.2.0/24} or {@code 2001:db8::/32}
   * @throws IllegalArgumentException if it is none, or has bits beyond its prefix
   */
  public static AddressRange parse(String cidr) {
    int slash = cidr.indexOf('/');
    if (slash < 0 || !BITS.matcher(cidr.substring(slash + 1)).matches()) {
      throw malformed(cidr);
    }
    byte[] network = literal(cidr.substring(0, slash), cidr);
    int bits = Integer.parseInt(cidr.substring(slash + 1));
    if (bits > network.length * Byte.SIZE) {
      throw malformed(cidr);
    }
    byte[] masked = masked(network, bits);
    if (!Arrays.equals(masked, network)) {
      throw new IllegalArgumentException(
          "\"" + cidr + "\": bits beyond the prefix are set; is " + text(masked, bits) + " meant?");
    }
    return new AddressRange(network, bits);
  }

  /** Whether {@code address} lies in the range. */
  public boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length != network.length) {
      return false;
    }
    int whole = bits / Byte.SIZE;
    for (int i = 0; i < whole; i++) {
      if (bytes[i] != network[i]) {
        return false;
      }
    }
    int rest = bits % Byte.SIZE;
    return rest == 0 || ((bytes[whole] ^ network[whole]) & mask(rest)) == 0;
  }

  @Override
  public String toString() {
    return text(network, bits);
  }

  private static byte[] literal(String text, String cidr) {
    if (!V4.matcher(text).matches() && !V6.matcher(text).matches()) {
      throw malformed(cidr);
    }
    InetAddress address;
    try {
      address = InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException e) {
      throw malformed(cidr);
    }
    byte[] bytes = address.getAddress();
    if (text.indexOf(':') >= 0 && bytes.length == 4) {
      throw malformed(cidr); // an IPv4 address in IPv6's clothes: the prefix would mean another
    }
    return bytes;
  }

  private static byte[] masked(byte[] network, int bits) {
    byte[] masked = new byte[network.length];
    for (int i = 0; i < masked.length; i++) {
      int kept = Math.clamp(bits - (long) i * Byte.SIZE, 0, Byte.SIZE);
      masked[i] = (byte) (network[i] & mask(kept));
    }
    return masked;
  }

  /** The first {@code kept} bits of a byte. */
  private static int mask(int kept) {
    return 0xff00 >> kept & 0xff;
  }

  private static String text(byte[] network, int bits) {
    try {
      return InetAddress.getByAddress(network).getHostAddress() + "/" + bits;
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  private static IllegalArgumentException malformed(String cidr) {
    return new IllegalArgumentException(
        "\"" + cidr + "\": a CIDR range is needed, such as 192.0.2.0/24 or 2001:db8::/32");
  }
}
