/** Calendars as a test needs them: read from signalman.yml, as they are for everybody. */
import { loadSettings } from '../../src/config/load.js';
import type { Exception } from '../../src/domain/calendar/exception.js';
import type { Calendar } from '../../src/domain/calendar/phase.js';

/** The phases of Kubernetes 1.34 as its schedule has them. */
export const phases134 = `
      begins: Monday 19th May 2025
      phases:
        prr-freeze: Thursday 12th June 2025
        enhancements-freeze: 21:00 UTC Friday 20th June 2025 / 14:00 PST Friday 20th June 2025
        feature-blog-freeze: 02:00 UTC Friday 11th July 2025 / 19:00 PST Thursday 10th July 2025
        code-freeze: 02:00 UTC Friday 25th July 2025 / 19:00 PDT Thursday 24th July 2025
        test-freeze: 02:00 UTC Friday 25th July 2025 / 19:00 PDT Thursday 24th July 2025
        docs-freeze: Wednesday 6th August 2025
        rc.0: Wednesday 6th August 2025
        rc.1: Saturday 9th August 2025
        rc.2: Wednesday 20th August 2025
        release: { begins: Wednesday 27th August 2025, title: v1.34.0 released }
        thaw: Wednesday 27th August 2025`;

/** @param own of `releases.v1.34.calendar`, as YAML indented by six. @param more of the file's top */
export function calendarOf(own = phases134, more = ''): Calendar {
  const text = `
repository: kubernetes/kubernetes
timezone: America/Los_Angeles
gates: { bugs: { count: kind/bug } }
channels: { release: [C0RELEASE] }
releases:
  v1.34:
    calendar:${own}
${more}`;
  const calendar = loadSettings(text, 'signalman.yml').releases[0]?.calendar;
  if (!calendar) throw new Error('there is no calendar');
  return calendar;
}

export function exception(given: Partial<Exception> = {}): Exception {
  return {
    ...{ id: 3, release: 'v1.34', what: 'Merge the fix of the leak', reason: 'Nodes run out of memory.' },
    issue: { name: 'kubernetes/kubernetes#1', url: 'https://github.com/kubernetes/kubernetes/pull/1' },
    by: { id: 'U0MEMBER', name: 'max' },
    askedAt: Date.UTC(2025, 6, 25),
    ...{ from: Date.UTC(2025, 6, 25), until: Date.UTC(2025, 6, 30), decision: null },
    ...given,
  };
}
