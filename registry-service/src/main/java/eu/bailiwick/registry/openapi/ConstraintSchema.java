package eu.bailiwick.registry.openapi;

import eu.bailiwick.registry.json.ConstraintNames;
import eu.bailiwick.sovereignty.evidence.Grade;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;

/** The schema of constraints: an object with one member, named like the kind. */
final class ConstraintSchema {

  private ConstraintSchema() {}

  static Schema make() {
    Schema schema =
        OASFactory.createSchema()
            .addType(Schema.SchemaType.OBJECT)
            .description("One demand; the member's name says which")
            .minProperties(1)
            .maxProperties(1);
    ConstraintNames.types().forEach((name, type) -> schema.addProperty(name, content(type)));
    return schema;
  }

  private static Schema content(Class<?> type) {
    Schema schema = OASFactory.createSchema().addType(Schema.SchemaType.OBJECT);
    for (RecordComponent component : type.getRecordComponents()) {
      schema.addProperty(component.getName(), member(component.getType()));
    }
    return schema;
  }

  private static Schema member(Class<?> type) {
    Schema text = OASFactory.createSchema().addType(Schema.SchemaType.STRING);
    if (type == List.class) {
      return OASFactory.createSchema().addType(Schema.SchemaType.ARRAY).items(text);
    }
    return type == Grade.class
        ? text.enumeration(Arrays.<Object>asList((Object[]) Grade.values()))
        : text;
  }
}
