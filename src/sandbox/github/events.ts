/** The history of an issue as GitHub's events tell it. Milestones appear by title only, so a rename breaks a replay. */

import type { Issue, IssueEvent, Repo } from './model.js';
import { nextId, type World } from './world.js';

/** Writes an event into the issue's and the repository's history. */
export function record(
  world: World,
  repo: Repo,
  issue: Issue,
  event: Pick<IssueEvent, 'event' | 'actor' | 'at' | 'extra'>,
): void {
  const entry: IssueEvent = { ...event, id: nextId(world), issue: issue.number };
  eventsOf(world, repo, issue).push(entry);
  repo.events.push(entry);
}

/**
 * The events of an issue, oldest first. A seeded issue gets the events that its first state implies when somebody
 * first asks or changes it: 50,000 seeds need no 200,000 events.
 */
export function eventsOf(world: World, repo: Repo, issue: Issue): IssueEvent[] {
  if (issue.events) return issue.events;
  const events: IssueEvent[] = [];
  issue.events = events;
  const add = (event: string, at: number, extra: Record<string, unknown> = {}) => {
    const entry = { id: nextId(world), event, actor: issue.author, at, issue: issue.number, extra };
    events.push(entry);
    repo.events.push(entry);
  };
  for (const { name, color } of issue.labels) add('labeled', issue.createdAt, { label: { name, color } });
  if (issue.milestone) add('milestoned', issue.createdAt, { milestone: { title: issue.milestone.title } });
  for (const assignee of issue.assignees) add('assigned', issue.createdAt, { assignee });
  if (issue.pull?.mergedAt) add('merged', issue.pull.mergedAt);
  if (issue.closedAt !== null) add('closed', issue.closedAt, { state_reason: issue.stateReason });
  return events;
}
