/** The time of a whole-product run: it passes faster than the machine's, and a process may believe in another one. */

export interface Hours {
  /** When the run began: ms, UTC. */
  origin: number;
  /** So many minutes pass in one. */
  speed: number;
}

/** @param shift how far the clock of this process is off: ms of the machine's time */
export function clocksOf({ origin, speed }: Hours, shift: () => number) {
  const machine = () => Date.now() + shift();
  return { machine, clock: () => Math.floor(origin + (machine() - origin) * speed) };
}
