/** The notes of a meeting: the outline of seed 002, and that nothing people type changes what is around it. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { parse } from 'yaml';
import type { MeetingEvent, PointKind } from '../../src/domain/meeting/event.js';
import { meetingNotes } from '../../src/report/meeting.js';
import { hostileText } from '../builders/arbitraries.js';
import { ann, ben, meetingOf, series } from '../builders/meeting.js';
import { notesOutline, ourOutline } from '../builders/notes-outline.js';

const given = {
  release: { issues: { repository: 'acme/rocket', milestone: 'v1.6' } },
  web: 'https://github.com',
};

const topic = (id: string, text: string): MeetingEvent => ({
  kind: 'topic-added',
  topic: { id, text, by: ann, source: null },
});
let ids = 0;
const point = (topic: string | null, text: string, kind: PointKind = 'note', by = ann): MeetingEvent => ({
  kind: 'point-added',
  point: { id: `p${++ids}`, kind, topic, text, by, source: null },
});
const action = (more: object = {}): MeetingEvent => ({
  kind: 'action-added',
  action: {
    ...{
      id: 'a1',
      topic: null,
      text: 'Write it down',
      by: ann,
      owner: ben,
      login: null,
      due: null,
      source: null,
    },
    ...more,
  },
});
const notes = (events: MeetingEvent[], more: Parameters<typeof series>[0] = {}) =>
  meetingNotes(series(more), meetingOf(events), given);

describe('the notes of a meeting', () => {
  it('have the outline of seed 002', () => {
    const repository = 'GoogleCloudPlatform/kubernetes';
    const meeting = meetingOf([
      ...[topic('freeze', 'The freeze'), topic('e2e', 'Red tests'), topic('up', 'Newer clusters')],
      ...['It starts tonight', 'What is open is drained', 'It opens again in six weeks'].map((text) =>
        point('freeze', text),
      ),
      ...[point('e2e', 'Red since Monday'), point('e2e', 'Only the on-call merges')],
      point('e2e', 'May others see the results? (Paul)\n- Secrets come first\n- A queue is the way later'),
      ...[point('up', 'One way is a new disk'), point('up', 'Another one is in place')],
      ...[
        point('up', 'What people said\n- Pods would die\n- Two masters would do'),
        point('up', 'A third way'),
      ],
      point(null, 'Consistent in the end\n- Looked at again next week', 'attention'),
      point(null, 'A regression #8499', 'attention', ben),
      point(null, `Somebody should look: https://github.com/${repository}/pull/8334`, 'attention'),
      point(null, 'Ending well is not done #2789\n- Longer periods\n- Ben looks', 'attention'),
      point(null, 'Balancing is close', 'attention'),
    ]);
    const text = meetingNotes(
      series({ url: '/blog/{year}/{month}/{slug}', intro: 'We meet each week.' }),
      meeting,
      { ...given, release: { issues: { repository, milestone: 'v1' } } },
    );
    expect(notesOutline(text)).toEqual(ourOutline(0));
  });

  it('say in their front matter what they are of', () => {
    const text = notes([topic('t', 'Freeze')], {
      title: 'The "best": team\n---',
      url: '/{date}/{slug}',
      slug: 'yes',
    });
    const [, front = ''] = /^---\n([\s\S]*?)\n---\n/.exec(text) ?? [];
    expect(parse(front)).toEqual({
      ...{ title: 'The "best": team --- Notes - March 14 2017', date: '2017-03-14' },
      ...{ slug: 'yes', url: '/2017-03-14/yes' },
    });
    expect(notes([])).not.toContain('url:');
  });

  it('mark decisions, and list what is to be done with its owner, day and issue', () => {
    const text = notes([
      topic('t', 'Freeze'),
      point('t', 'It starts', 'decision'),
      action({ due: Date.UTC(2017, 2, 20, 12) }),
      {
        kind: 'action-filed',
        action: 'a1',
        issue: { name: 'acme/rocket#7', url: 'https://github.com/acme/rocket/issues/7' },
      },
    ]);
    expect(text).toContain('\n* **Decision:** It starts\n');
    expect(text).toContain('\n* Write it down (ben) until 2017-03-20 [#7][1]\n');
    expect(text).toContain('\n[1]: https://github.com/acme/rocket/issues/7\n');
  });

  it('name one issue once, however it is written', () => {
    const text = notes([
      point(null, 'See #7 and acme/rocket#7, https://github.com/acme/rocket/issues/7, other/place#7.'),
    ]);
    expect(text).toContain('See [#7][1] and [#7][1], [#7][1], [other/place#7][2].');
    expect(text.match(/^\[\d\]: .*$/gm)).toEqual([
      '[1]: https://github.com/acme/rocket/issues/7',
      '[2]: https://github.com/other/place/issues/7',
    ]);
  });

  it('say where a topic comes from, who was there, and that it was moved', () => {
    const text = notes([
      {
        kind: 'topic-added',
        topic: {
          id: 'c',
          text: 'Old',
          by: ann,
          source: null,
          carried: { meeting: 9, begins: Date.UTC(2017, 2, 7, 17) },
        },
      },
      { kind: 'attended', people: [ann, ben] },
      {
        kind: 'moved',
        begins: Date.UTC(2017, 2, 15, 17),
        ends: Date.UTC(2017, 2, 15, 18),
        reason: 'Holiday',
      },
    ]);
    expect(text).toContain('* Old (carried over from 2017-03-07)');
    expect(text).toContain('Attendees: ann, ben');
    expect(text).toContain('planned for 2017-03-14 and moved: Holiday');
    expect(text).toContain('date: 2017-03-15');
  });
});

describe('whatever people type into a meeting', () => {
  const markdown = new MarkdownIt({ html: true, linkify: false });
  const shapeOf = (text: string) =>
    markdown
      .parse(text.replace(/^---\n[\s\S]*?\n---\n/, ''), {})
      .flatMap((token) => [token, ...(token.children ?? [])])
      .map(({ type }) => type)
      .filter((type) => !['text', 'link_open', 'link_close', 'softbreak', 'text_special'].includes(type));

  it('leaves the outline as it is, and mentions nobody', () => {
    fc.assert(
      fc.property(hostileText(), hostileText(), hostileText(), (one, two, three) => {
        const of = (first: string, second: string, third: string) =>
          notes([
            topic('t', first),
            point('t', second.replace(/[\r\n\u2028\u2029\v\f]/g, ' ')),
            point(null, third.replace(/[\r\n\u2028\u2029\v\f]/g, ' '), 'attention', {
              id: 'U1',
              name: first,
            }),
            action({ text: second, owner: { id: null, name: third } }),
          ]);
        const visible = (text: string) =>
          /[\p{L}\p{N}]/u.test(text) ? text.replace(/^\s*[-*•]\s+/, '') : 'x';
        const text = of(visible(one), visible(two), visible(three));
        expect(shapeOf(text)).toEqual(shapeOf(of('a', 'b', 'c')));
        expect(text.replace(/\[\d+\]: \S+/g, '')).not.toMatch(/@(?!\u200b)/);
      }),
      { numRuns: 500 },
    );
  });

  it('cannot break out of the front matter', () => {
    fc.assert(
      fc.property(hostileText(), (title) => {
        const text = notes([], { title });
        const [, front = ''] = /^---\n([\s\S]*?)\n---\n/.exec(text) ?? [];
        expect(Object.keys(parse(front) as object)).toEqual(['title', 'date', 'slug']);
      }),
    );
  });

  it('of several lines stays within its bullet', () => {
    fc.assert(
      fc.property(fc.array(hostileText(), { maxLength: 5 }), (lines) => {
        const text = notes([point(null, ['x', ...lines].join('\n'))]);
        const [, body = ''] = /^---\n[\s\S]*?\n---\n([\s\S]*)$/.exec(text) ?? [];
        const others = body
          .split('\n')
          .filter((line) => line !== '' && !/^(?:\* | {4}\* |\[\d+\]: )/.test(line));
        expect(others).toHaveLength(2);
      }),
    );
  });
});
