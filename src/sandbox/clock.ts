/** The sandbox's clock: it runs as any other, and can be put forward. */

export interface SandboxClock {
  /** ms, UTC */
  now(): number;
  /** Never back: what was written would stand in the future. */
  forwardTo(moment: number): void;
}

/** Shows `start` now. */
export function startClock(start: number): SandboxClock {
  let shift = start - performance.now();
  const now = () => Math.floor(shift + performance.now());
  return {
    now,
    forwardTo(moment) {
      if (moment > now()) shift = moment - performance.now();
    },
  };
}
