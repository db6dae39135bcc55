import type { Bilingual, Evidence, Purpose, QueueName, Signal } from '../../platform/core/index.js';
import type { Facts } from './facts.js';
import type { Place } from './place.js';
import type { PlanOf, SystemKind } from './plan.js';
import type { StepContext } from './step-context.js';

export type StepOutcome =
  | { kind: 'done'; evidence?: Evidence }
  /** Run again when the machine gives the signal: the signal says when to measure, not what was measured. */
  | { kind: 'wait'; for: Signal; timeoutMs: number };

/** One thing that a deployment does. */
export interface Step<P extends Purpose = Purpose> {
  /** Unique; in the database, on the board and in the certificate: `apply-master`. */
  readonly name: string;
  /** For the board and the PC's own screen. */
  readonly title: Bilingual;
  readonly queue: QueueName;
  /** From its first claim; waits have a time-out of their own. */
  readonly timeoutMs: number;
  readonly place: Place;
  /** It makes sure of the machine at this place: a retry of a step there begins with it. */
  readonly opens?: Place;
  /** It is part of deployments with one of these purposes… */
  readonly purposes: readonly P[];
  /** …that install one of these systems. */
  readonly systems: readonly SystemKind[];
  /** A retry may begin with it although it was done: what it did then, and what later steps did, does not harm it. */
  readonly repeatable?: true;
  /** It needs the new system's partitions mounted in the environment. */
  readonly needsTarget?: boolean;
  /** Facts that it recorded and that do not hold in a retry, where a person asks for the step anew. */
  readonly forgets?: readonly (keyof Facts)[];
  /** One more condition on the plan. */
  onlyIf?(plan: PlanOf<P>): boolean;
  /**
   * Whether it gives the PC a secret of this plan, or takes from it what other PCs will trust: then it is run only on a
   * PC that was confirmed.
   */
  needsSecret?(plan: PlanOf<P>): boolean;
  /** Safe to repeat: a worker may die at any line of it. */
  run(context: StepContext<P>): Promise<StepOutcome>;
}

export const done = (evidence: Evidence = {}): StepOutcome => ({ kind: 'done', evidence });
