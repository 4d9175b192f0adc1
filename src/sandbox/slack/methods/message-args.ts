// Reads what a client wants to post: text, blocks, attachments and metadata, with Slack's limits.

import { messageBlocks } from '../blocks/validate.js';
import type { Core } from '../core.js';
import type { Fields } from '../fields.js';
import { isFields, parseJson, textOf } from '../fields.js';
import type { Metadata } from '../model.js';
import { Refusal } from '../refusal.js';

const truncatedAt = 40_000;
/** Characters of JSON; Slack publishes no number. */
const mostMetadata = 16_000;

export interface Content {
  text: string;
  blocks: Fields[] | undefined;
  attachments: Fields[] | undefined;
}

/** Text over 40,000 characters is cut, as Slack does. @throws Refusal for blocks, `invalid_attachments`, `no_text` */
export function readContent(core: Core, args: Fields): Content {
  const blocks = messageBlocks(args.blocks, core.settings.refuse);
  const attachments = readAttachments(args.attachments);
  const text = textOf(args.text).slice(0, truncatedAt);
  if (text === '' && !blocks?.length && !attachments?.length) throw new Refusal('no_text');
  return { text, blocks: blocks?.length ? blocks : undefined, attachments };
}

function readAttachments(value: unknown): Fields[] | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  const parsed = typeof value === 'string' ? parseJson(value) : value;
  if (!Array.isArray(parsed) || !parsed.every(isFields)) throw new Refusal('invalid_attachments');
  if (parsed.length > 100) throw new Refusal('too_many_attachments');
  return parsed;
}

/**
 * @returns `undefined` when nothing was given, `clear` for an empty object, which takes the metadata away
 * @throws Refusal `invalid_metadata_format`, `metadata_too_large`
 */
export function readMetadata(value: unknown): Metadata | 'clear' | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  const parsed = typeof value === 'string' ? parseJson(value) : value;
  if (!isFields(parsed)) throw new Refusal('invalid_metadata_format');
  if (Object.keys(parsed).length === 0) return 'clear';
  const { event_type, event_payload } = parsed;
  if (typeof event_type !== 'string' || event_type === '' || !isFields(event_payload)) {
    throw new Refusal('invalid_metadata_format');
  }
  if (JSON.stringify(parsed).length > mostMetadata) throw new Refusal('metadata_too_large');
  return { event_type, event_payload };
}
