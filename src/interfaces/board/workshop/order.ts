import { groupOf, HAND_GROUPS, type Pc } from './pc.js';

/** First the groups in their order; of the failed the newest first, of the others those that wait longest. */
export function byUrgency(one: Pc, other: Pc): number {
  const [first, second] = [groupOf(one), groupOf(other)] as (typeof HAND_GROUPS)[number][];
  const groups = HAND_GROUPS.indexOf(first!) - HAND_GROUPS.indexOf(second!);
  if (groups !== 0) return groups;
  const waits = one.since.getTime() - other.since.getTime();
  return (first === 'failed' ? -waits : waits) || (one.id < other.id ? -1 : 1);
}

/** Those that began first stand first: rows keep their place while they work. */
export function byStart(one: Pc, other: Pc): number {
  const starts = (one.startedAt?.getTime() ?? 0) - (other.startedAt?.getTime() ?? 0);
  return starts || one.rowNumber - other.rowNumber || (one.id < other.id ? -1 : 1);
}
