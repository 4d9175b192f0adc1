/** Reasons that people wrote: human judgement is part of the verdict, with a name and an end. */
import type { Evidence } from '../evidence.js';
import { isActive, type Note } from '../hand-written.js';
import type { Finding } from './gate.js';

export function decideHandWritten(evidence: Evidence, now: number): Finding[] {
  return evidence.notes.filter((note) => note.type === 'reason' && isActive(note, now)).map(finding);
}

function finding(note: Note): Finding {
  return {
    gate: `reason-${note.id}`,
    type: 'hand-written',
    state: note.state ?? 'no-go',
    blocks: true,
    reason: note.heading ? `${note.heading}: ${note.text}` : note.text,
    detail: `written by ${note.authorName}`,
    rule: 'a reason written by the release team counts until it is ended or its end is reached',
    value: null,
    limit: null,
    evidence: [],
    observedAt: note.at,
    actions: [],
    items: [],
    parts: [{ key: `note:${note.id}`, title: note.text, url: null, raisedBy: [note.authorId] }],
    author: { id: note.authorId, name: note.authorName },
    ...(note.until === null ? {} : { until: note.until }),
  };
}
