package eu.bailiwick.registry.catalogue;

import eu.bailiwick.registry.document.Kind;
import eu.bailiwick.registry.http.AnswerHeaders;
import eu.bailiwick.registry.http.QueryNumber;
import eu.bailiwick.registry.search.Directory;
import eu.bailiwick.registry.search.Facets;
import eu.bailiwick.registry.search.Question;
import eu.bailiwick.sovereignty.catalogue.Model;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Shows lists of resources of whatever kind, page by page, and counts them. */
@Singleton
public final class AnyListResource {

  private static final int MAX_PAGE = 1000;

  private final CatalogueHistory history;
  private final ModelSearch search;

  AnyListResource(CatalogueHistory history, ModelSearch search) {
    this.history = history;
    this.search = search;
  }

  /** Chooses what a list shows, in order. */
  private interface Selection<T> {
    List<T> from(CatalogueState state, Moment moment);
  }

  /** A page of all of one kind, or 304. */
  public <T extends Record> RestResponse<Page<T>> page(
      Kind<T> kind, PageQuery page, ListQuery query, @Nullable String ifNoneMatch) {
    return show(kind, page, query, ifNoneMatch, (state, moment) -> state.list(kind));
  }

  <T extends Record> RestResponse<Page<T>> page(
      Kind<T> kind,
      PageQuery page,
      ListQuery query,
      @Nullable String ifNoneMatch,
      BiFunction<Directory, Question, List<T>> select) {
    Question question = query.question();
    Selection<T> selection =
        (state, moment) ->
            question.filters().isEmpty()
                ? state.list(kind)
                : select.apply(state.content().at(moment.at()), question);
    return show(kind, page, query, ifNoneMatch, selection);
  }

  RestResponse<Page<Model>> models(
      PageQuery page, ListQuery query, @Nullable String q, @Nullable String ifNoneMatch) {
    Words words = q == null ? null : Words.of(q);
    if (words == null) {
      return page(Kind.MODELS, page, query, ifNoneMatch, Directory::models);
    }
    Selection<Model> ranked =
        (state, moment) -> {
          Map<String, Model> selected =
              state.content().at(moment.at()).models(query.question()).stream()
                  .collect(Collectors.toMap(Model::id, Function.identity()));
          return search.ranked(words, moment.revision()).stream()
              .filter(selected::containsKey)
              .map(selected::get)
              .toList();
        };
    return show(Kind.MODELS, page, query, ifNoneMatch, ranked);
  }

  RestResponse<FacetAnswer> endpointFacets(
      @Nullable String asOf, ListQuery query, @Nullable String ifNoneMatch) {
    return facets(
        asOf,
        query,
        ifNoneMatch,
        (directory, moment) -> directory.endpointFacets(query.question()));
  }

  RestResponse<FacetAnswer> modelFacets(
      @Nullable String asOf, ListQuery query, @Nullable String q, @Nullable String ifNoneMatch) {
    Words words = q == null ? null : Words.of(q);
    return facets(
        asOf,
        query,
        ifNoneMatch,
        (directory, moment) ->
            words == null
                ? directory.modelFacets(query.question())
                : directory.modelFacets(
                    query.question(), Set.copyOf(search.ranked(words, moment.revision()))));
  }

  /** Changes after a revision, oldest first, or 304. */
  public RestResponse<Page<Change>> changes(
      long since, String limit, ListQuery query, @Nullable String ifNoneMatch) {
    Page<Change> page = history.changes(since, limit(limit));
    return AnswerHeaders.shown(
        () -> page, query.etag(page.revision(), ""), page.revision(), ifNoneMatch);
  }

  private RestResponse<FacetAnswer> facets(
      @Nullable String asOf,
      ListQuery query,
      @Nullable String ifNoneMatch,
      BiFunction<Directory, Moment, Facets> count) {
    Moment moment = history.moment(asOf);
    CatalogueState state = history.at(moment.revision());
    Supplier<FacetAnswer> answer =
        () -> {
          Facets facets = count.apply(state.content().at(moment.at()), moment);
          return new FacetAnswer(facets.total(), facets.facets(), moment.revision());
        };
    String since = state.content().unchangedSince(moment.at()).toString();
    return AnswerHeaders.shown(
        answer, query.etag(moment.revision(), since), moment.revision(), ifNoneMatch);
  }

  private <T extends Record> RestResponse<Page<T>> show(
      Kind<T> kind,
      PageQuery page,
      ListQuery query,
      @Nullable String ifNoneMatch,
      Selection<T> selection) {
    int limit = limit(page.limit());
    Moment moment = history.moment(page.asOf());
    String after = "";
    if (page.after() != null) {
      PageToken token = PageToken.parse(page.after(), query.fingerprint(kind), moment.revision());
      moment = token.moment();
      after = token.afterId();
    }
    CatalogueState state = history.at(moment.revision());
    Moment shown = moment;
    String afterId = after;
    return AnswerHeaders.shown(
        () -> part(kind, selection.from(state, shown), limit, afterId, shown, query),
        etag(query, state, moment),
        moment.revision(),
        ifNoneMatch);
  }

  private static <T extends Record> Page<T> part(
      Kind<T> kind, List<T> all, int limit, String afterId, Moment moment, ListQuery query) {
    int begin = afterId.isEmpty() ? 0 : position(kind, all, afterId) + 1;
    List<T> items = all.subList(begin, Math.min(begin + limit, all.size()));
    boolean last = begin + items.size() == all.size();
    String next =
        last
            ? null
            : new PageToken(moment, query.fingerprint(kind), kind.idOf(items.getLast())).text();
    return new Page<>(items, moment.revision(), next);
  }

  /** All pages of a list come from one revision, so what a token names is there. */
  private static <T extends Record> int position(Kind<T> kind, List<T> all, String id) {
    for (int i = 0; i < all.size(); i++) {
      if (kind.idOf(all.get(i)).equals(id)) {
        return i;
      }
    }
    throw PageToken.refused();
  }

  /** Without filters, time changes nothing. */
  private static String etag(ListQuery query, CatalogueState state, Moment moment) {
    return query.etag(
        moment.revision(),
        query.question().filters().isEmpty()
            ? ""
            : state.content().unchangedSince(moment.at()).toString());
  }

  private static int limit(String text) {
    return (int) QueryNumber.parse("limit", text, 1, MAX_PAGE);
  }
}
