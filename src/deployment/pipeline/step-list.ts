import type { Step } from './step.js';

/** The injection token of the ordered steps; `steps/index.ts` is the list itself. */
export const STEP_LIST = Symbol('STEP_LIST');

/** A duplicate name would make two steps one in the database: it stops the start-up. */
export function checkNames(steps: readonly Step[]): readonly Step[] {
  const names = steps.map((step) => step.name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`two steps are named "${twice}"`);
  return steps;
}
