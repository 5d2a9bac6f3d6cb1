package eu.bailiwick.sovereignty.policy;

/**
 * What a policy says of requests that name media by a URL, which the model server would fetch from
 * wherever that is. They are served if at least one policy that covers them says {@link #ALLOW} and
 * none says {@link #FORBID}.
 */
public enum RemoteMedia {
  ALLOW,
  FORBID
}
