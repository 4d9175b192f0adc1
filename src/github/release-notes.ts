/** What release notes need of GitHub beside the issues: ranges of commits, docs pull requests and their files, single issues. */
import type { z } from 'zod';
import type { NotesReader } from '../app/ports/release-notes-reading.js';
import { SourceFault } from '../app/ports/source-fault.js';
import type { RangeCommit } from '../domain/release-notes/range-pulls.js';
import { openRepository } from './branch-repository.js';
import { BadAnswer } from './faults.js';
import { issuePage, issuePayload, toIssue } from './payload.js';
import type { ReaderOptions } from './reader.js';
import { issueText, pullFiles, pullPayload, rangePage } from './release-notes-payload.js';

const perPage = 100;
/** GitHub lists no more commits of a range. */
const mostCommits = 10_000;
/** A pull request that changes more files is no documentation of one enhancement. */
const mostFilePages = 5;

export function createNotesReader(options: ReaderOptions): NotesReader {
  const open = (repository: string) => openRepository(repository, options, new Map());
  const bots = new Set(options.bots.map((login) => login.toLowerCase()));
  return {
    async range(repository, from, to, etag) {
      const at = open(repository);
      return await at.guard(async () => {
        const basehead = `${from}...${to}`;
        const ask = (page: number) =>
          at.ask(
            '/compare/{basehead}',
            { basehead, per_page: perPage, page },
            rangePage,
            page === 1 ? etag : null,
          );
        const first = await ask(1);
        if (first === 'same') return null;
        if (first === null) throw notThere(repository, from, to);
        const { status, total_commits: total, merge_base_commit: base } = first.data;
        if (status === 'identical' || status === 'behind')
          throw new SourceFault(
            'not-found',
            `${to} has no commit that ${from} does not have, in ${repository}: look whether the range is the right way round`,
          );
        if (total > mostCommits)
          throw new SourceFault(
            'bad-answer',
            `There are ${total} commits from ${from} to ${to} in ${repository}, and GitHub lists ${mostCommits}`,
          );
        const commits = new Map<string, RangeCommit>();
        const take = (page: z.infer<typeof rangePage>) => {
          for (const one of page.commits) commits.set(one.sha, commitOf(one));
        };
        take(first.data);
        for (let page = 2; commits.size < total && page <= Math.ceil(total / perPage); page++) {
          const more = await ask(page);
          if (more === null || more === 'same' || more.data.commits.length === 0) break;
          take(more.data);
        }
        // Whoever pushes meanwhile moves the pages: what is missing is asked for again the next time.
        if (commits.size < total) throw new BadAnswer('a range of commits without some of them');
        const times = [...commits.values()].flatMap((one) => (one.at === null ? [] : [one.at]));
        const since = base ? (commitOf(base).at ?? null) : null;
        return { commits: [...commits.values()], since: since ?? Math.min(...times), etag: first.etag };
      });
    },

    async pull(repository, number, etag) {
      const at = open(repository);
      return await at.guard(async () => {
        const answer = await at.ask('/pulls/{number}', { number }, pullPayload, etag);
        if (answer === 'same') return null;
        if (answer === null) return 'unknown';
        const { state, draft, merged_at: merged } = answer.data;
        const open = draft ? 'draft' : 'open';
        return { state: merged ? 'merged' : state === 'open' ? open : 'closed', etag: answer.etag };
      });
    },

    async files(repository, number) {
      const at = open(repository);
      return await at.guard(async () => {
        const files: string[] = [];
        for (let page = 1; page <= mostFilePages; page++) {
          const query = { number, per_page: perPage, page };
          const found = (await at.once('/pulls/{number}/files', query, pullFiles)) ?? [];
          files.push(...found.flatMap(({ filename, status }) => (status === 'removed' ? [] : [filename])));
          if (found.length < perPage) break;
        }
        return files;
      });
    },

    async issue(repository, number, etag) {
      const at = open(repository);
      return await at.guard(async () => {
        const answer = await at.askItem(number, issueText, etag);
        if (answer === 'same') return null;
        if (answer === 'unknown' || answer === 'deleted') return 'unknown';
        const { title, body, html_url: url } = answer.data;
        return { ...{ title, url, body: body ?? '' }, etag: answer.etag };
      });
    },

    async item(repository, number) {
      const at = open(repository);
      return await at.guard(async () => {
        const answer = await at.askItem(number, issuePayload, null);
        return typeof answer === 'string' ? 'unknown' : toIssue(answer.data, bots);
      });
    },

    async *changed(repository, since) {
      const at = open(repository);
      // The newest first: what changes meanwhile comes a second time, and nothing is left out.
      const query = {
        state: 'all',
        sort: 'updated',
        direction: 'desc',
        since: new Date(since).toISOString(),
      };
      for (let page = 1; ; page++) {
        const asked = { ...query, per_page: perPage, page };
        const found = (await at.guard(() => at.once('/issues', asked, issuePage))) ?? [];
        yield found.map((issue) => toIssue(issue, bots));
        if (found.length < perPage) return;
      }
    },
  };
}

const commitOf = ({
  sha,
  parents,
  commit: { message, committer, author },
}: z.infer<typeof rangePage>['commits'][number]): RangeCommit => ({
  sha: sha.toLowerCase(),
  parents: (parents ?? []).map((one) => one.sha.toLowerCase()),
  message,
  at: committer?.date ?? author?.date ?? null,
});

const notThere = (repository: string, from: string, to: string) =>
  new SourceFault(
    'not-found',
    `${from} or ${to} is not there in ${repository}, or the GitHub token cannot see it (it needs the permission Contents: read)`,
  );
