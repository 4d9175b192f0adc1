/** The report of seed 000 as it was counted by hand: one search at GitHub for each figure of its table. */

/** 32 searches: six figures of the whole, and one for each of 26 groups. */
const wholes = [
  'is:issue is:open',
  'is:issue is:open label:kind/bug',
  'is:issue is:open label:kind/flake',
  'is:issue is:open label:priority/P0',
  'is:issue is:closed',
  'is:pr is:open',
];
const groups = 26;

/** @returns ms, and how many questions were asked */
export async function searchAsTheSeed(
  { apiUrl, token }: { apiUrl: string; token: string },
  repository: string,
): Promise<{ ms: number; searches: number; found: number }> {
  const rows = Array.from(
    { length: groups },
    (_, at) => `is:issue is:open label:sig/group-${String(at + 1).padStart(2, '0')}`,
  );
  const begun = performance.now();
  let found = 0;
  for (const query of [...wholes, ...rows]) {
    const q = encodeURIComponent(`repo:${repository} milestone:v2.0 ${query}`);
    const response = await fetch(`${apiUrl}/search/issues?q=${q}&per_page=1`, {
      headers: { authorization: `Bearer ${token}`, accept: 'application/vnd.github+json' },
    });
    if (!response.ok) throw new Error(`the search was answered with ${response.status}`);
    found += ((await response.json()) as { total_count: number }).total_count;
  }
  return { ms: performance.now() - begun, searches: wholes.length + rows.length, found };
}
