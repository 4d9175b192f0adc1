/** Robots on GitHub obey lines that begin with a slash: nobody has Signalman say one. */
import { describe, expect, it } from '@jest/globals';
import MarkdownIt from 'markdown-it';
import { linkedBlocks, linkedLine, plainLine } from '../../src/report/linked.js';
import { meetingIssue } from '../../src/report/meeting-issue.js';
import { ann, meetingOf, series } from '../builders/meeting.js';

const linking = { known: new Map<string, string>(), web: 'https://github.com' };
const read = (markdown: string) =>
  new MarkdownIt()
    .render(markdown)
    .replace(/<[^>]*>/g, '')
    .trim();

describe.each(['/close', '  /approve no-issue', '/lgtm\ncancel'])('%j', (text) => {
  it('is no command where a line begins with it, and reads the same', () => {
    for (const line of [linkedLine(text, linking), plainLine(text), ...linkedBlocks(text, linking)]) {
      expect(line).not.toMatch(/^\s*\//m);
      expect(read(line).replace(/\s+/g, ' ')).toBe(text.trim().replace(/\s+/g, ' '));
    }
  });

  it('is none as an action item of a meeting', () => {
    const id = 'a1';
    const base = { id, topic: null, text, owner: null, login: null, due: null, by: ann, at: 0, source: null };
    const action = { ...base, issue: null, done: null, filing: null } as never;
    const given = { series: series(), meeting: meetingOf([]), action, thread: null, unassigned: null };
    expect(meetingIssue({ ...given, web: linking.web }).body).not.toMatch(/^\s*\//m);
  });
});
