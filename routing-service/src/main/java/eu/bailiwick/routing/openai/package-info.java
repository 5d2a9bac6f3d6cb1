/**
 * OpenAI's JSON, and nothing but: the head of a request, the errors, the model list, and token
 * usage read from passing bytes. Knows no catalogue and no transport beyond buffers. Instances are
 * for one request and one thread; static members are safe on any.
 */
@NullMarked
package eu.bailiwick.routing.openai;

import org.jspecify.annotations.NullMarked;
