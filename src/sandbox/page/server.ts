// Talking to the page's server.
import type { WireItem, WireState } from '../page-wire.js';

async function read<T>(response: Response): Promise<T> {
  const body = (await response.json().catch(() => null)) as { error?: string } | null;
  if (!response.ok || body === null) throw new Error(body?.error ?? 'The sandbox does not answer.');
  return body as T;
}

export async function fetchState(user: string, channel: string): Promise<WireState> {
  return read(await fetch(`/api/state?${new URLSearchParams({ user, channel })}`));
}

export async function fetchItem(item: string): Promise<WireItem> {
  return read(await fetch(`/api/github?${new URLSearchParams({ item })}`));
}

/** @param action the last part of the address, such as `click` @throws Error in words for the person */
export async function post<T>(action: string, body: object): Promise<T> {
  const headers = { 'content-type': 'application/json' };
  const request = fetch(`/api/${action}`, { method: 'POST', headers, body: JSON.stringify(body) });
  return read(
    await request.catch(() => {
      throw new Error('The sandbox does not answer. Is it still running?');
    }),
  );
}
