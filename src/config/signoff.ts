/** How the groups are asked, as signalman.yml says it: which ones, where and until when, with what is wrong. */
import type { Release } from '../domain/release.js';
import type { SignOffSettings } from '../domain/signoff/settings.js';
import { day, minute } from '../domain/time.js';
import type { Problem } from './problem.js';
import { groupSlug, ms, type Report, unknown } from './read-values.js';
import type { GateFile } from './schema/gates.js';
import type { ConfigFile } from './schema.js';
import { readSpan } from './severities.js';

/** A gate that no preset has to name: whoever has the groups asked wants the answer to count. */
const usualGate: GateFile = {
  type: 'sign-off',
  reason: 'Not every group has signed off {release}',
  actions: ["Ask the group's lead for an answer"],
};

/** The preset's gates, with one for the sign-off where the file has that, and without where it has not. */
export function withSignOffGate(
  preset: NonNullable<ConfigFile['gates']>,
  { signoff }: Pick<ConfigFile, 'signoff'>,
): NonNullable<ConfigFile['gates']> {
  const isSignOff = (gate: GateFile | false) => gate !== false && gate.type === 'sign-off';
  if (signoff === undefined)
    return Object.fromEntries(Object.entries(preset).filter(([, gate]) => !isSignOff(gate)));
  return Object.values(preset).some(isSignOff) ? preset : { ...preset, 'sign-off': usualGate };
}

/** Gates over answers that nobody asks for would be UNKNOWN for ever. */
export function reportGatesWithoutSignOff(file: ConfigFile, report: Report): void {
  if (file.signoff !== undefined) return;
  for (const [id, gate] of Object.entries(file.gates ?? {}))
    if (gate !== false && gate.type === 'sign-off')
      report({
        path: ['gates', id, 'type'],
        needs: ['signoff'],
        message: 'nobody is asked to sign off',
        expected: 'add signoff, e.g. signoff: { groups: [node, network] }',
      });
}

/** @returns null where the groups are not asked */
export function resolveSignOff(
  file: ConfigFile,
  shared: Pick<Release, 'groups' | 'groupPeople'>,
  report: Report,
): SignOffSettings | null {
  const given = file.signoff;
  if (given === undefined) return null;
  const deadline = readSpan(
    given.deadline ?? '2d',
    ['signoff', 'deadline'],
    { least: minute, most: 90 * day },
    report,
  );
  const channels = [...new Set(given.channels ?? file.channels?.release ?? [])];
  if (channels.length === 0)
    report({
      path: ['signoff', 'channels'],
      needs: ['channels', 'release'],
      message: 'nothing says where the groups are asked',
      expected: 'add channels here, or channels: { release: [C012AB3CD] }',
    });
  const voidOn = given['void-on'] ?? ['commit', 'red-job'];
  return {
    groups: groupsOf(file, shared, report),
    channels,
    deadline,
    remind: remindersOf(given.remind, deadline, report),
    remindIn: given['remind-in'] ?? 'channel',
    voidOn: { commit: voidOn.includes('commit'), job: voidOn.includes('red-job') },
  };
}

function remindersOf(given: string[] | undefined, deadline: number, report: Report): number[] {
  const spans = (given ?? ['1d', '2h']).map((span, at) => {
    const long = ms(span);
    if (given && (long >= deadline || long === 0))
      report({
        path: ['signoff', 'remind', at],
        message: long === 0 ? 'is the deadline itself' : 'is not after the groups are asked',
        expected: 'expected less than `deadline`, which is 2d unless given',
      });
    return long;
  });
  return [...new Set(spans.filter((span) => span < deadline))].sort((a, b) => b - a);
}

/** In the order of the file. Each has somebody who can sign for it. */
function groupsOf(
  file: ConfigFile,
  { groups, groupPeople }: Pick<Release, 'groups' | 'groupPeople'>,
  report: Report,
): string[] {
  const given = file.signoff?.groups;
  const { prefix, rows } = groups;
  const leads = Object.keys(groupPeople.leads);
  const asked = given?.map((name) => groupSlug(name, prefix)) ?? rows ?? leads;
  const known = [
    ...new Set([
      ...(rows ?? []),
      ...leads,
      ...Object.keys(groups.names),
      ...Object.keys(groupPeople.channels),
    ]),
  ];
  if (asked.length === 0)
    report({
      path: ['signoff', 'groups'],
      needs: ['groups', 'leads'],
      message: 'no group is asked',
      expected: 'add groups here, and who speaks for them under groups: leads:',
    });
  for (const [at, group] of asked.entries()) {
    if (Object.hasOwn(groupPeople.leads, group)) continue;
    const path: Problem['path'] = given ? ['signoff', 'groups', at] : ['groups', 'leads', group];
    if (given && !known.includes(group)) {
      report(unknown('group', given[at] ?? group, known, path));
      continue;
    }
    report({
      path,
      ...(given ? { needs: ['groups', 'leads', group] } : {}),
      message: `nobody can sign for ${group}`,
      expected: `add groups: { leads: { ${group}: [U012AB3CD] } }, or name under signoff: groups: those that are asked`,
    });
  }
  return [...new Set(asked)];
}
