/** The first two of the three steps by which a file gets to Slack: a place for its bytes, and the bytes. */
import type { WebClient } from '@slack/web-api';
import { isLasting } from '../../domain/refusal.js';
import { isSlacks } from '../addresses.js';
import { beforePost, type Obstacle } from './outcome.js';
import { troubleOf } from './trouble.js';

export type Uploaded = { kind: 'uploaded'; id: string } | Obstacle;

/**
 * Nobody sees the file before it is shared.
 * @param timeout of the transfer, in ms
 */
export async function upload(
  client: WebClient,
  file: { name: string; text: string },
  timeout: number,
): Promise<Uploaded> {
  const bytes = Buffer.from(file.text, 'utf8');
  try {
    const ticket = await client.files.getUploadURLExternal({ filename: file.name, length: bytes.length });
    const { upload_url: url, file_id: id } = ticket;
    if (!url || !id) return { kind: 'not-sent', why: 'Slack named no place for the file' };
    if (!isSlacks(url, client.slackApiUrl))
      return { kind: 'not-sent', why: 'the place that was named for the file is not one of Slack’s' };
    const response = await fetch(url, {
      ...{ method: 'POST', body: bytes, redirect: 'error' },
      signal: AbortSignal.timeout(timeout),
    });
    await response.text();
    if (response.status === 200) return { kind: 'uploaded', id };
    return { kind: 'not-sent', why: `the upload was answered with HTTP ${response.status}` };
  } catch (error) {
    return beforePost(troubleOf(error), isLasting);
  }
}
