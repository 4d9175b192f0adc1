/** kubeadm 1.6.0, from the report of 28 March 2017, 22:40 PDT, to release 1.6.1 on 3 April, 13:32, as people would have lived it. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { theEnd } from './incident-1.6.0/end.js';
import { theFix } from './incident-1.6.0/fix.js';
import { theNight } from './incident-1.6.0/night.js';
import { Story } from './incident-1.6.0/story.js';
import { theTimeline } from './incident-1.6.0/timeline.js';
import { theWait } from './incident-1.6.0/wait.js';

const story = new Story();
beforeAll(() => story.begin(), 30_000);
afterAll(() => story.end());

describe('the night of the report', () => theNight(story));
describe('the days of the fix', () => theFix(story));
describe('the wait for the release', () => theWait(story));
describe('release 1.6.1', () => theEnd(story));
describe('the timeline', () => theTimeline(story));

it('nothing went wrong behind the scenes', () => {
  expect(story.bot.log.filter(({ level }) => level === 'error')).toEqual([]);
});
