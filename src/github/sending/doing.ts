/** What each kind of thing that is written at GitHub has to be able to do for its delivery. */
import type { Claimed, Guard } from '../../app/ports/delivery.js';
import type { Found, SendResult } from '../../domain/delivery.js';
import type { GitHubContent } from '../../domain/github-content.js';
import { shortened } from '../../domain/shorten.js';
import type { Call } from './call.js';
import type { Follow } from './follow.js';
import type { Spot } from './place.js';
import { markerOf, type Self } from './self.js';

export interface Means {
  call: Call;
  follow: Follow;
  self: Self;
}

/** A delivery with where it goes by now. */
export interface Task<Kind extends GitHubContent['kind']> {
  claimed: Claimed;
  content: Extract<GitHubContent, { kind: Kind }>;
  at: Spot;
  /** See `Guard`. */
  inTime: Guard['inTime'];
}

export interface Doing<Kind extends GitHubContent['kind']> {
  send(task: Task<Kind>): Promise<SendResult>;
  find(task: Task<Kind>, elapsed: number): Promise<Found>;
  remove(task: Task<Kind>, ts: string, kept: string): Promise<boolean>;
}

export const tooLate: SendResult = { kind: 'not-sent', why: 'getting ready took too long' };

/** GitHub's limit of a comment and of what an issue says, in characters. */
export const mostCharacters = 65_536;

/** What is written, with the marker by which it is found again. */
export function marked(body: string, key: string): string {
  const marker = `\n\n${markerOf(key)}`;
  const text = shortened(
    body,
    mostCharacters - marker.length,
    '*The rest is left out: GitHub takes no more.*',
  );
  return `${text}${marker}`;
}
