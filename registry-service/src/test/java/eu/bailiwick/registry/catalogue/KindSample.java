package eu.bailiwick.registry.catalogue;

import java.util.List;

/**
 * One resource of a kind, in two states.
 *
 * @param kind as in URLs
 * @param before JSON
 * @param after JSON of another state
 */
record KindSample(String kind, String id, String before, String after) {

  /** One of every kind; what they refer to is in {@code /examples/catalogue.yaml}. */
  static final List<KindSample> ALL =
      List.of(
          of("entities", "k-entity", "{'id':'k-entity','name':'$'}"),
          of(
              "sites",
              "k-site",
              "{'id':'k-site','name':'$','country':'FR','operator':'example-calcul',"
                  + "'status':'ANNOUNCED','addressRanges':[]}"),
          of("cells", "k-cell", "{'id':'k-cell','area':'$','sites':['example-paris']}", "FR", "EU"),
          of(
              "models",
              "k/model:1",
              "{'id':'k/model:1','name':'$','operations':['CHAT','EMBEDDINGS']}"),
          of(
              "versions",
              "k-version",
              "{'id':'k-version','model':'example/chat-8b','imageDigest':'%1$s',"
                      .formatted("sha256:" + "a".repeat(64))
                  + "'weightsDigest':'%1$s','profile':'p','tag':'$'}"
                      .formatted("sha256:" + "b".repeat(64))),
          of(
              "endpoints",
              "k-endpoint",
              "{'id':'k-endpoint','version':'example-chat-8b-1','site':'example-paris',"
                  + "'servedModel':'m','state':'$','facts':{'certifications':[]}}",
              "DISABLED",
              "DRAINING"),
          of(
              "data-classes",
              "k-class",
              "{'id':'k-class','parent':'$','tenant':'example-clinic'}",
              "public",
              "personal"),
          of("tenants", "k-tenant", "{'id':'k-tenant','name':'$','audit':'OBSERVE'}"),
          of(
              "applications",
              "k-application",
              "{'id':'k-application','tenant':'example-clinic','name':'$','dataClass':'public'}"),
          of(
              "keys",
              "k-key",
              "{'id':'k-key','application':'example-letters','hash':'%s','status':'$'}"
                  .formatted("sha256:" + "c".repeat(64)),
              "ACTIVE",
              "REVOKED"),
          of(
              "policies",
              "k-policy",
              "{'id':'k-policy','scope':{'level':'TENANT','tenant':'example-clinic'},"
                  + "'constraints':[{'processingWithin':{'areas':['$'],'minGrade':'DECLARED'}}],'examples':[]}",
              "EEA",
              "EU"));

  private static KindSample of(String kind, String id, String json) {
    return of(kind, id, json, "One", "Two");
  }

  private static KindSample of(String kind, String id, String json, String before, String after) {
    String quoted = json.replace('\'', '"');
    return new KindSample(kind, id, quoted.replace("$", before), quoted.replace("$", after));
  }

  String path() {
    return "/v1/" + kind + "/" + id;
  }

  @Override
  public String toString() {
    return kind;
  }
}
