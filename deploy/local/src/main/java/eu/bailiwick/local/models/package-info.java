/**
 * Small HTTP servers with the surface of a NIM, so that the local platform has somewhere to route
 * to: one serves {@code scripted-chat}, which is a script and says so in every answer; one serves
 * real sentence embeddings by all-MiniLM-L6-v2. Requests run on virtual threads and block there.
 *
 * <p>Every server remembers the attempts it saw and lists them at {@code GET /test/attempts}.
 *
 * <p>A chat message can steer the script with a line of its own: {@code @script first=200 gap=50
 * words=40 status=503 cut=3 usage=none}, each part optional. {@code first} is the delay before the
 * first byte and {@code gap} the delay between two words, in milliseconds; {@code words} the length
 * of the answer; {@code status} makes it fail with that HTTP status; {@code cut} breaks the
 * connection after so many words; {@code usage=none} leaves the token counts out.
 */
@NullMarked
package eu.bailiwick.local.models;

import org.jspecify.annotations.NullMarked;
