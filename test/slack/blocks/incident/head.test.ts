/** The head and its copies: the same facts, at the head of everything and in busy channels. */
import { describe, expect, it } from '@jest/globals';
import type { Saying } from '../../../../src/domain/delivery.js';
import type { Draft } from '../../../../src/domain/incident/event.js';
import { incidentRenderer } from '../../../../src/slack/blocks/incident/renderer.js';
import { asMessage, markupOf } from '../checks.js';
import {
  asRead,
  at,
  declared,
  expectTaken,
  type Happened,
  incident,
  merged,
  mike,
  nora,
  record,
  resolved,
  retracted,
  shown,
} from './shown.js';

const { head, copy, left } = incidentRenderer;
const receipt = {
  ...{ delivered: 31, all: 33, open: 0 },
  failed: [
    { destination: 'C0X', reason: 'is_archived' },
    { destination: 'C0Y', reason: 'not_in_channel' },
  ],
};
const linesOf = ({ blocks }: Saying) => markupOf(blocks).flatMap((text) => asRead(text).split('\n'));
const buttonsOf = (said: Saying) =>
  asMessage(said)
    .blocks.filter(({ type }) => type === 'actions')
    .flatMap(
      ({ elements }) => elements as { action_id: string; value?: string; options?: { value: string }[] }[],
    );
const followed = (...more: Happened[]) => shown(incident([...record, ...more]));

describe('the head', () => {
  it('says that a severity blocks the release, but not under embargo, where no verdict counts it', () => {
    const told = shown(incident(record));
    expect(linesOf(head(told, receipt)).join('\n')).toContain('S1 · blocks v1.6');
    const secret = { ...told, incident: { ...told.incident, isEmbargoed: true } };
    expect(linesOf(head(secret, receipt)).join('\n')).not.toContain('blocks v1.6');
  });

  it('says what is broken, how grave it is, what is being done, and when one hears again', () => {
    const said = head(shown(), receipt);
    expectTaken(said);
    expect(said.text).toBe(
      'Incident 12, S1, rev 3 as of 18:51 PDT: kubeadm 1.6.0 hangs when initializing a cluster. Fix proposed. Next update by 21:00 PDT.',
    );
    expect(said.blocks[0]).toMatchObject({
      type: 'header',
      text: { text: ':rotating_light: kubeadm 1.6.0 hangs when initializing a cluster' },
    });
    expect(linesOf(said)).toEqual([
      ...['*State*', 'Fix proposed'],
      ...['*Severity*', 'S1 · blocks v1.6'],
      ...['*Affected versions*', 'kubeadm 1.6.0, new clusters only'],
      ...['*Commander*', '<@U01JACOB>'],
      '*Now*  The cherry-pick to release-1.6 is up for review (https://github.com/kubernetes/kubernetes/pull/43837); a manual test passed.',
      '*Being done*  Review of the cherry-pick · <@U01MIKE>',
      '*Impact*  Nobody can initialize a new 1.6.0 master with kubeadm. Running clusters are not affected.',
      '*Workaround*  Stay on 1.5. Older packages are gone from the repository: use a cached copy.',
      '*Tracking issue*  <https://github.com/kubernetes/kubeadm/issues/212|kubernetes/kubeadm#212>',
      '*Next update by*  *29 March 2017, 21:00 PDT*',
      'Incident 12 · *rev 3, as of 29 March 2017, 18:51 PDT* · in the team’s zone: 18:51 PDT, next update by 21:00 PDT · this message is always the latest · 31 of 33 places up to date (<#C0X> archived; <#C0Y> not invited) · <https://k8s.slack.com/archives/C01INCIDENTS/p1490000000000200|discussion>',
    ]);
  });

  it('says moments on the clock of the reader, and in the small print on that of the team', () => {
    const said = JSON.stringify(head(shown(), null).blocks);
    expect(said).toContain(
      `*<!date^${at(3, 29, '21:00') / 1000}^{date_short_pretty}, {time}|29 March 2017, 21:00 PDT>*`,
    );
    expect(said).toContain('in the team’s zone: 18:51 PDT, next update by 21:00 PDT');
  });

  it('of one that was only just declared says that no more is known, and that there is no workaround', () => {
    const said = head(shown(incident([declared({ workaround: '', issue: null })])), null);
    expect(linesOf(said)).toEqual(
      expect.arrayContaining([
        '*Now*  Declared by <@U01JIMMY>; nothing more is known yet',
        '*Workaround*  none known',
        '*Tracking issue*  none yet',
      ]),
    );
    expect(linesOf(said).join()).not.toContain('Being done');
  });

  it('has what people can do, each with the number of the incident', () => {
    const found = buttonsOf(head(shown(), null));
    expect(found.map(({ action_id, value }) => [action_id, value])).toEqual([
      ['incident_update', '12'],
      ['incident_follow', '12'],
      ['incident_discuss', '12'],
      ['incident_timeline', '12'],
      ['incident_outside', '12'],
      ['incident_more', undefined],
    ]);
    expect(found.at(-1)?.options?.map(({ value }) => value)).toEqual([
      ...['resolve:12', 'correct:12', 'hand-over:12', 'merge:12', 'retract:12'],
    ]);
  });

  it('says what waits for the commander', () => {
    const draft = (id: string, why: Draft['why']): Happened => ({
      at: at(3, 29, '19:00'),
      by: mike,
      event: { kind: 'drafted', draft: { id, by: mike, text: 'Merged.', facts: {}, base: 3, why } },
    });
    const said = linesOf(
      head(followed(draft('d1', 'approval'), draft('d2', 'proposal'), draft('d3', 'proposal')), null),
    );
    expect(said).toContain('*1 update waits for the commander’s approval*, in the thread');
    expect(said).toContain('2 proposed updates wait in the thread');
  });

  it('says that it was posted again, and which incidents it goes on for', () => {
    const said = linesOf(
      head(
        followed(
          {
            ...{ at: at(3, 29, '19:20'), by: null },
            event: { kind: 'mended', place: 'head', destination: 'C01INCIDENTS', what: 'gone' },
          },
          {
            ...{ at: at(3, 29, '19:30'), by: nora },
            event: { kind: 'joined', from: 14, title: 'init hangs', places: [] },
          },
        ),
        null,
      ),
    );
    expect(said).toContain('Posted again 29 March 2017, 19:20 PDT: the message before was deleted by hand');
    expect(said).toContain('Goes on for incident 14 too, which was merged into this one');
  });

  it('of a long title says all of it', () => {
    const title = `${'kubeadm hangs and '.repeat(7)}stops here`;
    const said = head(shown(incident([declared({ title })])), null);
    expect(linesOf(said)[0]).toBe(`*${title}*`);
  });

  it('counts the places that are up to date', () => {
    const small = (delivered: number, all: number, open: number) =>
      linesOf(head(shown(), { delivered, all, open, failed: [] })).at(-1);
    expect(small(2, 2, 0)).toContain(' · all 2 places up to date · ');
    expect(small(1, 1, 0)).toContain(' · the one place is up to date · ');
    expect(small(0, 2, 2)).toContain(' · 0 of 2 places up to date (2 on their way) · ');
    expect(small(0, 0, 0)).not.toContain('up to date');
  });

  it('never says how long ago something was', () => {
    for (const said of [head(shown(), receipt), copy(shown()), head(followed(resolved), null)])
      expect(JSON.stringify(said)).not.toMatch(/\bago\b|\bin \d+ (h|min|d)|{ago}/);
  });
});

