/**
 * How requests arrive: a head must come whole within a time, so that connections cannot be held
 * byte by byte; a header that is continued on a second line is refused, because servers disagree on
 * where it ends (RFC 9112, section 5.2), and so is a head of another version, of which the server
 * would make HTTP/2. All of it can be told from the bytes alone, so this stands in front of the
 * server's own reading of HTTP/1.1. HTTP/2 is off; where an operator switches it on, it passes.
 * Everything runs on the event loop of its connection. Nobody calls this package but for {@link
 * eu.bailiwick.routing.arrival.ArrivalSettings}: the server finds it when it starts.
 */
@NullMarked
package eu.bailiwick.routing.arrival;

import org.jspecify.annotations.NullMarked;
