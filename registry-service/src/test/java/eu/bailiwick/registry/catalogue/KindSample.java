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

  /**
   * What comes after permits nothing that was denied before. One of every kind; what they refer to
   * is in {@code /examples/catalogue.yaml}.
   */
  static final List<KindSample> ALL =
      List.of(
          of("entities", "k-entity", "{'id':'k-entity','name':'$'}"),
          of(
              "sites",
              "k-site",
              "{'id':'k-site','name':'$','country':'FR','operator':'example-calcul',"
                  + "'status':'ANNOUNCED','addressRanges':[],'certifications':[{'value':"
                  + "{'scheme':'ISO27001'},'grade':'DECLARED','source':'s'}],'asOf':'2026-03','trustAnchors':[]}"),
          of("cells", "k-cell", "{'id':'k-cell','area':'$','sites':['example-paris']}", "EU", "FR"),
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
                  + "'servedModel':'m','state':'$','facts':{'certifications':[]},'dialect':'VLLM',"
                  + "'capabilities':{'TOOLS':'YES','VISION':'NO'},'weight':1000,'canaryPercent':5,"
                  + "'maxConcurrentRequests':64,'peer':{'dnsName':'chat.internal.example',"
                  + "'spiffeId':'spiffe://paris.example/chat'}}",
              "DISABLED",
              "DRAINING"),
          of(
              "data-classes",
              "k-class",
              "{'id':'k-class','parent':'$','tenant':'example-clinic'}",
              "personal",
              "public"),
          of(
              "tenants",
              "k-tenant",
              "{'id':'k-tenant','name':'$','audit':'OBSERVE',"
                  + "'limits':{'concurrentRequests':8,'requestsPerMinute':60,"
                  + "'tokensPerMinute':100000,'tokensPerMonth':3000000000}}"),
          of(
              "applications",
              "k-application",
              "{'id':'k-application','tenant':'example-clinic','name':'$','dataClass':'public',"
                  + "'limits':{'tokensPerMinute':1},'priority':'BATCH'}"),
          of(
              "keys",
              "k-key",
              "{'id':'k-key','application':'example-letters','hash':'%s','status':'$','limits':{}}"
                  .formatted("sha256:" + "c".repeat(64)),
              "ACTIVE",
              "REVOKED"),
          of(
              "policies",
              "k-policy",
              "{'id':'k-policy','scope':{'level':'TENANT','tenant':'example-clinic'},"
                  + "'constraints':[{'processingWithin':{'areas':['$'],'minGrade':'DECLARED'}}],'examples':[]}",
              "EEA",
              "EU"),
          of(
              "accelerators",
              "k-accelerator",
              "{'id':'k-accelerator','vendor':'example-cloud','name':'$','form':'RACK',"
                  + "'gpus':{'value':72,'grade':'DECLARED','source':'s'},"
                  + "'peaks':[{'value':{'precision':'FP4','sparsity':'SPARSE','teraflops':"
                  + "{'from':1440000,'to':1440000.5}},'grade':'DECLARED','source':'s'}]}"),
          of(
              "capacity-claims",
              "k-claim",
              "{'id':'k-claim','site':'example-paris','kind':'$','quantity':{'value':0.5,"
                  + "'bound':'UP_TO','unit':'EXAFLOPS','precision':'UNSPECIFIED',"
                  + "'sparsity':'UNSPECIFIED'},'source':{'publisher':'P','title':'T',"
                  + "'date':'2026-02'},'asOf':'2026','contestedBy':[]}",
              "ANNOUNCED",
              "MEASURED"));

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
