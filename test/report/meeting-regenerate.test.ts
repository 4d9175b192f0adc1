/** The notes of a meeting in a repository: what people changed there stays, and what is added in Slack comes. */
import { expect, it } from '@jest/globals';
import { regenerate } from '../../src/domain/regenerate/regenerate.js';
import { meetingNotes } from '../../src/report/meeting.js';
import { ann, meetingOf, series } from '../builders/meeting.js';

const given = {
  release: { issues: { repository: 'acme/rocket', milestone: 'v1.6' } },
  web: 'https://github.com',
};
const said = (...texts: string[]) =>
  meetingNotes(
    series(),
    meetingOf([
      { kind: 'topic-added', topic: { id: 't', text: 'Freeze', by: ann, source: null } },
      ...texts.map((text, at) => ({
        kind: 'point-added' as const,
        point: { id: `p${at}`, kind: 'note' as const, topic: 't', text, by: ann, source: null },
      })),
    ]),
    given,
  );

it('keeps the title and the words that people changed, and takes what is new', () => {
  const first = regenerate(null, said('One', 'Two'));
  const edited = first
    .replace('title: "Release team Notes', 'title: "Our notes')
    .replace('* One', '* One, as we meant it');
  expect(edited).not.toBe(first);
  const second = regenerate(edited, said('One', 'Two', 'Three #7'));
  expect(second).toMatch(/^---\ntitle: "Our notes/);
  expect(second).toContain('* One, as we meant it\n');
  expect(second).not.toContain('* One\n');
  expect(second).toContain('* Three [#7][1]');
  expect(second).toContain('[1]: https://github.com/acme/rocket/issues/7');
});

it('changes nothing where nothing is new', () => {
  const first = regenerate(null, said('One', 'Two\n- and more'));
  expect(regenerate(first, said('One', 'Two\n- and more'))).toBe(first);
  expect(first.startsWith(said('One', 'Two\n- and more').trimEnd())).toBe(true);
});
