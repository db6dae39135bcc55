import type { KnownSetting } from '../../tables/windows-settings.js';

/** The most letters that may differ between a misspelt name and the right one. */
const MISTAKES = 2;

/** Longer names are not compared. */
const LONGEST = 64;

/** Limit on comparisons per file: with more unknown names, the file probably has another schema. */
const MOST_GUESSES = 500;

/** Finds the known name that an unknown name probably means. Results are cached for the file. */
export class Guesses {
  private readonly known = new Map<object, Map<string, string | undefined>>();
  private left = MOST_GUESSES;

  /** Searches the settings below a parent. */
  of(name: string, parent: KnownSetting): string | undefined {
    return this.remembered(name, parent, () => parent.children.keys());
  }

  /** Searches a list of names. */
  among(name: string, names: readonly string[]): string | undefined {
    return this.remembered(name, names, () => names);
  }

  private remembered(name: string, place: object, names: () => Iterable<string>): string | undefined {
    let guesses = this.known.get(place);
    if (!guesses) this.known.set(place, (guesses = new Map<string, string | undefined>()));
    if (guesses.has(name)) return guesses.get(name);
    if (this.left === 0) return undefined;
    this.left -= 1;
    const guess = near(name, names());
    guesses.set(name, guess);
    return guess;
  }
}

/** The most similar known name: equal if case is ignored, else with at most two different letters. */
export function near(found: string, known: Iterable<string>): string | undefined {
  if (found.length > LONGEST) return undefined;
  const lower = found.toLowerCase();
  let best: string | undefined;
  let least = Math.min(MISTAKES, Math.floor(found.length / 4)) + 1;
  for (const name of known) {
    const distance = mistakes(lower, name.toLowerCase(), least);
    if (distance < least) [best, least] = [name, distance];
  }
  return best;
}

/** The Levenshtein distance, or `limit` if the distance is at least that. */
function mistakes(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const swap = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, row[j]! + 1, next[j - 1]! + 1));
    }
    if (Math.min(...next) >= limit) return limit;
    row = next;
  }
  return row[b.length]!;
}
