/** A draft of the release notes as a value: what is known stands in it, and TODO where only a person can write. */
import { groupName } from '../release.js';
import { featureParts } from './draft-features.js';
import { changesByKind, kindTitle } from './draft-kinds.js';
import { type DraftNote, type DraftPart, heading, nameOf, type Todo, todo, words } from './draft-part.js';
import type { NotesFacts } from './facts.js';
import { publishedNotes } from './published.js';
import type { NotedPull } from './pull.js';
import type { NotesForm } from './settings.js';
import { withoutSayingSo } from './urgent-text.js';

export interface Draft {
  form: NotesForm;
  /** Where people look, e.g. `https://github.com`. */
  web: string;
  /** `owner/name`, to which a number belongs that names none. */
  repository: string;
  parts: DraftPart[];
}

/** So many pull requests without a note are listed in the draft itself. */
const mostListed = 100;

export function draftOf(facts: NotesFacts): Draft {
  const { settings, web, release } = facts;
  const parts = settings.form === 'features' ? featuresForm(facts) : kindsForm(facts);
  return {
    ...{ form: settings.form, web, repository: release.issues.repository },
    parts: [...problemParts(facts), ...parts],
  };
}

/** The headings of 2017, in their order. */
function featuresForm(facts: NotesFacts): DraftPart[] {
  const notes = publishedNotes(facts.pulls);
  const urgent = notes.filter(isUrgent);
  const going = notes.filter((pull) => !isUrgent(pull) && pull.kinds.includes('deprecation'));
  const others = notes.filter((pull) => !urgent.includes(pull) && !going.includes(pull));
  return [
    heading('Major Themes'),
    todo('say in a few sentences what this release is about.'),
    heading('Features'),
    ...featureParts(facts),
    heading('Known Issues'),
    ...knownParts(facts),
    heading('Notable Changes to Existing Behavior'),
    ...noteParts(others, facts),
    ...takenBackParts(facts),
    ...missingParts(facts),
    heading('Deprecations'),
    ...noteParts(going, facts),
    ...silentParts(facts),
    heading('Action Required Before Upgrading'),
    ...noteParts(urgent, facts),
    heading('External Dependency Version Information'),
    ...dependencyParts(facts),
  ];
}

/** What is urgent comes first, whatever its kinds are. */
function kindsForm(facts: NotesFacts): DraftPart[] {
  const notes = publishedNotes(facts.pulls);
  const urgent = notes.filter(isUrgent);
  const others = notes.filter((pull) => !isUrgent(pull));
  return [
    heading('Urgent Upgrade Notes'),
    ...(urgent.length === 0
      ? []
      : [words('Read these before you upgrade: each of them asks something of you.')]),
    ...noteParts(urgent, facts),
    ...(facts.knownIssues.length === 0 ? [] : [heading('Known Issues'), ...knownParts(facts)]),
    heading('Changes by Kind'),
    ...takenBackParts(facts),
    ...missingParts(facts),
    ...silentParts(facts),
    ...changesByKind(others).flatMap(([kind, some]) => [
      heading(kindTitle(kind), 3),
      ...noteParts(some, facts),
    ]),
    heading('Dependencies'),
    ...dependencyParts(facts),
  ];
}

const isUrgent = ({ said }: NotedPull): boolean => said.kind === 'note' && said.isActionRequired;

const problemParts = ({ problems }: NotesFacts): DraftPart[] =>
  problems.map((problem) => words(`Not all of this is known: ${problem}`));

function knownParts({ knownIssues, accumulator }: NotesFacts): DraftPart[] {
  const from = accumulator
    ? [words('Collected in {1}.', { name: accumulator.title, url: accumulator.url })]
    : [];
  if (knownIssues.length === 0) return [...from, words('None is known so far.')];
  return [...from, { is: 'known-issues', issues: knownIssues }];
}

function noteParts(pulls: readonly NotedPull[], { release }: NotesFacts): DraftPart[] {
  if (pulls.length === 0) return [words('None so far.')];
  const { groups } = release;
  const notes = pulls.map((pull): DraftNote => {
    const { repository, number, url, author, title, said } = pull;
    return {
      ...{ repository, number, url, author, title },
      text: said.kind === 'note' ? (said.isActionRequired ? withoutSayingSo(said.text) : said.text) : '',
      groups: pull.groups.map((slug) => groupName(groups, slug)),
    };
  });
  return [
    { is: 'notes', notes: notes.map((note) => ({ ...note, groups: withNoun(note.groups, groups.noun) })) },
  ];
}

/** `SIG Node, Storage` */
const withNoun = (names: string[], noun: string): string[] =>
  names.map((name, at) => (at === 0 ? `${noun} ${name}` : name));

function missingParts(facts: NotesFacts): DraftPart[] {
  const missing = standing(facts).filter(({ said }) => said.kind === 'missing');
  return pullsTodo('these are merged and say neither a release note nor NONE.', missing, facts);
}

/** What goes away without a word is found by users first: somebody has to look at it. */
function silentParts(facts: NotesFacts): DraftPart[] {
  const silent = standing(facts).filter(
    ({ said, kinds }) => said.kind === 'none' && kinds.includes('deprecation'),
  );
  return pullsTodo('these deprecate something, and say that there is no release note.', silent, facts);
}

/** What takes a change of this release back needs no note. */
const standing = ({ pulls }: NotesFacts): NotedPull[] =>
  pulls.filter(({ revertedBy, reverts }) => revertedBy === null && reverts === null);

function pullsTodo(text: string, pulls: readonly NotedPull[], { release }: NotesFacts): DraftPart[] {
  if (pulls.length === 0) return [];
  const items = pulls.slice(0, mostListed).map(
    (pull): Todo => ({
      item: { name: shortName(pull, release.issues.repository), url: pull.url },
      ...{ title: pull.title, owners: [pull.author], lacks: [] },
    }),
  );
  return [todo(text, items, pulls.length - items.length)];
}

const shortName = (pull: NotedPull, repository: string): string =>
  pull.repository === repository ? `#${pull.number}` : nameOf(pull);

/** What was taken back is not in the release; that it was stays to be read. */
function takenBackParts({ pulls, release }: NotesFacts): DraftPart[] {
  const { repository } = release.issues;
  const known = new Map(pulls.map((pull) => [nameOf(pull), pull]));
  const changes = pulls.flatMap((pull) => {
    if (pull.revertedBy === null || pull.said.kind === 'none') return [];
    const by = known.get(`${pull.repository}#${pull.revertedBy}`);
    const url = by?.url ?? pull.url.replace(/\d+$/, `${pull.revertedBy}`);
    return [
      {
        change: { name: shortName(pull, repository), url: pull.url },
        by: { name: shortName({ ...pull, number: pull.revertedBy }, repository), url },
      },
    ];
  });
  return changes.length === 0 ? [] : [{ is: 'taken-back', changes }];
}

function dependencyParts({ dependencies, release }: NotesFacts): DraftPart[] {
  if (!dependencies) return [todo('name the versions of what this release depends on.')];
  return [
    todo(
      `not confirmed yet for ${release.name}: this was carried over from ${dependencies.from}. Check it and take this line out.`,
    ),
    { is: 'carried', text: dependencies.text },
  ];
}
