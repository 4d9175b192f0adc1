/** Somebody in Slack. The name is kept beside the id: records are read where an id says nothing. */

export interface Person {
  /** Slack user id */
  id: string;
  name: string;
}
