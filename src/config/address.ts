/** What nobody means who writes the address of a server, in the environment or in signalman.yml. */

/**
 * Where clouds keep the secrets of the machine itself, and what else is reached only from the same wire. Addresses are
 * compared as `URL` writes them, so that `0xA9FEA9FE` is found too.
 */
const ownSurroundings = /^(?:169\.254\.|\[fe[89ab][\da-f]:|\[::ffff:a9fe:|\[fd00:ec2:)/;

/** @returns what is wrong with it, without repeating it; null: nothing */
export function addressFault(text: string): string | null {
  const url = /^https?:\/\//i.test(text) && URL.canParse(text) ? new URL(text) : null;
  if (url === null) return 'is not a web address';
  if (url.username !== '' || url.password !== '') return 'has a name or a password in it';
  if (ownSurroundings.test(url.hostname)) return 'is a link-local address, where no such server is';
  return null;
}
