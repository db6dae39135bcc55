import type { Place } from '../place.js';
import type { StepRow } from '../step.entity.js';

/** The step that writes the ticket of the first boot to the disk. */
export const TICKET_STEP = 'write-answers';

/** The step that makes the join blob, which the ticket redeems: a PC that has redeemed it gets another one. */
export const JOIN_STEP = 'prepare-join';

/**
 * The steps that a retry runs again, and before them the one that writes the ticket when the PC will go on from the
 * environment to its disk: hours may have passed, and the ticket there may have expired.
 * @param rows all steps of the deployment, in order
 */
export function withFreshTicket(
  names: readonly string[],
  rows: readonly Pick<StepRow, 'name'>[],
  placeOf: (name: string) => Place | undefined,
): string[] {
  const at = rows.findIndex(({ name }) => name === TICKET_STEP);
  const isOnPc = ({ name }: Pick<StepRow, 'name'>) => names.includes(name) && placeOf(name) === 'environment';
  if (at < 0 || !rows.slice(at + 1).some(isOnPc)) return [...names];
  return rows
    .map(({ name }) => name)
    .filter((name) => name === TICKET_STEP || name === JOIN_STEP || names.includes(name));
}
