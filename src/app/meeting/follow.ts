/** Follows the issues of action items of meetings. */
import { followedIssue } from '../../domain/action-item.js';
import { followIssuesOf } from '../follow-issues.js';
import type { FollowedAction } from '../ports/meeting-store.js';
import { changeMeeting, type MeetingDependencies } from './dependencies.js';

export async function followMeetingIssues(deps: MeetingDependencies): Promise<void> {
  await followIssuesOf<FollowedAction>({
    ...{ clock: deps.clock, log: deps.log, issues: deps.issues, store: deps.store },

    // Each was opened by Signalman itself.
    isFollowed: async () => true,

    async note({ meeting: id, action }, seen, at) {
      const stored = await deps.store.load(id);
      const series = stored && deps.series.find(({ name }) => name === stored.meeting.series);
      if (!series) return;
      await changeMeeting(deps, series, id, { by: null, request: null }, ({ meeting }) => {
        const item = meeting.actions.find((one) => one.id === action);
        const event = item ? followedIssue(item, seen, at) : null;
        return event ? [event] : [];
      });
    },
  });
}
