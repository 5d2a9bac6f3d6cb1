package eu.bailiwick.routing.decision;

import eu.bailiwick.routing.catalogue.Caller;
import eu.bailiwick.routing.catalogue.CurrentCatalogue;
import eu.bailiwick.routing.catalogue.Serving;
import eu.bailiwick.routing.problem.ProblemCode;
import eu.bailiwick.routing.problem.ProblemException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Explains what was decided a moment ago, and what would be decided now. */
@Singleton
@Path("/bailiwick/v1")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Decisions")
public final class DecisionsResource {

  /** Who may ask: told to everybody else, the people of other tenants included. */
  static final String NOT_FOR_YOU =
      "Role officer or operator is needed, or a token of the tenant that is asked about.";

  private static final String SCHEME = "Bearer ";
  private static final String TENANT_CLAIM = "tenant";

  private final CurrentCatalogue catalogue;
  private final RecentDecisions recent;
  private final Prospects prospects;
  private final RequestIds ids;
  private final CurrentIdentityAssociation identity;
  private final Clock clock;

  @Inject
  DecisionsResource(
      CurrentCatalogue catalogue,
      RecentDecisions recent,
      Prospects prospects,
      RequestIds ids,
      CurrentIdentityAssociation identity,
      Clock clock) {
    this.catalogue = catalogue;
    this.recent = recent;
    this.prospects = prospects;
    this.ids = ids;
    this.identity = identity;
    this.clock = clock;
  }

  @GET
  @Path("/decisions/{id}")
  @Operation(
      summary = "Explain a recent decision",
      description =
          "The id is that of the header Bailiwick-Decision. An API key sees its tenant's decisions by"
              + " their reason codes, and so does a token whose claim tenant names it; with the role"
              + " tenant-admin it sees every predicate and fact, as the roles officer and operator do"
              + " of all tenants. These see also which of the lawful endpoints are candidates of this"
              + " router now, and what it looks at when it chooses one.")
  public Explanation explain(
      @PathParam("id") String id,
      @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization) {
    Reader reader = reader(authorization);
    return uuid(id)
        .flatMap(recent::recompute)
        .filter(decided -> reader.maySee(decided.descriptor().tenant()))
        .map(decided -> explanation(decided, reader, false))
        .orElseThrow(
            () ->
                new ProblemException(
                    ProblemCode.NOT_FOUND,
                    "No decision with this id is remembered; the audit may have it."));
  }

  @POST
  @Path("/decisions:dry-run")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      summary = "Explain what would be decided now, or at another instant of the snapshot's life",
      description =
          "An API key asks for its own application; a token names tenant and application: that of"
              + " its claim tenant, or any with the roles officer and operator. Nothing is dispatched"
              + " or recorded.")
  public Explanation dryRun(
      @Nullable DryRun question,
      @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization) {
    Reader reader = reader(authorization);
    if (question == null) {
      throw new ProblemException(ProblemCode.INVALID_REQUEST, "A body is needed.");
    }
    Instant now = clock.instant();
    Serving serving =
        catalogue
            .serving()
            .filter(s -> s.snapshot().isValidAt(now))
            .orElseThrow(
                () ->
                    new ProblemException(ProblemCode.CATALOGUE_EXPIRED, "Nothing can be decided."));
    Decided decided =
        Decided.decide(
            ids.next(),
            serving,
            question.descriptor(reader),
            question.decisive(serving.snapshot(), now));
    return explanation(decided, reader, true);
  }

  private Explanation explanation(Decided decided, Reader reader, boolean dryRun) {
    return Explanation.of(
        decided,
        reader.detail(),
        dryRun,
        reader.detail() == Explanation.Detail.CHOICE ? outlook(decided, !dryRun) : null);
  }

  /** By what is served now: what was lawful then may be revoked, disabled or full by now. */
  private Outlook outlook(Decided decided, boolean came) {
    Instant now = clock.instant();
    List<Permit> lawful =
        catalogue
            .serving()
            .filter(s -> s.snapshot().isValidAt(now))
            .map(s -> Decided.decide(decided.request(), s, decided.descriptor(), now).permits())
            .orElse(List.of());
    return new Outlook(now, prospects.rule(), prospects.of(lawful, came, now));
  }

  private Reader reader(@Nullable String authorization) {
    if (authorization == null
        || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw new ProblemException(ProblemCode.UNAUTHENTICATED, "No bearer key or token came.");
    }
    String bearer = authorization.substring(SCHEME.length()).strip();
    Optional<Caller> caller =
        catalogue
            .serving()
            .flatMap(s -> s.caller(bearer))
            .filter(c -> c.key().opensAt(clock.instant()));
    return caller.isPresent() ? new Reader.OfTenant(caller.get()) : byToken();
  }

  /** The token is verified only here: an API key is none. */
  private Reader byToken() {
    SecurityIdentity who;
    try {
      who = identity.getDeferredIdentity().await().indefinitely();
    } catch (AuthenticationFailedException e) {
      throw new ProblemException(
          ProblemCode.UNAUTHENTICATED, "Neither a known key nor a valid token came.");
    }
    if (who.hasRole("officer") || who.hasRole("operator")) {
      return new Reader.Overseer();
    }
    if (who.getPrincipal() instanceof JsonWebToken token
        && token.getClaim(TENANT_CLAIM) instanceof String tenant) {
      return new Reader.Member(tenant, who.hasRole("tenant-admin"));
    }
    throw new ProblemException(ProblemCode.FORBIDDEN, NOT_FOR_YOU);
  }

  private static Optional<UUID> uuid(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
