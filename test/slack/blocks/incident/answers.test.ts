/** Private answers about incidents, and what leaves Slack: the list, one incident, its timeline, and plain texts. */
import { describe, expect, it } from '@jest/globals';
import type { Saying } from '../../../../src/domain/delivery.js';
import { missingForAllClear } from '../../../../src/domain/incident/end.js';
import { timelineMarkdown } from '../../../../src/report/incident-timeline.js';
import { incidentList } from '../../../../src/slack/blocks/incident/list.js';
import { outsideText } from '../../../../src/slack/blocks/incident/outside.js';
import { incidentRenderer } from '../../../../src/slack/blocks/incident/renderer.js';
import { incidentShow } from '../../../../src/slack/blocks/incident/show.js';
import { timelineMessage } from '../../../../src/slack/blocks/incident/timeline.js';
import { markupOf, textsOf } from '../checks.js';
import {
  asRead,
  at,
  declared,
  expectTaken,
  type Happened,
  incident,
  jacob,
  jimmy,
  merged,
  mike,
  nora,
  record,
  resolved,
  retracted,
  settings,
  shown,
  zone,
} from './shown.js';

const linesOf = ({ blocks }: Saying) => markupOf(blocks).flatMap((text) => asRead(text).split('\n'));
const of = settings();

describe('the list of incidents', () => {
  const one = incident();
  const minor = incident([declared({ title: 'The notes name a wrong flag', severity: 's3' })], 13);
  const links = new Map([[12, 'https://k8s.slack.com/p12']]);

  it('has the open ones first, the gravest at the top, with what is overdue', () => {
    const said = incidentList([minor, one], of, links, at(3, 29, '20:00'));
    expectTaken(said);
    expect(said.text).toBe(
      '2 incidents open: 12 (S1) kubeadm 1.6.0 hangs when initializing a cluster; 13 (S3) The notes name a wrong flag.',
    );
    expect(linesOf(said)).toEqual([
      ':rotating_light: *<https://k8s.slack.com/p12|12: kubeadm 1.6.0 hangs when initializing a cluster>*',
      '*Fix proposed* · S1 · blocks v1.6 · commander <@U01JACOB>',
      'rev 3, as of 29 March 2017, 18:51 PDT · next update by 29 March 2017, 21:00 PDT',
      ':rotating_light: *13: The notes name a wrong flag*',
      '*Declared* · S3 · does not block v1.6 · commander <@U01JACOB>',
      'rev 1, as of 28 March 2017, 22:40 PDT · next update by 28 March 2017, 23:20 PDT · *overdue*',
      '`/incident show 12` shows all of one · `/incident declare` declares another',
    ]);
  });

  it('has the last ten that are over, with how long they took', () => {
    const over = Array.from({ length: 11 }, (_, index) => incident([...record, resolved], index + 1));
    const ends = [incident([...record, retracted], 20), incident([...record, merged], 21)];
    const lines = linesOf(incidentList([...over, ...ends], of, links, at(4, 4, '12:00')));
    expect(lines[0]).toBe('*Over*');
    expect(lines[1]).toBe(
      ':white_check_mark: 11: kubeadm 1.6.0 hangs when initializing a cluster · Resolved after 5 d 14 h 52 min · S1',
    );
    expect(lines).toContain('and 3 more that are over');
    expect(linesOf(incidentList(ends, of, links, 0)).join()).toMatch(
      /:twisted_.* Merged .*:wastebasket: .* Retracted/,
    );
  });

  it('says that there is none', () => {
    const said = incidentList([], of, links, 0);
    expectTaken(said);
    expect(said.text).toBe('No incident is open.');
    expect(linesOf(said)).toEqual(['None was ever declared here: `/incident declare` does it']);
  });

  it('is one that Slack takes, however many there are', () => {
    const many = Array.from({ length: 120 }, (_, index) =>
      incident(index % 2 ? record : [...record, resolved], index + 1),
    );
    const said = incidentList(
      many,
      of,
      new Map(many.map(({ id }) => [id, `https://k8s.slack.com/p${id}`])),
      0,
    );
    expectTaken(said);
    expect(linesOf(said).join()).toMatch(/and \d+ more open/);
  });
});

