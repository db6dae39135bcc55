import type { Bilingual, Evidence, QueueName, Signal } from '../../platform/core/index.js';
import type { Plan } from './plan.js';
import type { StepContext } from './step-context.js';

export type StepOutcome =
  | { kind: 'done'; evidence?: Evidence }
  /** Run again when the machine gives the signal: the signal says when to measure, not what is so. */
  | { kind: 'wait'; for: Signal; timeoutMs: number };

/** One thing that a deployment does. */
export interface Step {
  /** Unique; in the database, on the board and in the certificate: `apply-master`. */
  readonly name: string;
  /** For the board and the PC's own screen. */
  readonly title: Bilingual;
  readonly queue: QueueName;
  /** From its first claim; waits have a time-out of their own. */
  readonly timeoutMs: number;
  /** Where it acts: a retry first makes sure that the machine is there. */
  readonly place: 'environment' | 'system' | 'server';
  appliesTo(plan: Plan): boolean;
  /** Whether it gives the PC a secret of this plan: then it is run only on a PC that was confirmed. */
  needsSecret?(plan: Plan): boolean;
  /** Safe to repeat: a worker may die at any line of it. */
  run(context: StepContext): Promise<StepOutcome>;
}

export const done = (evidence: Evidence = {}): StepOutcome => ({ kind: 'done', evidence });
