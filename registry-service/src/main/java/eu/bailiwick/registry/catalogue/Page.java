package eu.bailiwick.registry.catalogue;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param revision the catalogue's revision to which all pages of the list belong
 * @param next what to send to get the next page; null if this is the last
 */
public record Page<T>(List<T> items, long revision, @Nullable String next) {}
