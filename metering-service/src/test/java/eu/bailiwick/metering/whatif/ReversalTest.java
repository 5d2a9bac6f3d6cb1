package eu.bailiwick.metering.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import eu.bailiwick.metering.cell.World;
import eu.bailiwick.metering.motion.SystemLogStore;
import eu.bailiwick.metering.snapshots.SnapshotJson;
import eu.bailiwick.sovereignty.law.Law;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class ReversalTest {

  private final ObjectNode catalogue =
      (ObjectNode) new World("acme").permitting(42).get("catalogue");
  private final ArrayNode items = SystemLogStore.content().putArray("items");

  private void changed(String kind, String id, JsonNode before, JsonNode after) {
    ObjectNode item = items.addObject().put("kind", kind).put("id", id);
    item.set("before", before);
    item.set("after", after);
  }

  private JsonNode reversed() {
    ObjectNode copy = catalogue.deepCopy();
    new Reversal(items).over(copy);
    return copy;
  }

  private static List<String> ids(JsonNode catalogue, String list) {
    return StreamSupport.stream(catalogue.path(list).spliterator(), false)
        .map(item -> item.path("id").asText())
        .toList();
  }

  private JsonNode policy() {
    return catalogue.at("/policies/0");
  }

  private JsonNode otherPolicy() {
    ObjectNode other = policy().deepCopy();
    other.putArray("constraints");
    return other;
  }

  @Test
  void createdItemIsGoneAndDeletedItemIsBack() {
    changed("policies", "platform", NullNode.getInstance(), policy());
    changed("policies", "gone", ((ObjectNode) otherPolicy()).put("id", "gone"), NullNode.instance);

    assertThat(ids(reversed(), "policies")).doesNotContain("platform").contains("gone");
  }

  @Test
  void changedItemIsWhatItWasBefore() {
    changed("policies", "platform", otherPolicy(), policy());

    assertThat(reversed().at("/policies/0")).isEqualTo(otherPolicy());
    assertThat(catalogue.at("/policies/0")).isEqualTo(policy());
  }

  @Test
  void itemThatWasChangedAgainSinceStays() {
    ObjectNode third = otherPolicy().deepCopy();
    third.withArray("constraints").addObject().put("type", "processingWithin");
    changed("policies", "platform", third, otherPolicy());
    changed("policies", "desk", otherPolicy(), NullNode.getInstance());
    ((ArrayNode) catalogue.path("policies")).add(((ObjectNode) otherPolicy()).put("id", "desk"));

    assertThat(reversed()).isEqualTo(catalogue);
  }

  @Test
  void whatACellNeedNotKnowMakesNoDifference() {
    ObjectNode known = (ObjectNode) catalogue.at("/endpoints/0");
    JsonNode before = known.deepCopy();
    ((ObjectNode) before).withObject("/facts").remove("processing");
    JsonNode after = known.deepCopy();
    known.remove("url");
    changed("endpoints", known.path("id").asText(), before, after);

    assertThat(reversed().at("/endpoints/0")).isEqualTo(before);
  }

  @Test
  void classesAreFoundUnderTheirNameInUrls() {
    JsonNode dataClass = catalogue.at("/dataClasses/0");
    changed("data-classes", dataClass.path("id").asText(), NullNode.getInstance(), dataClass);

    assertThat(ids(reversed(), "dataClasses")).doesNotContain(dataClass.path("id").asText());
  }

  @Test
  void firstLawDocumentGivesWayToTheLawThatIsShipped() {
    ObjectNode law = (ObjectNode) SnapshotJson.write(Law.shipped());
    law.put("edition", "2027-01-01");
    catalogue.set("law", law);
    changed("law", "law", NullNode.getInstance(), law);

    assertThat(reversed().path("law")).isEqualTo(SnapshotJson.write(Law.shipped()));
  }

  @Test
  void kindsThatNoDecisionLooksAtAreLeftAlone() {
    changed("capacity-claims", "c", NullNode.getInstance(), SystemLogStore.content());

    assertThat(reversed()).isEqualTo(catalogue);
  }
}
