/** What a declaration has to say before an incident is announced, and how its one issue is named. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { declare } from '../../../src/domain/incident/declare.js';
import { issueNamed, longest, typed, Wrong } from '../../../src/domain/incident/words.js';
import { day, hour, minute } from '../../../src/domain/time.js';
import { ann, ben, declaredAt } from '../../builders/incident.js';
import { contextAt, declaration, wrongFields } from './scene.js';

const now = declaredAt;
const declaring = (given: Parameters<typeof declaration>[0]) =>
  declare(declaration(given), ann, contextAt(now));
const wrongWith = (given: Parameters<typeof declaration>[0]) => wrongFields(() => declaring(given));

describe('a declaration', () => {
  it('says all that people have to know, and promises the next update as the severity wants it', () => {
    expect(declaring({})).toEqual({
      kind: 'declared',
      source: null,
      facts: {
        ...{ title: 'kubeadm init hangs', severity: 's1', release: 'v1.6', versions: '1.6.0' },
        ...{ impact: 'No new cluster can be made.', workaround: 'Stay on 1.5.', fix: 'unknown' },
        ...{ action: '', owner: '', commander: ann, nextUpdateBy: now + 20 * minute },
        issue: { name: 'acme/rocket#212', url: 'https://github.com/acme/rocket/issues/212' },
      },
    });
  });

  it('keeps the promise, the commander and the severity that somebody chose', () => {
    const { facts } = declaring({ nextUpdateBy: now + hour, commander: ben, severity: ' S2 ' });
    expect(facts).toMatchObject({ nextUpdateBy: now + hour, commander: ben, severity: 's2' });
  });

  it.each([
    ['in the past', now - 1],
    ['at this very moment', now],
    ['at no time at all', Number.NaN],
  ])('does not promise an update %s', (_, nextUpdateBy) => {
    expect(wrongWith({ nextUpdateBy })).toEqual({ nextUpdateBy: expect.stringMatching(/over already/) });
  });

  it('promises an update within 30 days', () => {
    expect(declaring({ nextUpdateBy: now + 30 * day }).facts.nextUpdateBy).toBe(now + 30 * day);
    expect(wrongWith({ nextUpdateBy: now + 30 * day + 1 })).toEqual({
      nextUpdateBy: 'That is more than 30 days ahead.',
    });
  });

  it('has one of the severities that are configured, and names them', () => {
    expect(wrongWith({ severity: 's9' })).toEqual({
      severity: 'There is no severity "s9" here: S1, S2, S3.',
    });
  });

  it('is of a release that is configured', () => {
    const given = { release: 'v9', issue: 'acme/rocket#212' };
    expect(wrongWith(given)).toEqual({ release: 'There is no release "v9" here.' });
  });

  it.each(['', '   ', '\n\t\n', '\u200b\u2060', '\u2800', '\u3164', '\0'])(
    'has a title that can be seen, and not %j',
    (title) => {
      expect(wrongWith({ title })).toEqual({ title: 'Say in a few words what is broken.' });
    },
  );

  it('has a title of 140 characters at most, however many bytes they take', () => {
    expect(wrongWith({ title: 'x'.repeat(300) })).toEqual({
      title: expect.stringMatching(/300 characters, and 140 fit/),
    });
    expect(declaring({ title: '🔥'.repeat(140) }).facts.title).toBe('🔥'.repeat(140));
    expect(wrongWith({ title: '🔥'.repeat(141) })).toHaveProperty('title');
  });

  it('has its title on one line, and everything else on as many as were typed', () => {
    const { title, impact } = declaring({ title: ' init\n hangs\r\n', impact: ' one\ntwo ' }).facts;
    expect({ title, impact }).toEqual({ title: 'init hangs', impact: 'one\ntwo' });
  });

  it('has a workaround, or says that none is known, and not both', () => {
    expect(wrongWith({ workaround: ' ' })).toEqual({ workaround: expect.stringMatching(/^Say what people/) });
    expect(wrongWith({ noWorkaround: true })).toEqual({ workaround: expect.stringMatching(/^Either/) });
    expect(declaring({ workaround: '', noWorkaround: true }).facts.workaround).toBe('');
  });

  it('says everything that is wrong at once', () => {
    const given = { title: '', severity: '', versions: '', impact: ' ', workaround: '', nextUpdateBy: 1 };
    const wrong = wrongWith({ ...given, release: '', issue: 'the one from yesterday' });
    expect(Object.keys(wrong).sort()).toEqual(
      ['impact', 'issue', 'nextUpdateBy', 'release', 'severity', 'title', 'versions', 'workaround'].sort(),
    );
  });

  it('leaves mentions as the text that was typed', () => {
    const title = '<!channel> <@U0ANN> @here &amp; *broken*';
    expect(declaring({ title }).facts.title).toBe(title);
  });
});

describe('whatever is typed', () => {
  it('comes out without blanks around it and within its length, or is refused', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 400 }),
        fc.constantFrom(...(Object.keys(longest) as (keyof typeof longest)[])),
        (text, field) => {
          const wrong = new Wrong();
          const clean = typed(wrong, field, text);
          expect(clean).toBe(clean.trim());
          expect(typed(new Wrong(), field, clean)).toBe(clean);
          const fits = [...clean].length <= longest[field];
          expect(fits || Object.keys(wrongFields(() => wrong.check())).length === 1).toBe(true);
        },
      ),
    );
  });
});

describe('an issue', () => {
  const named = (text: string, web = 'https://github.com', repository = 'acme/rocket') => {
    const wrong = new Wrong();
    const issue = issueNamed(wrong, text, repository, web);
    wrong.check();
    return issue && [issue.name, issue.url];
  };
  const refused = (text: string, web?: string, repository?: string) =>
    wrongFields(() => named(text, web, repository));
  const rocket = ['acme/rocket#12', 'https://github.com/acme/rocket/issues/12'];

  it('need not be there', () => {
    expect(named('  ')).toBeNull();
  });

  it.each([' #12 ', '12', 'acme/rocket#12', 'https://github.com/acme/rocket/issues/12'])(
    'is recognized as %j',
    (text) => {
      expect(named(text)).toEqual(rocket);
    },
  );

  it.each([
    'https://github.com/acme/rocket/issues/12/',
    'https://github.com/acme/rocket/issues/12#issuecomment-286209644',
    'https://github.com/acme/rocket/issues/12?notification=1#event-3',
    'HTTPS://GitHub.com/acme/rocket/Issues/12',
  ])('loses what its address says beside it: %s', (text) => {
    expect(named(text)).toEqual(rocket);
  });

  it('may be a pull request, and stays one', () => {
    expect(named('https://github.com/kubernetes/kubernetes/pull/43835/files')).toEqual([
      'kubernetes/kubernetes#43835',
      'https://github.com/kubernetes/kubernetes/pull/43835',
    ]);
  });

  it('may stand on a GitHub of its own', () => {
    const url = 'https://git.example.com:8443/infra/tools.js/issues/7';
    expect(named(url)).toEqual(['infra/tools.js#7', url]);
    expect(named('#7', 'https://git.example.com/')).toEqual([
      'acme/rocket#7',
      'https://git.example.com/acme/rocket/issues/7',
    ]);
  });

  it('may be without https only where repositories are looked at without it', () => {
    const url = 'http://127.0.0.1:4010/acme/rocket/issues/7';
    expect(named(url, 'http://127.0.0.1:4010')).toEqual(['acme/rocket#7', url]);
    expect(refused(url)).toHaveProperty('issue');
  });

  it.each([
    'javascript:alert(1)',
    'javascript://github.com/acme/rocket/issues/12',
    'data:text/html,12',
    'http://github.com/acme/rocket/issues/12',
    'https://ann:secret@github.com/acme/rocket/issues/12',
    'https://example.com/12',
    'https://example.com/acme/rocket',
    'https://example.com/acme/rocket/tree/12',
    'https://example.com/a/b/c/issues/12',
    'https://github.com/acme/rocket/issues/12abc',
    'https://github.com/acme/rocket/issues/12 and more',
    'https://github.com/acme/../issues/12',
    'acme/rocket12',
    'acme/rocket/12',
    'acme/..#12',
    'rocket#12',
    '#0',
    '#-1',
    '#1.5',
    '#12345678901',
    '#',
    'twelve',
    `${'a'.repeat(60)}/rocket#12`,
    `acme/${'r'.repeat(200)}#12`,
    '<https://github.com/acme/rocket/issues/12|click>',
  ])('is not %j', (text) => {
    expect(refused(text)).toEqual({ issue: expect.stringMatching(/owner\/name#123/) });
  });

  it('is named with its repository where no release gives one', () => {
    expect(refused('#12', undefined, '')).toHaveProperty('issue');
    expect(named('acme/rocket#12', undefined, '')).toEqual(rocket);
  });

  it('has an address that leads to where it was typed, or none, whatever is typed', () => {
    const parts = [
      'https://',
      'http://',
      'github.com',
      '/',
      '#',
      '12',
      '..',
      '@',
      '<',
      'acme',
      'issues',
      ' ',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...parts, 'javascript:', '0')), (typed) => {
        const issue = issueNamed(new Wrong(), typed.join(''), 'acme/rocket', 'https://github.com');
        if (issue)
          expect(issue.url).toMatch(/^https:\/\/[\w.:-]+\/[\w-]+\/[\w.-]+\/(issues|pull)\/[1-9]\d*$/);
      }),
      { numRuns: 2000 },
    );
  });
});
