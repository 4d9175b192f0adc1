/** Finds the word a person most likely meant, so that a wrong word can be answered with the right one. */

/** Edit distance with transpositions counted as one, the commonest slip of the fingers. */
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let best = Math.min(at(rows, i - 1, j) + 1, (row[j - 1] ?? 0) + 1, at(rows, i - 1, j - 1) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, at(rows, i - 2, j - 2) + 1);
      }
      row.push(best);
    }
    rows.push(row);
  }
  return at(rows, a.length, b.length);
}

function at(rows: number[][], i: number, j: number): number {
  return rows[i]?.[j] ?? 0;
}

/**
 * The known word closest to what was typed, ignoring case, or undefined when none is close
 * (more than a third of the letters differ). A known word that starts with what was typed wins.
 */
export function nearest(typed: string, known: readonly string[]): string | undefined {
  const word = typed.toLowerCase().slice(0, 60);
  if (word === '') return undefined;
  const prefixed = known.find((one) => one.toLowerCase().startsWith(word));
  if (prefixed && word.length > 1) return prefixed;
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const one of known) {
    const d = distance(word, one.toLowerCase());
    if (d < bestDistance) {
      best = one;
      bestDistance = d;
    }
  }
  return best;
}
