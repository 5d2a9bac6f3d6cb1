package eu.bailiwick.registry.imports;

import java.net.Inet6Address;
import java.net.InetAddress;

/** What kind of network an address belongs to. */
final class NetworkAddress {

  private NetworkAddress() {}

  /** Whether the address is one of the public Internet; a doubt means no. */
  static boolean isPublic(InetAddress address) {
    if (address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    byte[] bytes = address.getAddress();
    return address instanceof Inet6Address ? publicV6(bytes) : publicV4(bytes);
  }

  /** Global unicast (RFC 4291) without 6to4 and Teredo, which carry an IPv4 address inside. */
  private static boolean publicV6(byte[] bytes) {
    int first = word(bytes);
    boolean carriesV4 = first == 0x2002 || (first == 0x2001 && bytes[2] == 0 && bytes[3] == 0);
    return (first & 0xe000) == 0x2000 && !carriesV4;
  }

  /** Neither this network, shared space (RFC 6598), protocols, benchmarks nor reserved. */
  private static boolean publicV4(byte[] bytes) {
    int first = bytes[0] & 0xff;
    int word = word(bytes);
    boolean shared = (word & 0xffc0) == 0x6440;
    boolean protocols = word == 0xc000 && bytes[2] == 0;
    boolean benchmarks = (word & 0xfffe) == 0xc612;
    return first != 0 && first < 240 && !shared && !protocols && !benchmarks;
  }

  private static int word(byte[] bytes) {
    return (bytes[0] & 0xff) << 8 | (bytes[1] & 0xff);
  }
}
