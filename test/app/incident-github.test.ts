/** What an incident owes to GitHub after each step: only what changed, and nothing that is not for everybody. */
import { describe, expect, it } from '@jest/globals';
import { heardFrom, newTroubles, withGitHub } from '../../src/app/incident/delivered.js';
import { writableIn } from '../../src/app/incident/owners.js';
import { owedAtGitHub } from '../../src/app/incident/publish-github.js';
import type { AtGitHubNow } from '../../src/app/ports/incident.js';
import type { IncidentEvent } from '../../src/domain/incident/event.js';
import { latest } from '../../src/domain/incident/incident.js';
import type { MirrorSettings } from '../../src/domain/incident/settings.js';
import type { Receipt } from '../../src/domain/receipt.js';
import { githubWords } from '../../src/report/incident-mirror.js';
import {
  ann,
  bySignalman,
  declared,
  declaredAt,
  incident,
  incidentSettings,
  updated,
} from '../builders/incident.js';
import { release } from '../builders/release.js';

const tracker = { name: 'kubernetes/kubeadm#212', url: 'https://github.com/kubernetes/kubeadm/issues/212' };
const other = {
  name: 'kubernetes/kubernetes#43815',
  url: 'https://github.com/kubernetes/kubernetes/issues/43815',
};
const everything: MirrorSettings = {
  comment: true,
  opensIn: 'kubernetes/kubeadm',
  labels: ['kind/bug'],
  lock: false,
};
const told = (event: IncidentEvent) => ({ by: ann, event });
const duplicate = told({ kind: 'linked', item: { ...other, title: 'the same' }, as: 'duplicate', of: null });

type Told = Parameters<typeof incident>[0];

/** @param home where an issue was opened, or is about to be */
function owed(
  events: NonNullable<Told>,
  { steps = 1, mirror = everything as MirrorSettings | null, home = '' } = {},
) {
  const settings = incidentSettings({ mirror });
  const before = events.length > steps ? incident(events.slice(0, -steps)) : null;
  const after = incident(events);
  const stored = {
    ...{ head: null, discussion: null, receipt: null },
    home: { head: null, discussion: null, ...(home ? { issue: home } : {}) },
  };
  const links = { head: null, discussion: null, survivor: null };
  return owedAtGitHub(
    { before, edition: events.length, stored },
    { incident: after, settings, links },
    githubWords,
    writableIn({
      settings,
      releases: [release({ issues: { repository: 'kubernetes/kubernetes', milestone: 'v1.6' } })],
      web: 'https://github.com',
    }),
  ).map(({ purpose, destination, revision, content }) => ({
    what: `${purpose} → ${destination} r${revision}`,
    body: 'body' in content ? content.body : JSON.stringify(content),
  }));
}
const whats = (...given: Parameters<typeof owed>) => owed(...given).map(({ what }) => what);

describe('an incident with a tracking issue', () => {
  const begun = [declared({ issue: tracker })];

  it('owes it a comment, and another edition with each change', () => {
    expect(whats(begun)).toEqual(['incident-mirror → github:kubernetes/kubeadm#212 r1']);
    expect(whats([...begun, updated('The cause is known.')])).toEqual([
      'incident-mirror → github:kubernetes/kubeadm#212 r2',
    ]);
  });

  it('owes nothing for what nobody outside has to know', () => {
    expect(whats([...begun, told({ kind: 'pinned' })])).toEqual([]);
    expect(whats([...begun, told({ kind: 'ticked', criterion: 'x', on: true })])).toEqual([]);
  });

  it('owes nothing where GitHub is told nothing', () => {
    expect(whats(begun, { mirror: null })).toEqual([]);
    expect(whats(begun, { mirror: { ...everything, comment: false } })).toEqual([]);
  });

  it('at another host is left alone', () => {
    const elsewhere = { name: tracker.name, url: 'https://gitlab.example/kubernetes/kubeadm/issues/212' };
    expect(whats([declared({ issue: elsewhere })])).toEqual([]);
  });

  it('of an owner whom nobody has configured is left alone, though the token could write there', () => {
    const foreign = { name: 'torvalds/linux#1', url: 'https://github.com/torvalds/linux/issues/1' };
    expect(whats([declared({ issue: foreign })])).toEqual([]);
    const linked = { kind: 'linked', item: { ...foreign, title: 'x' }, as: 'duplicate', of: null } as const;
    expect(whats([declared({ issue: tracker }), told(linked)])).toEqual([]);
  });

  it('that becomes another one owes the old one a last word', () => {
    const all = owed([...begun, updated('It is tracked elsewhere.', { issue: other })]);
    expect(all.map(({ what }) => what)).toEqual([
      'incident-mirror → github:kubernetes/kubernetes#43815 r2',
      'incident-mirror → github:kubernetes/kubeadm#212 r2',
    ]);
    expect(all[1]?.body).toContain('not kept up to date here any more');
  });
});

