/** The single things that keep a gate over issues from holding. */
import type { ItemRef } from '../issue.js';
import type { Part } from '../waiver/waiver.js';

/** @param repository `owner/name`: GitHub does not tell names apart by their case, so the key does not either */
export function issueParts(repository: string, items: readonly ItemRef[]): Part[] {
  return items.map(({ number, title, url }) => ({
    key: `issue:${repository.toLowerCase()}#${number}`,
    title: `#${number} ${title}`,
    url,
  }));
}
