package eu.bailiwick.local.models;

/**
 * What the script reads of a request; members that it does not know are ignored, as vLLM does.
 *
 * @param text everything that was said, a line break between its parts
 * @param stream whether the answer comes as events
 * @param includeUsage whether a last event carries the token counts, where that is asked for
 * @param maxTokens bound on the answer's words; {@link Integer#MAX_VALUE} if there is none
 */
record Request(String text, boolean stream, boolean includeUsage, int maxTokens) {}
