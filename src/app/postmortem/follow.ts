/** Follows the issues of action items of post-mortems. */
import { followedIssue } from '../../domain/action-item.js';
import { followIssuesOf } from '../follow-issues.js';
import { change } from '../incident/dependencies.js';
import { isHere } from '../incident/fix.js';
import type { FollowedIssue, PostMortemDependencies } from './dependencies.js';

export async function followIssues(deps: PostMortemDependencies): Promise<void> {
  await followIssuesOf<FollowedIssue>({
    ...{ clock: deps.clock, log: deps.log, issues: deps.issues, store: deps.actions },

    async isFollowed({ incident: id, action }) {
      const actions = (await deps.store.load(id))?.incident.postmortem.actions ?? [];
      const issue = actions.find((one) => one.id === action)?.issue;
      return issue != null && isHere(deps.web, issue.url);
    },

    async note({ incident: id, action }, seen, at) {
      await change(deps, id, { by: null, request: null }, ({ incident }) => {
        const item = incident.postmortem.actions.find((one) => one.id === action);
        const event = item ? followedIssue(item, seen, at) : null;
        return event ? [event] : [];
      });
    },
  });
}