describe('the head of what is over', () => {
  it('says how it was resolved, how long it took, and what lingers', () => {
    const said = head(followed(resolved), null);
    expectTaken(said);
    expect(said.text).toContain('rev 4 as of 13:32 PDT: kubeadm 1.6.0 hangs');
    expect(said.text).toMatch(/Resolved after 5 d 14 h 52 min\.$/);
    expect(JSON.stringify(said.blocks[0])).toContain(':white_check_mark: kubeadm 1.6.0 hangs');
    expect(linesOf(said)).toEqual(
      expect.arrayContaining([
        'Resolved after 5 d 14 h 52 min',
        '*Outcome*  Kubernetes 1.6.1 is released: kubeadm only waits for the master to register.',
        '*Remains*  The 1.6.0 packages stay broken: upgrade to 1.6.1.',
      ]),
    );
    expect(buttonsOf(said).map(({ action_id }) => action_id)).toEqual([
      ...['incident_reopen', 'incident_timeline', 'postmortem_show', 'incident_more'],
    ]);
  });

  it('opens again with the reason', () => {
    const said = head(
      followed(resolved, {
        ...{ at: at(4, 3, '15:00'), by: nora },
        event: { kind: 'reopened', reason: '1.6.1 hangs on CentOS.', nextUpdateBy: at(4, 3, '16:00') },
      }),
      null,
    );
    expect(linesOf(said)).toContain('*Now*  Open again: 1.6.1 hangs on CentOS.');
    expect(said.text).toContain('Next update by 16:00 PDT.');
  });

  it('is struck through, every line of it, when it was retracted', () => {
    const said = head(followed(retracted), null);
    expectTaken(said);
    expect(JSON.stringify(said.blocks[0])).toContain(':wastebasket: Retracted: incident 12');
    const lines = linesOf(said);
    expect(lines[0]).toBe('*Retracted* by <@U01NORA>: The report was about a local mirror.');
    for (const line of lines.slice(1, -1)) expect(line).toMatch(/^~.*~$/);
    expect(lines).toContain('~kubeadm 1.6.0 hangs when initializing a cluster~');
    expect(lines).toContain(
      '~Impact: Nobody can initialize a new 1.6.0 master with kubeadm. Running clusters are not affected.~',
    );
    expect(buttonsOf(said)).toEqual([]);
  });

  it('points to the incident that it was merged into', () => {
    const survivor = 'https://k8s.slack.com/archives/C01INCIDENTS/p1';
    const of = followed(merged);
    const said = head({ ...of, links: { ...of.links, survivor } }, null);
    expectTaken(said);
    expect(said.text).toContain('Merged into incident 9.');
    expect(linesOf(said)).toEqual([
      `All updates are in *<${survivor}|incident 9: kubeadm init never ends>*`,
      '*kubeadm 1.6.0 hangs when initializing a cluster* is the same: Both are kubeadm#212. Merged by <@U01NORA>.',
      expect.stringContaining('rev 4, as of 29 March 2017, 19:10 PDT'),
    ]);
    expect(linesOf(head(of, null))[0]).toBe('All updates are in *incident 9: kubeadm init never ends*');
  });
});

