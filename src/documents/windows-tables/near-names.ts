import type { Bilingual } from '../../platform/core/index.js';
import { isShownZone, zoneShownAs } from './time-zones.js';

/** As many as a person compares at a glance. */
const PROPOSALS = 3;
/** Less alike than this is another name. */
const LEAST = 0.35;
/** How much of the best likeness another proposal must have. */
const FAR = 0.6;

/**
 * The known names nearest to one that is not known, nearest first: those that begin with it or hold it, then
 * those that share most pairs of letters with it (Dice's coefficient). Case and accents do not count, nor the words
 * that every time zone has; what people see of a time zone has that one, or none.
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

/** What was expected instead of a name that is not known, with the nearest that are. */
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
