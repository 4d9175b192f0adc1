/** Files issues at GitHub, with one try each: whether one is there after a try without an answer is found by its marker. */
import { z } from 'zod';
import type { IssueFiler } from '../app/ports/ci-store.js';
import { SourceFault } from '../app/ports/source-fault.js';
import { type ClientOptions, createClient } from './client.js';
import { BadAnswer, toSourceFault } from './faults.js';

const issue = z.object({ number: z.number().int(), html_url: z.string().regex(/^https?:\/\/\S+$/) });
const listed = z.array(issue.extend({ body: z.string().nullish(), pull_request: z.unknown().optional() }));

/** So many pages of what changed since are looked through, the newest first. */
const pages = 10;

export function createIssueFiler(options: ClientOptions): IssueFiler {
  return {
    async find(repository, marker, since) {
      const { octokit } = createClient(options);
      const [owner = '', repo = ''] = repository.split('/');
      try {
        for (let page = 1; page <= pages; page++) {
          // The list and not the search, which knows of a new issue only after a while.
          const { data } = await octokit.request('GET /repos/{owner}/{repo}/issues', {
            ...{ owner, repo, page, per_page: 100, state: 'all', sort: 'created', direction: 'desc' },
            since: new Date(since).toISOString(),
          });
          const parsed = listed.safeParse(data);
          if (!parsed.success) throw new BadAnswer('no list of issues');
          const there = parsed.data.find(({ body }) => body?.includes(marker));
          if (there) return { number: there.number, url: there.html_url };
          if (parsed.data.length < 100) return null;
        }
        throw new SourceFault(
          'bad-answer',
          `${repository} has too many new issues to find one of ours among`,
        );
      } catch (error) {
        throw toSourceFault(error, repository);
      }
    },

    async create(repository, { title, body, labels }) {
      const { octokit } = createClient(options);
      const [owner = '', repo = ''] = repository.split('/');
      try {
        const { data } = await octokit.request('POST /repos/{owner}/{repo}/issues', {
          ...{ owner, repo, title, body, labels },
          // Never by itself: the first try may have been done.
          request: { retries: 0 },
        });
        const parsed = issue.safeParse(data);
        if (!parsed.success) throw new BadAnswer('no issue');
        return { number: parsed.data.number, url: parsed.data.html_url };
      } catch (error) {
        throw inWords(toSourceFault(error, repository), repository);
      }
    },
  };
}

function inWords(fault: SourceFault, repository: string): SourceFault {
  if (fault.code !== 'access' || !/may not read/.test(fault.message)) return fault;
  return new SourceFault(
    'access',
    `The GitHub token may not file issues in ${repository}: it needs the permission Issues: write (or the scope repo)`,
    { cause: fault },
  );
}
