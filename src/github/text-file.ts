/** Reads a text file of a repository through GitHub's contents, and only when it has changed. */
import { RequestError } from '@octokit/request-error';
import { z } from 'zod';
import type { FilePlace, TextFiles } from '../app/ports/checklist.js';
import { SourceFault } from '../app/ports/source-fault.js';
import { type ClientOptions, createClient } from './client.js';
import { BadAnswer, toSourceFault } from './faults.js';
import { filePath } from './sending/place.js';

/** A list for people is never so long; in bytes. */
const largest = 512 * 1024;

const payload = z.object({
  type: z.literal('file'),
  size: z.number().int().min(0),
  encoding: z.string(),
  content: z.string().max(largest * 2),
});

export function createTextFiles(options: ClientOptions): TextFiles {
  const { octokit } = createClient(options);
  return {
    async read(place, etag) {
      const { repository, path, ref } = place;
      const [owner = '', repo = ''] = repository.split('/');
      const address = filePath(path);
      if (address === null) throw new SourceFault('not-found', `${path} is not the path of a file`);
      try {
        const answer = await octokit.request(`GET /repos/{owner}/{repo}/contents/${address}`, {
          ...{ owner, repo },
          ...(ref === null ? {} : { ref }),
          ...(etag === null ? {} : { headers: { 'if-none-match': etag } }),
        });
        return { text: textOf(answer.data, place), etag: answer.headers.etag ?? null };
      } catch (error) {
        if (etag !== null && error instanceof RequestError && error.status === 304) return null;
        throw inWords(error, place);
      }
    },
  };
}

/** @throws SourceFault when it is no file, or too large. @throws BadAnswer */
function textOf(data: unknown, { repository, path }: FilePlace): string {
  if (Array.isArray(data)) throw new SourceFault('not-found', `${path} in ${repository} is a folder`);
  const parsed = payload.safeParse(data);
  const size = z.object({ size: z.number() }).safeParse(data).data?.size ?? 0;
  // GitHub leaves the content of what is larger than a megabyte out.
  if (size > largest)
    throw new SourceFault(
      'bad-answer',
      `${path} in ${repository} has ${Math.ceil(size / 1024)} KB, and ${largest / 1024} are read`,
    );
  if (!parsed.success || parsed.data.encoding !== 'base64') throw new BadAnswer('no text file');
  return Buffer.from(parsed.data.content, 'base64').toString('utf8');
}

function inWords(error: unknown, { repository, path, ref }: FilePlace): SourceFault {
  const where = ref === null ? '' : ` at ${ref}`;
  if (error instanceof RequestError && error.status === 404)
    return new SourceFault(
      'not-found',
      `there is no file ${path}${where} in ${repository}, or the GitHub token cannot see it (it needs the permission Contents: read)`,
      { cause: error },
    );
  return toSourceFault(error, repository);
}