describe('a copy', () => {
  it('says the same as the head, with the same revision, and leads to the one thread', () => {
    const said = copy(shown());
    expectTaken(said);
    expect(said.text).toBe(head(shown(), null).text);
    const lines = linesOf(said);
    expect(lines[0]).toBe(':rotating_light: *kubeadm 1.6.0 hangs when initializing a cluster*');
    expect(lines).toContain(
      '*The one thread:* <https://k8s.slack.com/archives/C01INCIDENTS/p1490000000000100|incident 12>',
    );
    expect(lines.at(-1)).toContain('*rev 3, as of 29 March 2017, 18:51 PDT*');
    const facts = linesOf(head(shown(), null)).filter((line) => /^\*(Now|Impact|Workaround|Next)/.test(line));
    for (const line of facts) expect(lines).toContain(line);
    expect(buttonsOf(said).map(({ action_id }) => action_id)).toEqual(['incident_follow']);
  });

  it('names the channel while the head is not delivered', () => {
    const of = shown();
    expect(linesOf(copy({ ...of, links: { ...of.links, head: null } }))).toContain(
      '*The one thread:* <#C01INCIDENTS>',
    );
  });

  it.each([
    ['resolved', resolved, /^:white_check_mark: \*kubeadm/],
    ['retracted', retracted, /^:wastebasket: \*Retracted: incident 12\*$/],
    ['merged', merged, /^:twisted_rightwards_arrows: \*Incident 12 goes on as incident 9\*$/],
  ])('of what is %s says so first, and has no button', (_, end, first) => {
    const said = copy(followed(end));
    expectTaken(said);
    expect(linesOf(said)[0]).toMatch(first);
    expect(buttonsOf(said)).toEqual([]);
  });

  it('that is not wanted any more says at which revision it stopped', () => {
    const said = left(shown());
    expectTaken(said);
    expect(said.text).toBe(
      'Incident 12: no further updates come here. This copy stopped at rev 3: kubeadm 1.6.0 hangs when initializing a cluster',
    );
    expect(linesOf(said).join('\n')).toMatch(/stopped at rev 3;.*The one thread:/s);
  });
});

