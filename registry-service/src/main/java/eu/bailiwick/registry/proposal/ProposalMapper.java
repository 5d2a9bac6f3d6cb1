package eu.bailiwick.registry.proposal;

import eu.bailiwick.registry.catalogue.KeptException;
import jakarta.inject.Singleton;
import java.net.URI;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers every change that was kept with the proposal that it became. */
@Singleton
final class ProposalMapper {

  private final Proposals proposals;

  ProposalMapper(Proposals proposals) {
    this.proposals = proposals;
  }

  @ServerExceptionMapper
  RestResponse<ProposalDetail> kept(KeptException e) {
    return RestResponse.ResponseBuilder.create(
            RestResponse.Status.ACCEPTED, proposals.find(e.proposal()))
        .location(URI.create("/v1/proposals/" + e.proposal()))
        .type("application/json")
        .build();
  }
}
