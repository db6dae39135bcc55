import { diffLines } from 'diff';
import type { ProfileDocument } from '../profile.schema.js';
import { plainYaml } from './plain-yaml.js';

/** A line of a difference, with its number in each of the two texts that has it. */
export interface DifferenceLine {
  kind: 'same' | 'added' | 'removed';
  before?: number;
  after?: number;
  text: string;
}

/** How many lines around a change are shown. */
const AROUND = 3;
/** Beyond so many changes, a comparison line by line takes too long and tells nobody anything. */
const MOST_CHANGES = 5_000;

/** What changed between two profiles, in the lines of what they say: comments and order of writing play no part. */
export interface ProfileDifference {
  /** Runs of lines with what is around them; a run is left out where nothing changed. */
  parts: DifferenceLine[][];
  added: number;
  removed: number;
  /** True when the two differ so much that no comparison was made. */
  isTooLarge: boolean;
}

/** Compares two profiles, the earlier one first. */
export function differenceOf(before: ProfileDocument, after: ProfileDocument): ProfileDifference {
  const changes = diffLines(plainYaml(before), plainYaml(after), { maxEditLength: MOST_CHANGES });
  if (changes === undefined) return { parts: [], added: 0, removed: 0, isTooLarge: true };
  const lines = numbered(changes);
  const count = (kind: DifferenceLine['kind']) => lines.filter((line) => line.kind === kind).length;
  return { parts: partsOf(lines), added: count('added'), removed: count('removed'), isTooLarge: false };
}

function numbered(changes: readonly { value: string; added: boolean; removed: boolean }[]): DifferenceLine[] {
  let before = 0;
  let after = 0;
  return changes.flatMap(({ value, added, removed }) =>
    value
      .replace(/\n$/, '')
      .split('\n')
      .map((text): DifferenceLine => {
        if (added) return { kind: 'added', after: (after += 1), text };
        if (removed) return { kind: 'removed', before: (before += 1), text };
        return { kind: 'same', before: (before += 1), after: (after += 1), text };
      }),
  );
}

function partsOf(lines: readonly DifferenceLine[]): DifferenceLine[][] {
  const isShown = new Array<boolean>(lines.length).fill(false);
  lines.forEach(({ kind }, index) => {
    if (kind !== 'same') isShown.fill(true, Math.max(0, index - AROUND), index + AROUND + 1);
  });
  const parts: DifferenceLine[][] = [];
  lines.forEach((line, index) => {
    if (!isShown[index]) return;
    if (!isShown[index - 1]) parts.push([]);
    parts.at(-1)!.push(line);
  });
  return parts;
}
