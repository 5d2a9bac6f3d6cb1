package eu.bailiwick.registry.catalogue;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Addresses that lead to no machine that is reachable by all. */
final class SpecialAddress {

  private SpecialAddress() {}

  /**
   * Whether a URL's host is such an address, written in digits; IPv6 in brackets. Names are none.
   */
  static boolean is(String host) {
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    try {
      return isSpecial(
          InetAddress.ofLiteral(bracketed ? host.substring(1, host.length() - 1) : host));
    } catch (IllegalArgumentException e) {
      return bracketed; // a zone of this machine, or nothing that could be judged
    }
  }

  private static boolean isSpecial(InetAddress address) {
    return address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()
        || switch (address) {
          case Inet4Address v4 -> isSpecial(v4.getAddress());
          case Inet6Address v6 -> isSpecialV6(v6.getAddress());
          default -> true;
        };
  }

  /** This network, shared address space (RFC 6598), and all from 240 up. */
  private static boolean isSpecial(byte[] v4) {
    int first = v4[0] & 0xff;
    int second = v4[1] & 0xff;
    return first == 0 || (first == 100 && (second & 0xc0) == 64) || first >= 240;
  }

  /** Unique local addresses, and special IPv4 addresses inside IPv6 ones. */
  private static boolean isSpecialV6(byte[] v6) {
    if ((v6[0] & 0xfe) == 0xfc) {
      return true;
    }
    if (startsWith(v6, 0x20, 0x02)) { // 6to4
      return isSpecialV4(Arrays.copyOfRange(v6, 2, 6));
    }
    boolean nat64 = startsWith(v6, 0x00, 0x64, 0xff, 0x9b);
    boolean compatible = Arrays.equals(v6, 0, 10, new byte[10], 0, 10);
    return (nat64 || compatible) && isSpecialV4(Arrays.copyOfRange(v6, 12, 16));
  }

  private static boolean isSpecialV4(byte[] v4) {
    try {
      return isSpecial(InetAddress.getByAddress(v4));
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean startsWith(byte[] address, int... prefix) {
    for (int i = 0; i < prefix.length; i++) {
      if ((address[i] & 0xff) != prefix[i]) {
        return false;
      }
    }
    return true;
  }
}