describe('one incident in full', () => {
  const by = (who: typeof nora, event: Happened['event']): Happened => ({
    at: at(3, 29, '19:30'),
    by: who,
    event,
  });
  const subject = incident([
    ...record,
    by(jacob, { kind: 'ticked', criterion: '1.6.1 is released', on: true }),
    by(nora, { kind: 'confirmed', role: 'release-lead' }),
    by(mike, {
      kind: 'drafted',
      draft: { id: 'd', by: mike, text: 'The fix is merged.', facts: {}, base: 3, why: 'approval' },
    }),
    by(nora, { kind: 'subscribed', destination: 'C03DOCS' }),
  ]);

  it('says what an all-clear still needs, what waits, and for how long it has been open', () => {
    const receipt = {
      delivered: 1,
      all: 2,
      failed: [{ destination: 'C03DOCS', reason: 'is_archived' }],
      open: 0,
    };
    const said = incidentShow(shown(subject), receipt, missingForAllClear(subject, of), at(3, 29, '20:00'));
    expectTaken(said);
    expect(linesOf(said)).toEqual(
      expect.arrayContaining([
        '*Now*  The cherry-pick to release-1.6 is up for review (https://github.com/kubernetes/kubernetes/pull/43837); a manual test passed.',
        '*For the all-clear*',
        ':ballot_box_with_check: 1.6.1 is released · pipejakob',
        ':white_large_square: kubeadm init passes its end-to-end tests on release-1.6',
        ':ballot_box_with_check: Confirmed by the release lead · nora',
        ':white_large_square: To be confirmed by the commander',
        '*Written, but not sent*',
        '• mikedanese, waits for approval: The fix is merged.',
        'Declared 28 March 2017, 22:40 PDT by jimmycuadra · open for 21 h 20 min',
        '1 of 2 places up to date (<#C03DOCS> archived) · 1 asked for it',
      ]),
    );
  });

  it.each([
    ['resolved', resolved, /lasted 5 d 14 h 52 min/],
    ['retracted', retracted, /\*Retracted\* by <@U01NORA>/],
    ['merged', merged, /\*Goes on as\* incident 9/],
  ])('that is %s says so', (_, end, what) => {
    const over = incident([...record, end]);
    const said = incidentShow(shown(over), null, missingForAllClear(over, of), at(4, 9, '20:00'));
    expectTaken(said);
    expect(linesOf(said).join('\n')).toMatch(what);
    expect(linesOf(said)).not.toContain('*For the all-clear*');
  });
});

const noted = (id: string, moment: number | null, text: string, approximate = false): Happened => ({
  ...{ at: at(3, 31, '12:00'), by: jimmy },
  event: { kind: 'noted', entry: { id, at: moment, approximate, text, by: jimmy, source: null } },
});
const told = [
  // Recorded out of order, and across the change of the clocks on 12 March.
  noted('a', at(3, 9, '21:43'), 'e2e jobs fixed'),
  noted('b', at(3, 8, '13:22'), 'prow config refactored'),
  noted('c', at(3, 28, '14:00'), 'first complaints', true),
  noted('d', null, 'older packages removed'),
];
const corrected: Happened = {
  ...{ at: at(3, 29, '19:30'), by: jacob },
  event: { kind: 'corrected', of: 3, reason: 'Wrong branch.', text: 'Not tested yet.', facts: {} },
};

