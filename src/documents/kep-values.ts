/** The single values of a kep.yaml: dates, milestones, stages, states, groups and people, as they should be written. */
import { type KepStatus, type Stage, stages } from '../domain/enhancement/enhancement.js';
import { nearest } from '../domain/nearest.js';

/** A value that could be read, and what is wrong with how it is written; null: nothing. */
export interface ReadValue<T> {
  value: T | null;
  problem: string | null;
}

export const statuses: readonly KepStatus[] = [
  'provisional',
  'implementable',
  'implemented',
  'deferred',
  'rejected',
  'withdrawn',
  'replaced',
];
export const allStages: readonly Stage[] = [...stages, 'deprecated', 'disabled', 'removed'];

/** Other words for a stage: told, never taken for it. */
const stageWords: Record<string, Stage> = {
  ga: 'stable',
  'general availability': 'stable',
  graduated: 'stable',
  released: 'stable',
  deprecation: 'deprecated',
  'pre-alpha': 'alpha',
};

const fine = <T>(value: T): ReadValue<T> => ({ value, problem: null });
const short = (text: string) => `"${text.length > 60 ? `${text.slice(0, 60)}…` : text}"`;
export const isOpen = (text: string) => /^(?:tb[dac]|todo|n\/?a|none|unknown|\?+)$/i.test(text);

/** Capitals are forgiven, and told. Anything else is named with the word that is nearest. */
function oneOf<T extends string>(
  text: string,
  known: readonly T[],
  others: Record<string, T> = {},
): ReadValue<T> {
  const exact = known.find((one) => one === text);
  if (exact) return fine(exact);
  const small = text.toLowerCase();
  const same = known.find((one) => one === small);
  if (same) return { value: same, problem: `is ${short(text)}: write ${same}` };
  const meant = others[small] ?? known.find((one) => small.startsWith(`${one} `)) ?? nearest(text, known);
  const hint = meant ? `: did you mean ${meant}?` : `, which is none of ${known.join(', ')}`;
  return { value: null, problem: `is ${short(text)}${hint}` };
}

export const readStatus = (text: string) => oneOf(text, statuses);
export const readStage = (text: string) => oneOf(text, allStages, stageWords);

/** A milestone always has a v before it is used; the text of a version never becomes a number. */
export function readMilestone(text: string): ReadValue<string> {
  if (isOpen(text) || /^v?0+\.0+$/i.test(text)) {
    return { value: null, problem: `is ${short(text)}: no milestone is named yet` };
  }
  const version = /^(v)?(\d{1,4}\.\d{1,3})$/i.exec(text);
  if (version?.[2]) {
    const value = `v${version[2]}`;
    if (version[1] === 'v') return fine(value);
    const why = version[1] ? 'with a small v' : 'with a v';
    return { value, problem: `is ${short(text)}: write ${value}, ${why}` };
  }
  const named = text.match(/v?\d{1,3}\.\d{1,3}\b/gi) ?? [];
  if (named.length > 1) return { value: null, problem: `is ${short(text)}: one milestone is expected` };
  const hint = named[0]
    ? `: did you mean v${named[0].replace(/^v/i, '')}?`
    : ', which is not a milestone such as v1.30';
  return { value: null, problem: `is ${short(text)}${hint}` };
}

/** A day that exists, written 2026-01-31; days compare as texts. */
export function readDay(text: string): ReadValue<string> {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  if (year && month && day) {
    const at = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
    const isDay = at.getUTCMonth() === Number(month) - 1 && at.getUTCDate() === Number(day);
    if (isDay && Number(year) >= 2014) return fine(text);
    return { value: null, problem: `is ${short(text)}, a day that cannot be` };
  }
  return { value: null, problem: `is ${short(text)}; a day is written 2026-01-31` };
}

/** The groups of Kubernetes, whose kep.yaml this is; another project's are told, and taken as they are. */
const groups = [
  ...[
    'api-machinery',
    'apps',
    'architecture',
    'auth',
    'autoscaling',
    'cli',
    'cloud-provider',
    'cluster-lifecycle',
  ],
  ...[
    'contributor-experience',
    'docs',
    'etcd',
    'instrumentation',
    'k8s-infra',
    'multicluster',
    'network',
    'node',
  ],
  ...['release', 'scalability', 'scheduling', 'security', 'storage', 'testing', 'ui', 'usability', 'windows'],
];

/** Those that were: older documents name them, and a word that is near to one of today's is not what they mean. */
const formerGroups = [
  ...['aws', 'azure', 'big-data', 'cluster-ops', 'configuration', 'federation', 'gcp', 'ibmcloud'],
  ...['on-prem', 'openstack', 'pm', 'product-management', 'rktnetes', 'service-catalog', 'vmware'],
];

/** In characters; the longest there is has a third of it. */
const longestGroup = 60;

/** `sig-node` is the group `node`. */
export function readGroup(text: string): ReadValue<string> {
  const small = text.toLowerCase().replaceAll(/[\s_]+/g, '-');
  const [, prefix, slug] = /^(sig-|wg-|committee-|ug-)?([a-z\d]+(?:-[a-z\d]+)*)$/.exec(small) ?? [];
  if (!slug || slug.length > longestGroup)
    return { value: null, problem: `is ${short(text)}, which is not a group such as sig-node` };
  if (prefix && prefix !== 'sig-') {
    const problem = small === text ? null : `is ${short(text)}: write ${small}`;
    return { value: small, problem };
  }
  const right = `sig-${slug}`;
  if (groups.includes(slug))
    return { value: slug, problem: right === text ? null : `is ${short(text)}: write ${right}` };
  if (formerGroups.includes(slug)) {
    const problem = `is ${short(text)}, a group that is no more: name the one whose work it is now`;
    return { value: slug, problem };
  }
  const near = nearest(slug, groups);
  const hint = near ? `: did you mean sig-${near}?` : ', which is not a group of Kubernetes';
  return { value: slug, problem: `is ${short(text)}${hint}` };
}

/** A GitHub login, or a team of an organisation; what else was written stays as it is, and is told. */
export function readPerson(text: string): ReadValue<string> {
  if (isOpen(text)) return { value: null, problem: `names ${short(text)}: nobody yet` };
  const login = /^@?((?:[a-z\d-]{1,39}\/)?[a-z\d](?:[a-z\d._-]{0,60}))$/i.exec(text)?.[1];
  if (login) return fine(login);
  const first = /^@([a-z\d](?:[a-z\d-]{0,38}))(?=[\s,(:;])/i.exec(text)?.[1];
  if (first && !/[\s,]@/.test(text)) {
    return { value: first, problem: `has more than a login: ${short(text)}` };
  }
  return { value: text, problem: `${short(text)} is not a login such as "@name"` };
}
