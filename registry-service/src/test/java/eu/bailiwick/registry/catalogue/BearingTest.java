package eu.bailiwick.registry.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import eu.bailiwick.registry.document.Kind;
import eu.bailiwick.registry.document.Reading;
import eu.bailiwick.registry.json.CatalogueJson;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BearingTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tenants | {'id':'x','name':'A'} | {'id':'x','name':'B','audit':'OBSERVE',"
            + "'limits':{'concurrentRequests':1}}",
        "entities | {'id':'x','name':'A'} | {'id':'x','name':'B'}",
        "applications | {'id':'x','tenant':'t','name':'A','dataClass':'public'}"
            + " | {'id':'x','tenant':'t','name':'B','dataClass':'public','priority':'BATCH',"
            + "'limits':{'concurrentRequests':1}}",
        "sites | {'id':'x','name':'A','country':'FR','operator':'o','status':'ANNOUNCED'}"
            + " | {'id':'x','name':'B','country':'FR','operator':'o','status':'OPERATIONAL',"
            + "'addressRanges':['192.0.2.0/24']}",
        "endpoints | {'id':'x','version':'v','site':'s','servedModel':'m','state':'ENABLED'}"
            + " | {'id':'x','version':'v','site':'s','servedModel':'n','state':'DRAINING',"
            + "'baseUrl':'https://chat.example','dialect':'TGI','capabilities':{'TOOLS':'NO'},"
            + "'weight':1,'canaryPercent':50,'maxConcurrentRequests':1,'peer':{'dnsName':'a'}}",
        "models | {'id':'x','name':'A','operations':['CHAT']}"
            + " | {'id':'x','name':'B','operations':['CHAT']}"
      })
  void namesAddressesAndStatusHaveNone(String kind, String before, String after) {
    assertThat(Bearing.differs(read(kind, before), read(kind, after))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "applications | {'id':'x','tenant':'t','name':'A','dataClass':'health'}"
            + " | {'id':'x','tenant':'t','name':'A','dataClass':'public'}",
        "sites | {'id':'x','name':'A','country':'FR','operator':'o','status':'ANNOUNCED'}"
            + " | {'id':'x','name':'A','country':'DE','operator':'o','status':'ANNOUNCED'}",
        "models | {'id':'x','name':'A','operations':['CHAT']}"
            + " | {'id':'x','name':'A','operations':['CHAT','EMBEDDINGS']}",
        "cells | {'id':'x','area':'FR','sites':['s']} | {'id':'x','area':'EU','sites':['s']}"
      })
  void whatDecisionsReadHas(String kind, String before, String after) {
    assertThat(Bearing.differs(read(kind, before), read(kind, after))).isTrue();
  }

  private static Record read(String kind, String json) {
    return read(StoredJson.kind(kind), json.replace('\'', '"'));
  }

  private static <T extends Record> Record read(Kind<T> kind, String json) {
    Reading reading = Reading.resource(kind, "x", CatalogueJson.parse(json));
    assertThat(reading.violations().list()).isEmpty();
    return reading.upserts().getFirst().value();
  }
}