describe('the timeline', () => {
  const subject = incident([...record, corrected, ...told]);

  it('is in the order of time, by day, in one zone that is named once', () => {
    const said = timelineMessage(subject, zone);
    expectTaken(said);
    const lines = linesOf(said);
    expect(lines[0]).toBe(
      'kubeadm 1.6.0 hangs when initializing a cluster · all times are in America/Los_Angeles, on a 24-hour clock',
    );
    expect(lines.filter((line) => /^\*\D*\d* ?\w+ 2017\*$|^\*No time/.test(line))).toEqual([
      ...['*8 March 2017*', '*9 March 2017*', '*28 March 2017*', '*29 March 2017*', '*No time yet*'],
    ]);
    expect(lines).toEqual(
      expect.arrayContaining([
        '*13:22*  prow config refactored · _jimmycuadra_',
        '*about 14:00*  first complaints · _jimmycuadra_',
        '*13:04*  Update (rev 2): kubelet reports NotReady while CNI is unconfigured, and kubeadm waits for Ready for ever. · state: Investigating → Cause known · next update by 18:00 · _pipejakob_',
        // The state was not wrong.
        expect.stringMatching(
          /^\*18:51\* {2}~Update \(rev 3\): .*~ · state: Cause known → Fix proposed · .* · owner: <@U01MIKE> · taken back: Wrong branch\.$/,
        ),
        '•  older packages removed · _jimmycuadra_',
      ]),
    );
    expect(said.text).toContain('8 entries, in America/Los_Angeles.');
  });

  it('is told in another zone', () => {
    expect(linesOf(timelineMessage(subject, 'Europe/Berlin'))).toEqual(
      expect.arrayContaining(['*10 March 2017*', '*06:43*  e2e jobs fixed · _jimmycuadra_']),
    );
  });

  it('that is long has as many of the last entries as fit, and says how many are left out', () => {
    const many = Array.from({ length: 400 }, (_, index) =>
      noted(`n${index}`, at(1, 1, '00:00') + index * 3_600_000, `${'long '.repeat(60)}${index}`),
    );
    const said = timelineMessage(incident([...record, ...many]), zone);
    expectTaken(said);
    const text = linesOf(said).join('\n');
    const left = Number(/The first (\d+) entries are left out/.exec(text)?.[1]);
    expect(left + (text.match(/^(\*[\d:]+\*) {2}/gm) ?? []).length).toBe(403);
    expect(text).toContain('a manual test passed');
    expect(JSON.stringify(said.blocks).length).toBeGreaterThan(11_000);
  });

  it('is a file in the form of a post-mortem', () => {
    const file = timelineMarkdown(subject, zone);
    expect(file).toContain(
      '# Timeline of incident 12: kubeadm 1.6.0 hangs when initializing a cluster\n\nAll times are in 24-hour America/Los\\_Angeles.\n\n**2017/03/08**\n\n> 13:22 prow config refactored\n\n**2017/03/09**\n\n> 21:43 e2e jobs fixed\n\n**2017/03/28**\n\n> about 14:00 first complaints\n>\n> 22:40 Incident 12 declared',
    );
    expect(file).toMatch(
      /> 18:51 ~~Update \(rev 3\): .*pull\/43837\); a manual test passed\.~~ · state: Cause known → Fix proposed · what is being done: Review of the cherry-pick · owner: mikedanese \(taken back: Wrong branch\.\)\n/,
    );
    expect(file).toMatch(/\*\*No time yet\*\*\n\n> older packages removed\n$/);
  });

  it('lets nothing of what was typed act in the file', () => {
    const evil = noted('x', null, '- [x](http://a_b.c) <b> @all `c`\n# 1\n\n1. *one*');
    expect(timelineMarkdown(incident([...record, evil]), zone)).toContain(
      '> \\- \\[x\\](http://a%5Fb.c) \\<b\\> @\u200ball \\`c\\`\n> \\# 1\n>\n> 1\\. \\*one\\*\n',
    );
  });
});

