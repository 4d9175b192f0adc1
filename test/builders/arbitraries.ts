/** Random issues and filters for properties: few names, so that they meet often, and awkward ones among them. */
import fc from 'fast-check';
import type { Filter } from '../../src/domain/filter.js';
import type { Issue } from '../../src/domain/issue.js';
import { day } from '../../src/domain/time.js';
import { issue, noon } from './issue.js';

export const labelNames = [
  'kind/bug',
  'kind/flake',
  'sig/node',
  'SIG/Storage',
  'sig/api machinery',
  'sig/a,b',
  'sig/x:y',
  'help wanted',
  'release-blocker',
  'area/(old)',
  'kind: question',
  'größe/ü😀',
  'and',
  'text:odd',
];
const patternNames = ['sig/*', 'kind/*', '*', 'area/*', 'nobody/*', '*blocker', 's*g/*o*', '*:*'];
const bots = ['k8s-bot', 'fix-it[bot]'];
const people = ['ada', 'grace', 'linus'];
const wordList = ['broken', 'test', 'run', 'running', 'Test', 'übung', 'node', '42'];
const joints = [' ', ' ', ' ', '-', ', ', '. ', ' (', '/'];

const sentence = fc
  .array(fc.tuple(fc.constantFrom(...wordList), fc.constantFrom(...joints)), { maxLength: 6 })
  .map((parts) => parts.flat().join(''));

/** Open issues of milestone 17, numbered from 1, in any order. */
export const someIssues = (maxLength = 25): fc.Arbitrary<Issue[]> =>
  numbered(fc.record(issueParts), maxLength);

/** Some of them closed, and in any of these milestones. */
export const scatteredIssues = (maxLength: number, milestones: (number | null)[]): fc.Arbitrary<Issue[]> =>
  numbered(
    fc.record({
      ...issueParts,
      milestone: fc.constantFrom(...milestones),
      state: fc.constantFrom<Issue['state']>('open', 'open', 'open', 'open', 'closed'),
    }),
    maxLength,
  );

const issueParts = {
  title: sentence,
  body: sentence,
  labels: fc.uniqueArray(fc.constantFrom(...labelNames), { maxLength: 4 }),
  assignees: fc.uniqueArray(fc.constantFrom(...people), { maxLength: 2 }),
  author: fc.constantFrom(...people),
  bot: fc.option(fc.constantFrom(...bots), { nil: undefined }),
  isPullRequest: fc.boolean(),
  days: fc.nat({ max: 20 }),
};

type Drawn = Omit<Partial<Issue>, 'number'> & { bot: string | undefined; author: string; days: number };

function numbered(one: fc.Arbitrary<Drawn>, maxLength: number): fc.Arbitrary<Issue[]> {
  return fc.array(one, { maxLength }).map((list) =>
    list.map(({ bot, author, days, ...rest }, at) =>
      issue({
        ...rest,
        number: at + 1,
        author: bot ?? author,
        authorIsBot: bot !== undefined,
        createdAt: noon - days * day,
      }),
    ),
  );
}

const leaf: fc.Arbitrary<Filter> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(...labelNames).map((pattern): Filter => ({ is: 'label', pattern })),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom(...patternNames).map((pattern): Filter => ({ is: 'label', pattern })),
  },
  fc.constantFrom<Filter>({ is: 'every' }, { is: 'unassigned' }, { is: 'bot' }),
  fc
    .array(fc.constantFrom(...wordList), { minLength: 1, maxLength: 3 })
    .map((list): Filter => ({ is: 'text', phrase: list.join(' ') })),
);

export const someFilter: fc.Arbitrary<Filter> = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { weight: 3, arbitrary: leaf },
    { weight: 2, arbitrary: tie('filter').map((of): Filter => ({ is: 'not', of })) },
    {
      weight: 3,
      arbitrary: fc
        .record({
          is: fc.constantFrom<'and' | 'or'>('and', 'or'),
          of: fc.array(tie('filter'), { minLength: 1, maxLength: 3 }),
        })
        .map((both): Filter => both),
    },
  ),
})).filter;

/** Text that wants to be more than text, in Slack or in Markdown. */
export const hostileTexts = [
  '<!channel> <@U1> <!subteam^S1|team>',
  'a & b &amp; c &lt;',
  'x | y || z',
  '\u202eGO is NO\u202c',
  'family 👨‍👩‍👧‍👦 flags 🇩🇪🇫🇷',
  'zero\u200bwidth\u200djoiner',
  '[click](https://evil.example) ![img](x)',
  '# heading\n- list\r* [ ] task\r\n1. one',
  '</details><script>alert(1)</script>',
  '@kubernetes/everyone &#64;here',
  '`code` **bold** _it_ ~~no~~ ```',
  'مرحبا بالعالم שלום',
  '----',
];

export const hostileText = (maxLength = 400): fc.Arbitrary<string> =>
  fc
    .array(fc.oneof(fc.constantFrom(...hostileTexts), fc.string({ unit: 'grapheme', maxLength: 30 })), {
      minLength: 1,
      maxLength: 20,
    })
    .map((parts) => cutTo(parts.join(' '), maxLength) || 'x');

/** The beginning of a text, without half of an emoji at its end. */
export const cutTo = (text: string, length: number): string =>
  text.slice(0, length).replace(/\p{Surrogate}/gu, '');
