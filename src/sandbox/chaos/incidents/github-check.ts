/** What stands at GitHub in the end, compared with what people did: nothing lost, doubled or behind; each on record once. */
import type { Database } from '../../../storage/dialect.js';
import type { LocalGitHub } from '../../github/index.js';
import type { Expected } from './course.js';
import { library, repository } from './places.js';
import { eventsOf } from './record.js';

interface Scene {
  github: LocalGitHub;
  database: Database;
}

interface Wanted extends Expected {
  id: number;
  /** The last one. */
  revision: number;
}

const us = 'signalman';

/** @returns what is wrong, in words */
export async function checkAtGitHub(scene: Scene, wanted: Wanted): Promise<string[]> {
  const found = [...faces(scene, wanted), ...(await actions(scene, wanted)), ...documents(scene, wanted)];
  return [...found, ...(await onRecord(scene, wanted))].map(
    (one) => `incident ${wanted.id} on GitHub: ${one}`,
  );
}

/** The comment or the issue where people read how it stands, and the pointers to it. */
function faces({ github }: Scene, { id, revision, tracking, duplicates, closed }: Wanted): string[] {
  const found: string[] = [];
  const says = (body: string | null | undefined) =>
    (body ?? '').includes(`Incident ${id}, revision ${revision}, as of`);
  const opened = github
    .issues(repository)
    .filter((one) => one.author.login === us && one.body?.includes(`Incident ${id}, revision `));
  if (opened.length !== (tracking === null ? 1 : 0)) found.push(`${opened.length} issues were opened for it`);
  const home = tracking ?? opened[0]?.number;
  if (home === undefined) return found;
  const comments = commentsOn(github, home);
  if (tracking === null) {
    if (comments.length > 0) found.push(`${comments.length} comments on its own issue`);
    if (!says(opened[0]?.body)) found.push(`its issue is behind: ${opened[0]?.body?.slice(-300)}`);
  } else {
    if (comments.length !== 1) found.push(`${comments.length} mirrors`);
    if (!says(comments[0]?.body)) found.push(`the mirror is behind: ${comments[0]?.body.slice(-300)}`);
    if (!comments[0]?.pin) found.push('the mirror is not pinned');
  }
  for (const number of duplicates) {
    const pointers = commentsOn(github, number);
    if (pointers.length !== 1) found.push(`${pointers.length} pointers on #${number}`);
    if (!pointers[0]?.body.replaceAll(/[\\\u200b]/g, '').includes(`${repository}#${home}`))
      found.push(`the pointer on #${number} says ${pointers[0]?.body}`);
    const { state, stateReason } = github.issue(repository, number);
    const is = state === 'open' ? 'open' : `closed as ${stateReason}`;
    if (is !== (closed.includes(number) ? 'closed as duplicate' : 'open')) found.push(`#${number} is ${is}`);
  }
  return found;
}

const commentsOn = (github: LocalGitHub, number: number) =>
  github.issue(repository, number).comments.filter(({ author }) => author.login === us);

async function actions({ github, database }: Scene, { id, actions }: Wanted): Promise<string[]> {
  const filed = await eventsOf(database, id, 'action-filed');
  const added = await eventsOf(database, id, 'action-added');
  return actions.flatMap((text) => {
    const issues = github.issues(repository).filter(({ title }) => title === text);
    const item = added.find(({ action }) => action.text === text)?.action.id;
    const recorded = filed.filter(({ action }) => action === item).map(({ issue }) => issue.name);
    const isSame = recorded.join() === issues.map(({ number }) => `${repository}#${number}`).join();
    return [
      ...(issues.length === 1 ? [] : [`${issues.length} issues of "${text}"`]),
      ...(isSame ? [] : [`"${text}" is on record as ${recorded.join() || 'not filed'}`]),
    ];
  });
}

function documents({ github }: Scene, { id, lesson }: Wanted): string[] {
  const ofIt = new RegExp(`post-mortem-${id}(-\\d+)?$`);
  const pulls = github.issues(library).filter(({ pull }) => ofIt.test(pull?.head ?? ''));
  const found = pulls.length === 1 ? [] : [`${pulls.length} pull requests of its post-mortem`];
  const files = github.files(library, `signalman/post-mortem-${id}`);
  const text = [...files.values()].join('\n');
  return text.includes(lesson) ? found : [...found, 'the post-mortem in the pull request is behind'];
}

/** Each sight, proposal and receipt once. */
async function onRecord(
  { database }: Scene,
  { id, tracking, duplicates, fix, pick, tag }: Wanted,
): Promise<string[]> {
  const found: string[] = [];
  const once = (what: string, keys: readonly string[]) => {
    for (const key of new Set(keys.filter((one, at) => keys.indexOf(one) !== at)))
      found.push(`${what} ${key} is on record more than once`);
  };
  const sights = (await eventsOf(database, id, 'seen')).map(
    ({ item, sight: { what, tag } }) => `${item} ${what}${tag === null ? '' : ` in ${tag}`}`,
  );
  once('sight', sights);
  for (const [number, what] of [
    [fix, 'opened'],
    [fix, 'merged'],
    [pick, 'opened'],
    [pick, 'merged'],
    [pick, `released in ${tag}`],
  ])
    if (!sights.includes(`${repository}#${number} ${what}`)) found.push(`#${number} was not seen ${what}`);
  const links = (await eventsOf(database, id, 'linked')).map(({ item, as }) => `${item.name} as ${as}`);
  once('link', links);
  for (const one of [
    ...duplicates.map((number) => `${number} as duplicate`),
    `${fix} as fix`,
    `${pick} as cherry-pick`,
  ])
    if (!links.includes(`${repository}#${one}`)) found.push(`#${one} is not linked`);
  const drafts = (await eventsOf(database, id, 'drafted')).map(({ draft }) => draft);
  once(
    'proposal',
    drafts.map((one) => one.id),
  );
  if (!drafts.some(({ text }) => text.startsWith(`Released in ${tag}`)))
    found.push(`${tag} was not proposed`);
  const tracked = await eventsOf(database, id, 'tracked');
  if (tracked.length !== (tracking === null ? 1 : 0)) found.push(`${tracked.length} times tracked`);
  const filed = await eventsOf(database, id, 'document-filed');
  if (filed.length !== 1) found.push(`${filed.length} times document-filed`);
  const closings = (await eventsOf(database, id, 'closing')).map(({ item }) => item);
  once('closing of', closings);
  return found;
}