describe('text for outside', () => {
  it('is plain sentences with times in UTC and in the zone', () => {
    expect(outsideText(shown())).toEqual({
      statusPage: [
        'Fix proposed: kubeadm 1.6.0 hangs when initializing a cluster',
        'The cherry-pick to release-1.6 is up for review (https://github.com/kubernetes/kubernetes/pull/43837); a manual test passed.',
        'Affected versions: kubeadm 1.6.0, new clusters only.',
        'Impact: Nobody can initialize a new 1.6.0 master with kubeadm. Running clusters are not affected.',
        'Until it is fixed: Stay on 1.5. Older packages are gone from the repository: use a cached copy.',
        'What is being done: Review of the cherry-pick.',
        'It is tracked at https://github.com/kubernetes/kubeadm/issues/212',
        'The next update comes by 30 March 2017, 04:00 UTC (29 March 2017, 21:00 PDT).',
        'This is revision 3, as of 30 March 2017, 01:51 UTC (29 March 2017, 18:51 PDT).',
      ].join('\n'),
      mail: {
        subject: '[Fix proposed] kubeadm 1.6.0 hangs when initializing a cluster',
        body: expect.stringMatching(
          /^Hello,\n\nThere is a problem: kubeadm 1\.6\.0 hangs when initializing a cluster\.\n\nThe cherry-pick/,
        ),
      },
      releasePage:
        'Known issue: kubeadm 1.6.0 hangs when initializing a cluster. It affects kubeadm 1.6.0, new clusters only. Nobody can initialize a new 1.6.0 master with kubeadm. Running clusters are not affected. Until it is fixed: Stay on 1.5. Older packages are gone from the repository: use a cached copy. Follow it at https://github.com/kubernetes/kubeadm/issues/212',
    });
  });

  it('says that no workaround is known, that it is resolved, taken back, or told elsewhere', () => {
    expect(outsideText(shown(incident([declared({ workaround: '' })]))).statusPage).toContain(
      'No workaround is known.',
    );
    const over = outsideText(shown(incident([...record, resolved])));
    expect(over.statusPage).toContain(
      'it took 5 d 14 h 52 min.\nWhat remains: The 1.6.0 packages stay broken',
    );
    expect(over.mail.body).toContain('This problem is resolved: kubeadm');
    const back = outsideText(shown(incident([...record, retracted])));
    expect(back.mail.body).toContain('We take back what we wrote about this: kubeadm');
    expect(back.statusPage).toContain('It was not an incident: The report was about a local mirror.');
    expect(outsideText(shown(incident([...record, merged]))).statusPage).toContain(
      'This is the same problem as "kubeadm init never ends".',
    );
  });

  it('says what was wrong in a sentence, in what may stand elsewhere still, until the next news', () => {
    const event: Happened['event'] = {
      ...{ kind: 'corrected', of: 3, reason: 'The test was on another branch', text: 'Not tested yet.' },
      facts: { impact: 'Nobody can initialize a new 1.6.0 master.', severity: 's3', owner: '' },
    };
    const wrong: Happened = { ...corrected, event };
    const { statusPage, mail, releasePage } = outsideText(shown(incident([...record, wrong])));
    expect(statusPage.split('\n').slice(1, 3)).toEqual([
      'Not tested yet.',
      'Correction at 30 March 2017, 02:30 UTC (29 March 2017, 19:30 PDT): The test was on another branch. What we wrote before is wrong: "The cherry-pick to release-1.6 is up for review (https://github.com/kubernetes/kubernetes/pull/43837); a manual test passed"; impact "Nobody can initialize a new 1.6.0 master with kubeadm. Running clusters are not affected".',
    ]);
    expect(mail.body).toContain('\n\nCorrection at 30 March 2017');
    expect(releasePage).not.toContain('Correction');
    const later = outsideText(shown(incident([...record, wrong, resolved])));
    expect(later.statusPage).not.toContain('Correction');
  });

  it('says nothing of a correction of what was never told outside', () => {
    const event: Happened['event'] = {
      ...{ kind: 'corrected', of: 1, reason: 'Too grave.', text: 'It is a minor one.' },
      facts: { severity: 's3', owner: 'sig-node' },
    };
    const { statusPage } = outsideText(shown(incident([...record, { ...corrected, event }])));
    expect(statusPage).not.toContain('Correction');
    // What is right about the declaration does not take the news away.
    expect(statusPage).toContain('a manual test passed.');
  });

  it('stands in grey boxes, as it is', () => {
    const said = incidentRenderer.outside(shown(incident([declared({ title: 'a *b* & <!channel>' })])));
    expectTaken(said);
    const texts = textsOf(said.blocks);
    expect(texts.filter((text) => text.startsWith('For '))).toEqual([
      ...['For the status page', 'For a mail', 'For the release page'],
    ]);
    expect(texts[1]).toMatch(/^Investigating: a \*b\* & <!channel>\n/);
    expect(JSON.stringify(said.blocks).match(/rich_text_preformatted/g)).toHaveLength(3);
  });
});
