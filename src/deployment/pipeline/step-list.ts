import { systemKindOf, type Plan } from './plan.js';
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

/** Whether the step is one of those that this plan is frozen with. */
export function appliesTo(step: Step, plan: Plan): boolean {
  const system = systemKindOf(plan);
  const isForSystem = system === undefined || step.systems.includes(system);
  return isForPurpose(step, plan) && isForSystem && (step.onlyIf?.(plan) ?? true);
}

export function isForPurpose(step: Step, plan: Plan): boolean {
  return step.purposes.includes(plan.purpose);
}

/** Whether the step gives the PC a secret of this plan. */
export function givesSecret(step: Step, plan: Plan): boolean {
  return isForPurpose(step, plan) && (step.needsSecret?.(plan) ?? false);
}
