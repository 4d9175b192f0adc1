/** The table of Homes, as rows. */
export interface HomeTables {
  home: {
    /** Slack id */
    user_id: string;
    /** When the person looked at it last: ms, UTC. */
    opened_at: number;
    /** Slack's id of the event that told so: it may come several times. */
    event: string;
    /** A short name of what was published last. */
    shown: string | null;
    /** Slack's name of that. */
    hash: string | null;
  };
}
