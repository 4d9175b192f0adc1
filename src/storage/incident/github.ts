/** What delivery has written at GitHub for an incident, or still owes there. */
import type { Kysely } from 'kysely';
import type { AtGitHubNow } from '../../app/ports/incident.js';
import { githubPurposes, messages } from '../../domain/incident/places.js';
import { writtenAtGitHub } from '../delivery/at-github.js';
import type { Tables } from '../tables.js';

/**
 * @param web where people look at issues, e.g. `https://github.com`
 * @param now ms, on the clock of the machine
 */
export const atGitHub = (db: Kysely<Tables>, id: number, web: string, now: number): Promise<AtGitHubNow[]> =>
  writtenAtGitHub(db, githubPurposes, messages.head(id).subject, { web, now });
