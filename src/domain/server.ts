/** Which server an address means: whoever is asked may name another one, and may not choose whom we ask. */

/**
 * Whether an address that a server names is that server: the same scheme, host and port, or the same host by TLS at its
 * usual port.
 * @param to as it was named, maybe without a host
 * @param from the address that was asked
 * @returns the whole address; null: it is another server, or no address
 */
export function onSameServer(to: string, from: string): string | null {
  if (!URL.canParse(to, from)) return null;
  const [next, before] = [new URL(to, from), new URL(from)];
  if (next.username !== '' || next.password !== '' || next.hostname !== before.hostname) return null;
  const isSame = next.protocol === before.protocol && next.port === before.port;
  const isSafer = before.protocol === 'http:' && next.protocol === 'https:' && next.port === '';
  return isSame || isSafer ? next.href : null;
}

/** Whether it is this machine. */
export const isLoopback = (hostname: string): boolean =>
  /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(hostname) || hostname.endsWith('.localhost');
