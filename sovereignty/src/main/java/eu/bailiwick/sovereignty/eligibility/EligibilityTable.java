package eu.bailiwick.sovereignty.eligibility;

import eu.bailiwick.sovereignty.catalogue.Catalogue;
import eu.bailiwick.sovereignty.catalogue.Certificate;
import eu.bailiwick.sovereignty.catalogue.Model;
import eu.bailiwick.sovereignty.catalogue.Operation;
import eu.bailiwick.sovereignty.decision.Reason;
import eu.bailiwick.sovereignty.decision.RequestDescriptor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides requests of one cell by look-up, for a limited time. Answers exactly what {@code
 * Evaluator} answers, without the explanation.
 */
public final class EligibilityTable {

  /**
   * What counts for one application when a request names one data class.
   *
   * @param index null if no policy holds
   * @param remoteMedia whether the policies that hold allow media that are named by a URL
   */
  record Entry(String dataClass, @Nullable ModelIndex index, boolean remoteMedia) {}

  /**
   * One application.
   *
   * @param byDataClass entries by the data class that a request may name
   * @param floor the entry for a request that names none; null if the application may use none
   */
  record Chain(String tenant, Map<String, Entry> byDataClass, @Nullable Entry floor) {}

  private final Instant from;
  private final Instant until;
  private final Map<String, Set<Operation>> models;
  private final Map<String, Chain> chains;
  private final NamedAreas areas;
  private final Certificate certificate;

  private EligibilityTable(
      Catalogue catalogue, Compilation compilation, Instant from, Instant until) {
    this.from = from;
    this.until = until;
    this.chains = compilation.chains();
    this.models =
        catalogue.models().stream().collect(Collectors.toMap(Model::id, Model::operations));
    this.areas = new NamedAreas(catalogue.law(), from, until);
    this.certificate =
        new Survey(catalogue, compilation.slots(), from, until).certificate(chains.values());
  }

  /**
   * Compiles a table.
   *
   * @param catalogue must be sound in the sense of {@code Integrity}
   * @param cell id of a cell in it
   * @param from first instant for which the table answers
   * @param until first instant for which it no longer does
   * @throws IllegalArgumentException if there is no such cell or the time is empty
   */
  public static EligibilityTable compile(
      Catalogue catalogue, String cell, Instant from, Instant until) {
    if (!from.isBefore(until)) {
      throw new IllegalArgumentException("from " + from + " is not before until " + until);
    }
    return new EligibilityTable(
        catalogue, new Compilation(catalogue, cell, from, until), from, until);
  }

  /**
   * Where a request may go.
   *
   * @throws IllegalArgumentException if {@code at} lies outside the table's time
   */
  public Eligibility look(RequestDescriptor request, Instant at) {
    if (at.isBefore(from) || !at.isBefore(until)) {
      throw new IllegalArgumentException(at + " lies outside " + from + " to " + until);
    }
    Set<Operation> operations = models.get(request.model());
    if (operations == null || !operations.contains(request.operation())) {
      return Denials.MODEL_NOT_FOUND;
    }
    Entry entry = entry(request);
    if (entry == null) {
      return Denials.DATA_CLASS_NOT_ALLOWED;
    }
    if (!areas.know(request.within())) {
      return Eligibility.denied(Reason.UNKNOWN_AREA, entry.dataClass());
    }
    ModelIndex index = entry.index();
    if (index == null) {
      return Eligibility.denied(Reason.NO_POLICY, entry.dataClass());
    }
    Row.Slice slice = index.row(request.model()).at(at);
    return request.within().isEmpty()
        ? Eligibility.of(entry.dataClass(), slice.lists(), slice.size())
        : narrowed(slice, entry, areas.union(request.within(), at));
  }

  /** Whether the policies that cover a request allow media that are named by a URL. */
  public boolean allowsRemoteMedia(RequestDescriptor request) {
    Entry entry = entry(request);
    return entry != null && entry.remoteMedia();
  }

  /** What there is for a request, whatever it narrows to; null if it is denied as a whole. */
  @Nullable Row row(RequestDescriptor request) {
    Set<Operation> operations = models.get(request.model());
    Entry entry = entry(request);
    ModelIndex index = entry == null ? null : entry.index();
    return operations == null || !operations.contains(request.operation()) || index == null
        ? null
        : index.row(request.model());
  }

  /** What the table can lead to in its whole life; see {@link Certificate}. */
  public Certificate certificate() {
    return certificate;
  }

  private @Nullable Entry entry(RequestDescriptor request) {
    Chain chain = chains.get(request.application());
    if (chain == null || !chain.tenant().equals(request.tenant())) {
      return null;
    }
    String named = request.dataClass();
    return named == null ? chain.floor() : chain.byDataClass().get(named);
  }

  private static Eligibility narrowed(Row.Slice slice, Entry entry, Countries allowed) {
    List<List<String>> within = new ArrayList<>(slice.groups().size());
    int size = 0;
    for (int i = 0; i < slice.groups().size(); i++) {
      Row.Group group = slice.groups().get(i);
      if (group.places().isWithin(allowed)) {
        within.add(group.endpoints());
        size += group.endpoints().size();
      }
    }
    return Eligibility.of(entry.dataClass(), within, size);
  }

  private static final class Denials {
    static final Eligibility MODEL_NOT_FOUND = Eligibility.denied(Reason.MODEL_NOT_FOUND, "");
    static final Eligibility DATA_CLASS_NOT_ALLOWED =
        Eligibility.denied(Reason.DATA_CLASS_NOT_ALLOWED, "");
  }
}
