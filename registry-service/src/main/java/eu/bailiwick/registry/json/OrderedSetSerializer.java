package eu.bailiwick.registry.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;

/** Writes sets of comparable things in their natural order, so that equal sets are equal bytes. */
@SuppressWarnings("rawtypes") // Jackson registers serializers by raw class
final class OrderedSetSerializer extends StdSerializer<Set> {

  OrderedSetSerializer() {
    super(Set.class);
  }

  @Override
  public void serialize(Set set, JsonGenerator json, SerializerProvider provider)
      throws IOException {
    json.writeStartArray();
    Object[] elements = set.toArray();
    Arrays.sort(elements);
    for (Object element : elements) {
      provider.defaultSerializeValue(element, json);
    }
    json.writeEndArray();
  }
}
