/** What a message says, whatever it is made of: its text, or its blocks and attachments, or the names of its files. */
import type { Person } from '../../domain/person.js';
import { readable } from './readable.js';
import { blocksInWords } from './said-blocks.js';

/** What is read of a message; any app may have posted it, so nothing in it is relied on. */
export interface SlackMessage {
  ts?: string | undefined;
  thread_ts?: string | undefined;
  subtype?: string | undefined;
  user?: string | undefined;
  bot_id?: string | undefined;
  username?: string | undefined;
  bot_profile?: { name?: string | undefined } | undefined;
  text?: string | undefined;
  blocks?: unknown;
  attachments?: unknown;
  files?: unknown;
  edited?: { user?: string | undefined; ts?: string | undefined } | undefined;
}

/** Characters; more than this of one message nobody keeps. */
const most = 12_000;
const mostParts = 20;
const mostNames = 10;

/** What Slack itself writes where an app gave no text. */
const placeholders = ['This content can’t be displayed.', "This content can't be displayed."];
const noPreview = '[no preview available]';

/** As people read it; empty when there is nothing to read. */
export function saidIn({ text: given, blocks, attachments, files }: SlackMessage): string {
  const text = given ?? '';
  const typed = placeholders.includes(text.trim()) ? '' : readable(text.slice(0, most)).trim();
  const own = typed || blocksInWords(blocks);
  const parts = [own, ...listed(attachments).map((one) => attachmentInWords(one, own === ''))];
  const whole = parts.filter((one) => one !== '').join('\n');
  return (whole || filesInWords(files)).slice(0, most).trim();
}

/** The app that posted it, under the name that it gave itself; null: a person wrote it. */
export function appOf({ user, bot_id: id, username, bot_profile: profile }: SlackMessage): Person | null {
  if (user !== undefined || (id === undefined && username === undefined)) return null;
  const name = String(username || profile?.name || 'an app').slice(0, 80);
  return { id: id ?? 'app', name };
}

/** @param alone whether nothing else in the message says anything */
function attachmentInWords(given: Record<string, unknown>, alone: boolean): string {
  // What Slack shows of a linked page is not what somebody said; of a message that is passed on it is.
  const isPreview = 'from_url' in given || 'original_url' in given || 'app_unfurl_url' in given;
  if (isPreview && !(alone && given.is_share === true)) return '';
  const { pretext, title, text, fallback } = given;
  const fields = listed(given.fields).map(({ title: name, value }) =>
    [worded(name), worded(value)].filter((one) => one !== '').join(': '),
  );
  const shown = [worded(pretext), worded(title), worded(text), ...fields, blocksInWords(given.blocks)];
  const said = [...new Set(shown.filter((one) => one !== ''))].join('\n');
  const instead = worded(fallback);
  return said || (instead === noPreview ? '' : instead);
}

const worded = (value: unknown): string =>
  typeof value === 'string' ? readable(value.slice(0, most)).trim() : '';

/** `2 files: graph.png, log.txt` */
function filesInWords(files: unknown): string {
  if (!Array.isArray(files) || files.length === 0) return '';
  const names = listed(files)
    .slice(0, mostNames)
    .map(({ name, title }) => (worded(name) || worded(title)).replace(/\s+/g, ' ').slice(0, 100))
    .filter((one) => one !== '');
  const count = files.length === 1 ? '1 file' : `${files.length} files`;
  const more = names.length > 0 && files.length > names.length ? ', …' : '';
  return names.length === 0 ? count : `${count}: ${names.join(', ')}${more}`;
}

/** The first objects of a list; nothing where it is none. */
const listed = (value: unknown): Record<string, unknown>[] =>
  (Array.isArray(value) ? value.slice(0, mostParts) : []).filter(
    (one): one is Record<string, unknown> => typeof one === 'object' && one !== null,
  );
