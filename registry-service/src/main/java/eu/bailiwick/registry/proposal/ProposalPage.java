package eu.bailiwick.registry.proposal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of the list of proposals, without what they are about.
 *
 * @param next what to send as {@code after} to get the next page; null if this is the last
 */
record ProposalPage(List<Proposal> items, @Nullable String next) {}