describe('an incident without one', () => {
  const home = 'github:kubernetes/kubeadm';
  const opened = bySignalman({ kind: 'tracked', issue: { ...tracker } });

  it('opens an issue, which is the mirror from then on, wherever new ones would be opened by now', () => {
    expect(whats([declared({ issue: null })])).toEqual([`incident-issue → ${home} r1`]);
    const moved = { ...everything, opensIn: 'kubernetes/community' };
    expect(whats([declared({ issue: null }), opened], { home })).toEqual([]);
    expect(whats([declared({ issue: null }), opened, updated('More.')], { home, mirror: moved })).toEqual([
      `incident-issue → ${home} r3`,
    ]);
  });

  it('that is tracked elsewhere after all says so in the issue', () => {
    const all = owed([declared({ issue: null }), opened, updated('Elsewhere.', { issue: other })], { home });
    expect(all.map(({ what }) => what)).toEqual([
      `incident-issue → ${home} r3`,
      'incident-mirror → github:kubernetes/kubernetes#43815 r3',
    ]);
    expect(all[0]?.body).toContain('It goes on at [kubernetes/kubernetes');
  });

  it('opens none once it is over', () => {
    expect(
      whats([declared({ issue: null }), told({ kind: 'retracted', reason: 'nothing' })], { steps: 2 }),
    ).toEqual([]);
  });
});

describe('a duplicate', () => {
  const begun = [declared({ issue: tracker }), duplicate];

  it('is told where to go, and closed once somebody confirms it', () => {
    expect(whats(begun)).toEqual(['incident-pointer → github:kubernetes/kubernetes#43815 r2']);
    const closing = told({ kind: 'closing', item: other.name, lock: true });
    expect(owed([...begun, closing])).toEqual([
      {
        what: 'incident-closing → github:kubernetes/kubernetes#43815 r3',
        body: '{"kind":"closing","reason":"duplicate","lock":true}',
      },
    ]);
  });

  it('is told when the state changes, and not with every update', () => {
    expect(whats([...begun, updated('Still looking.')])).toEqual([
      'incident-mirror → github:kubernetes/kubeadm#212 r3',
    ]);
    const all = owed([...begun, updated('It holds.', { fix: 'in-place' })]);
    expect(all.at(-1)?.body).toContain('**Fix in place, being watched**');
  });

  it('that was none is told so, and is not closed', () => {
    const all = owed([...begun, told({ kind: 'unlinked', item: other.name, reason: 'no' })]);
    expect(all).toEqual([
      {
        what: 'incident-pointer → github:kubernetes/kubernetes#43815 r3',
        body: expect.stringContaining('It is not'),
      },
    ]);
  });

  it('waits until there is somewhere to go', () => {
    const quiet = { ...everything, opensIn: null };
    expect(whats([declared({ issue: null }), duplicate], { mirror: quiet })).toEqual([]);
    expect(
      whats([declared({ issue: null }), duplicate, bySignalman({ kind: 'tracked', issue: tracker })]),
    ).toContain('incident-pointer → github:kubernetes/kubernetes#43815 r3');
  });

  it('that is the tracking issue itself gets no pointer', () => {
    expect(whats([declared({ issue: other }), duplicate])).toEqual([]);
  });
});

describe('an incident under embargo', () => {
  const [{ by, event }] = [declared({ issue: tracker })];
  const secret = { by, event: { ...event, embargo: true } as IncidentEvent };

  it('owes nothing, and begins once that is lifted', () => {
    expect(whats([secret])).toEqual([]);
    expect(whats([secret, duplicate, updated('Quietly.')])).toEqual([]);
    const lifted = { kind: 'lifted', text: 'Everybody may know.', facts: {} } as const;
    // What was linked before stays among few unless whoever lifts it says otherwise.
    expect(whats([secret, duplicate, told(lifted)])).toEqual([
      'incident-mirror → github:kubernetes/kubeadm#212 r3',
    ]);
    expect(whats([secret, duplicate, told({ ...lifted, keeps: true })])).toEqual([
      'incident-mirror → github:kubernetes/kubeadm#212 r3',
      'incident-pointer → github:kubernetes/kubernetes#43815 r3',
    ]);
  });
});