describe('what was corrected', () => {
  const by = (happened: Happened['event'], clock = '19:30'): Happened => ({
    at: at(3, 29, clock),
    by: mike,
    event: happened,
  });
  const ofTheUpdate = by({
    ...{ kind: 'corrected', of: 3, reason: 'The test was on another branch.', text: 'Not tested yet.' },
    facts: {
      ...{
        severity: 's3',
        fix: 'cause-known',
        versions: '1.6.0',
        impact: 'Nobody can join.',
        workaround: '',
      },
      ...{ action: 'Tests', owner: 'sig-node', issue: null, nextUpdateBy: at(3, 29, '21:30') },
    },
  });
  const ofTheDeclaration = by(
    {
      ...{ kind: 'corrected', of: 1, reason: 'Joining hangs too.', text: 'Initializing and joining.' },
      facts: { title: 'kubeadm 1.6.0 hangs' },
    },
    '19:40',
  );
  const note =
    ':pencil2: *Correction* of rev 3 by mikedanese, 29 March 2017, 19:30 PDT: The test was on another branch.';

  it('is struck through in the head and in a copy, beside what holds now, with the reason', () => {
    const of = followed(ofTheUpdate);
    for (const said of [head(of, null), copy(of)]) {
      expectTaken(said);
      expect(linesOf(said)).toEqual(
        expect.arrayContaining([
          note,
          '*Being done*  ~Review of the cherry-pick~ Tests · ~<@U01MIKE>~ sig-node',
          '*Impact*  ~Nobody can initialize a new 1.6.0 master with kubeadm. Running clusters are not affected.~ Nobody can join.',
          '*Workaround*  ~Stay on 1.5. Older packages are gone from the repository: use a cached copy.~ none known',
        ]),
      );
      expect(linesOf(said).join('\n')).toMatch(
        /\*Now\* {2}~The cherry-pick to .* passed\.~ Not tested yet\./,
      );
      // A promise is renewed, and was not wrong.
      expect(linesOf(said)).toContain('*Next update by*  *29 March 2017, 21:30 PDT*');
    }
    expect(linesOf(head(of, null))).toEqual(
      expect.arrayContaining([
        ...['~Fix proposed~ Cause known', '~S1~ S3 · does not block v1.6'],
        '~kubeadm 1.6.0, new clusters only~ 1.6.0',
        '*Tracking issue*  ~<https://github.com/kubernetes/kubeadm/issues/212|kubernetes/kubeadm#212>~ none yet',
      ]),
    );
    expect(linesOf(copy(of))).toEqual(
      expect.arrayContaining([
        '~Fix proposed~ *Cause known* · ~S1~ S3 · does not block v1.6 · commander pipejakob',
        '• tracking issue: ~<https://github.com/kubernetes/kubeadm/issues/212|kubernetes/kubeadm#212>~ none',
      ]),
    );
  });

  it('about the declaration strikes its title, and takes neither the impact nor the news away', () => {
    const of = followed(ofTheDeclaration);
    for (const said of [head(of, null), copy(of)]) {
      const lines = linesOf(said);
      const first = lines.indexOf('~kubeadm 1.6.0 hangs when initializing a cluster~');
      expect(lines.slice(first, first + 3)).toEqual([
        '~kubeadm 1.6.0 hangs when initializing a cluster~',
        ':pencil2: *Correction* of rev 1 by mikedanese, 29 March 2017, 19:40 PDT: Joining hangs too.',
        '_What is right:_ Initializing and joining.',
      ]);
      expect(lines.join('\n')).toMatch(/\*Now\* {2}The cherry-pick to release-1\.6 is up/);
      expect(lines.join('\n')).toMatch(/\*Impact\* {2}Nobody can initialize/);
    }
  });

  it('stands together with what was corrected before, until the next news', () => {
    const both = followed(ofTheUpdate, ofTheDeclaration);
    expect(linesOf(copy(both)).filter((line) => line.includes(':pencil2:'))).toEqual([
      expect.stringContaining('of rev 1'),
      note,
    ]);
    expect(linesOf(copy(both)).join('\n')).toMatch(/\*Now\* {2}~The cherry-pick/);
    const handed = by({ kind: 'handed-over', to: nora, reason: '' }, '19:50');
    expect(linesOf(copy(followed(ofTheUpdate, handed)))).toContain(note);
    const news = by({ kind: 'updated', text: 'Tested.', facts: {}, draftedBy: null }, '20:00');
    for (const next of [news, resolved]) {
      const after = followed(ofTheUpdate, ofTheDeclaration, handed, next);
      for (const said of [head(after, null), copy(after)])
        expect(linesOf(said).join('\n')).not.toMatch(/~|Correction/);
    }
  });

  it('after the all-clear is told even of facts that have no place there any more', () => {
    const late = by(
      {
        kind: 'corrected',
        of: 4,
        reason: 'It was 1.6.2.',
        text: '1.6.2 is out.',
        facts: { fix: 'in-place' },
      },
      '20:00',
    );
    for (const said of [head(followed(resolved, late), null), copy(followed(resolved, late))])
      expect(linesOf(said)).toEqual(
        expect.arrayContaining([
          '• state: ~Fix proposed~ Fix in place, being watched',
          '*Outcome*  ~Kubernetes 1.6.1 is released: kubeadm only waits for the master to register.~ 1.6.2 is out.',
        ]),
      );
  });
});
