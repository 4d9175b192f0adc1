/** Who the people of the workspace are at GitHub, so that what lacks in the notes of 1.7 is somebody's in Slack. */
import { leads, people } from '../../workspace-people.js';

/** Slack ids by GitHub login. */
export const slackByLogin: Readonly<Record<string, string>> = Object.fromEntries(
  people.map(({ id, realName }) => [loginOf(realName), id]),
);

function loginOf(realName: string): string {
  return realName.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll(' ', '-');
}

const loginById = new Map(Object.entries(slackByLogin).map(([login, id]) => [id, login]));

/** Who speaks for the group; a contributor where nobody does. @param group slug */
export function loginFor(group: string): string {
  const lead = Object.entries(leads).find(([slug]) => slug === group)?.[1];
  return loginById.get(lead ?? '') ?? 'ravi-deshpande';
}
