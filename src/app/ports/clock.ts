/** The time, as a use case is given it. */

/** Milliseconds since the epoch, UTC. */
export type Clock = () => number;