describe('what was delivered', () => {
  const now = (given: Partial<AtGitHubNow>): AtGitHubNow => ({
    ...{ purpose: 'incident-issue', subject: 'incident 1', destination: 'github:kubernetes/kubeadm' },
    ...{ item: tracker, shown: 1, state: 'sent', reason: null, failedFor: null },
    ...given,
  });
  const copies: Receipt = { delivered: 3, all: 3, failed: [], open: 0 };

  it('is recorded once, and again where it was moved', () => {
    const fresh = incident([declared({ issue: null })]);
    const tracked = { kind: 'tracked' as const, issue: tracker };
    expect(heardFrom(fresh, [now({})])).toEqual([tracked]);
    const known = incident([declared({ issue: null }), bySignalman(tracked)]);
    expect(heardFrom(known, [now({})])).toEqual([]);
    expect(heardFrom(known, [now({ item: other })])).toEqual([{ kind: 'tracked', issue: other }]);
    expect(heardFrom(incident([declared({ issue: other })]), [now({})])).toEqual([]);
    expect(heardFrom(fresh, [now({ item: null, state: 'pending' })])).toEqual([]);
  });

  it('is in the receipt with its revision, and with the one before while the next is on its way', () => {
    const two = incident([declared({ issue: null }), updated('More.')]);
    const shown = withGitHub(copies, two, [now({})], null);
    expect(shown.github).toEqual([
      { what: 'incident-issue', ...tracker, revision: latest(two).number, reason: null },
    ]);
    const three = incident([declared({ issue: null }), updated('More.'), updated('Even more.')]);
    expect(withGitHub(copies, three, [now({ state: 'pending' })], shown).github?.[0]?.revision).toBe(2);
  });

  it('that failed is news once, until it succeeds and fails again', () => {
    const at = incident([declared({ issue: null })]);
    const broken = withGitHub(copies, at, [now({ item: null, state: 'failed', reason: 'locked' })], null);
    expect(newTroubles(broken, null)).toEqual([
      { what: 'incident-issue', name: 'kubernetes/kubeadm', url: null, revision: null, reason: 'locked' },
    ]);
    expect(newTroubles(broken, broken)).toEqual([]);
    expect(newTroubles(broken, withGitHub(copies, at, [now({})], broken))).toHaveLength(1);
  });

  it('names a pointer only where it could not be written', () => {
    const at = incident([declared({ issue: tracker })]);
    const pointer = now({ purpose: 'incident-pointer', item: other });
    expect(withGitHub(copies, at, [pointer], null)).toEqual(copies);
    expect(
      withGitHub(copies, at, [{ ...pointer, state: 'failed', reason: 'locked' }], null).github,
    ).toHaveLength(1);
  });
});

it('the mirror is dated from the incident, on two clocks', () => {
  const [one] = owed([declared({ issue: tracker, nextUpdateBy: declaredAt + 3_600_000 })]);
  expect(one?.body).toContain('revision 1, as of 16 March 2017, 12:00 UTC');
});

it('the mirror links the pull requests that belong to it, and no others', () => {
  const pull = {
    name: 'kubernetes/kubernetes#43835',
    url: 'https://github.com/kubernetes/kubernetes/pull/43835',
  };
  const linked = told({ kind: 'linked', item: { ...pull, title: 'the fix' }, as: 'fix', of: null });
  const [one] = owed([
    declared({ issue: tracker }),
    linked,
    updated('Merged: kubernetes#43835 (kubernetes/kubernetes#43835), *not* kubernetes#43836 nor #438351.'),
  ]);
  const link = (name: string) => `[${name.replace('#', '\\#\u200b')}](${pull.url})`;
  expect(one?.body).toContain(
    `Merged: ${link('kubernetes#43835')} (${link(pull.name)}), \\*not\\* kubernetes\\#\u200b43836 nor \\#\u200b438351.`,
  );
});

it('what lingers is said where something does', () => {
  const after = (lingering: string) =>
    owed([declared({ issue: tracker }), told({ kind: 'resolved', text: 'It is out.', lingering })])[0]?.body;
  expect(after('None.')).not.toContain('remains');
  expect(after('Old clusters.')).toContain('**What remains:** Old clusters.');
});
