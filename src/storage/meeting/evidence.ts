/** What agendas are made from: the evidence of a release, and what became of issues that left it. */
import type { MeetingEvidence } from '../../app/ports/meeting-store.js';
import { inChunks } from '../bulk.js';
import type { Database } from '../dialect.js';
import { evidenceStore } from '../evidence.js';
import { repositoryKey } from '../tables.js';

export function meetingEvidence(database: Database): MeetingEvidence {
  const { read } = database;
  return {
    gatherWhole: evidenceStore(database).gatherWhole,

    async fates({ issues }, numbers) {
      const rows = await inChunks([...numbers], (some) =>
        read
          .selectFrom('issue as i')
          .innerJoin('repository as r', 'r.id', 'i.repository_id')
          .leftJoin('milestone as m', (join) =>
            join.onRef('m.repository_id', '=', 'i.repository_id').onRef('m.number', '=', 'i.milestone'),
          )
          .select(['i.number', 'i.state', 'm.title'])
          .where('r.full_name', '=', repositoryKey(issues.repository))
          .where('i.number', 'in', some)
          .execute(),
      );
      // Closed in another milestone it was moved first.
      return new Map(
        rows.map(({ number, state, title }) => [
          number,
          state === 'closed' && title === issues.milestone ? 'closed' : 'moved',
        ]),
      );
    },
  };
}
