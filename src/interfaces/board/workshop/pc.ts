import {
  outcomeOf,
  type DeploymentState,
  type Failure,
  type Look,
  type Progress,
  type Signal,
  type StepState,
} from '../../../platform/core/index.js';

/** The first step of a deployment that is not done. */
export interface PresentStep {
  name: string;
  state: StepState;
  /** From 0, among `count`. */
  position: number;
  count: number;
  progress: Progress | null;
  waitsFor: Signal | null;
  /** It waits for a PC that stopped answering. */
  isLost: boolean;
}

/** A PC of the workshop: one deployment, as its row and its card show it. Never changed: a change makes another one. */
export interface Pc {
  /** Of the deployment. */
  id: string;
  name: string;
  serial: string | null;
  machineId: string | null;
  lot: { id: string; number: string; customer: string } | null;
  rowNumber: number;
  state: DeploymentState;
  closedAt: Date | null;
  certificate: { verdict: string; reservations?: number; failedChecks?: number } | null;
  failure: Failure | null;
  step: PresentStep | null;
  /** When it ended, else when its present step began to wait or run, else when it was armed. */
  since: Date;
  startedAt: Date | null;
  /** It was armed, and has since given a sign of life: it starts. */
  isStarting: boolean;
  /** In whole minutes, so that it changes rarely. */
  leftMinutes?: number;
  /** In seconds, by five. */
  silentSeconds?: number;
}

/** What a PC asks of people: the groups of the queue « À vous » in their order, then those that ask nothing. */
export const HAND_GROUPS = ['failed', 'checks', 'code', 'power'] as const;
export type HandGroup = (typeof HAND_GROUPS)[number];
export type Group = HandGroup | 'running' | 'armed' | 'ended';

const ENDED: readonly DeploymentState[] = ['certified', 'captured', 'cancelled'];

export function groupOf({
  state,
  closedAt,
  step,
}: Pick<Pc, 'state' | 'closedAt'> & {
  step: Pick<PresentStep, 'state' | 'waitsFor' | 'isLost'> | null;
}): Group {
  if (state === 'failed') return closedAt === null ? 'failed' : 'ended';
  if (ENDED.includes(state)) return 'ended';
  if (state === 'armed' || state === 'planned') return 'armed';
  if (step?.state !== 'waiting') return 'running';
  if (step.waitsFor === 'manual-checks-answered') return 'checks';
  if (step.waitsFor === 'machine-confirmed') return 'code';
  return step.isLost ? 'power' : 'running';
}

export function isForAPerson(group: Group): group is HandGroup {
  return (HAND_GROUPS as readonly string[]).includes(group);
}

/** The outcome of a deployment, or `hand` when it waits for a person. */
export function lookOf(pc: Pc): Look | 'hand' {
  const group = groupOf(pc);
  if (isForAPerson(group) && group !== 'failed') return 'hand';
  return outcomeOf(pc).look;
}

/** What a page knows a PC by whose row it may not show: the beginning of the id of its element. */
export function alarmOf(pc: Pick<Pc, 'id'>): string {
  return elementOf(pc).slice(0, 11);
}

/** Letters, digits and hyphens: the id of the element of a PC on a page. */
export function elementOf({ id }: Pick<Pc, 'id'>): string {
  return `pc-${id}`;
}
