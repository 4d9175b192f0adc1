/** The accelerated calendar that all replicas and their GitHub share: a minute of it in each second. */
import type { Timing } from '../../../src/domain/delivery-timing.js';

export interface ReplicaOptions {
  databaseUrl: string;
  slackUrl: string;
  githubUrl: string;
  botToken: string;
  githubToken: string;
  config: string;
  timing: Timing;
  /** When it was noon, in ms on the clock of the machine. */
  origin: number;
}

export const noon = Date.UTC(2017, 2, 16, 12);
const speed = 60;

/** @returns a clock that stands at noon until the origin has come */
export const calendar = (origin: number) => () => noon + Math.max(0, Date.now() - origin) * speed;
