import type { Bilingual } from '../../platform/core/index.js';
import { isShownZone, zoneShownAs } from './time-zones.js';

/** Limit on proposed names. */
const PROPOSALS = 3;
/** Minimum similarity. */
const LEAST = 0.35;
/** Minimum similarity, as a share of the best one. */
const FAR = 0.6;

/**
 * The known names most similar to an unknown one, best first: names that start with it or contain it, then those that
 * share most letter pairs with it (Dice's coefficient). Case, accents and words that all time zones have are ignored.
 * For the displayed name of a time zone, only that zone is proposed, or none.
 */
export function nearNames(found: string, known: Iterable<string>): string[] {
  const names = [...known];
  const zone = zoneShownAs(found);
  if (zone !== undefined && names.includes(zone)) return [zone];
  if (isShownZone(found)) return [];
  const wanted = plain(found.slice(0, 100));
  const pairs = pairsOf(wanted);
  const judged = names
    .map((name) => ({ name, likeness: likeness(wanted, pairs, plain(name)) }))
    .sort((a, b) => b.likeness - a.likeness || a.name.length - b.name.length);
  const least = Math.max(LEAST, FAR * (judged[0]?.likeness ?? 0));
  return judged
    .filter(({ likeness }) => likeness >= least)
    .slice(0, PROPOSALS)
    .map(({ name }) => name);
}

/** What was expected instead of an unknown name, with the most similar names. */
export function expectedName(what: Bilingual, found: string, known: Iterable<string>): Bilingual {
  const names = nearNames(found, known);
  if (names.length === 0) return what;
  return { fr: `${what.fr} ; proches : ${names.join(', ')}`, en: `${what.en}; near: ${names.join(', ')}` };
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[\s_/-]+/g, ' ')
    .replace(/(?<=. )(?:standard |daylight )?time\b/, '')
    .trim();
}

function pairsOf(text: string): Set<string> {
  return new Set(
    Array.from({ length: Math.max(0, text.length - 1) }, (_, index) => text.slice(index, index + 2)),
  );
}

function likeness(wanted: string, pairs: Set<string>, name: string): number {
  if (wanted.length >= 2 && name.startsWith(wanted)) return 2;
  if (wanted.length >= 3 && name.includes(wanted)) return 1.5;
  const others = pairsOf(name);
  const common = [...pairs].filter((pair) => others.has(pair)).length;
  return (2 * common) / (pairs.size + others.size || 1);
}
