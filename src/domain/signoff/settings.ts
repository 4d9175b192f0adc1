/** How the groups of a release are asked whether it may ship. */
export interface SignOffSettings {
  /** Slugs of the groups that have to say GO, in order. */
  groups: string[];
  /** Where the poll is posted. */
  channels: string[];
  /** So long a poll is open unless it says otherwise, in ms. */
  deadline: number;
  /** How long before the deadline those who have not answered are reminded, in ms; the longest first. */
  remind: number[];
  /** Where they are. A group without a channel is reminded directly. */
  remindIn: 'channel' | 'direct' | 'both';
  /** What makes answers void. */
  voidOn: { commit: boolean; job: boolean };
}
