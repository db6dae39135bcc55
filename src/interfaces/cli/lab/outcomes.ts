import type { Certificate } from '../../../deployment/proof/index.js';
import type { StepShape } from '../api-shapes.js';

/** One part of a Windows deployment, and what this run measured of it. */
export interface Outcome {
  part: string;
  outcome: string;
  /** Measured, and as it must be. */
  isProven: boolean;
}

type MeasuredCheck = Pick<Certificate['checks'][number], 'kind' | 'title' | 'verdict' | 'measured'>;

/** The step that ends only when the installed Windows has called home. */
const CALL_HOME = 'wait-windows';

const NOT_REACHED = 'not reached';
/** Longer evidence is in the deployment itself. */
const LONGEST = 160;

/** What each step measured, in order: what was not done is never a success. */
export function stepOutcomes(steps: readonly StepShape[], minutes: number): Outcome[] {
  return steps.map((step) => {
    const part = `${step.title.en} (\`${step.name}\`)`;
    if (step.state === 'done') return { part, outcome: `measured: ${evidenceOf(step)}`, isProven: true };
    return { part, outcome: whyNot(step, minutes), isProven: false };
  });
}

/** What a certificate says of Windows itself. */
export function checkOutcomes(checks: readonly MeasuredCheck[]): Outcome[] {
  return checks.map(({ kind, title, verdict, measured }) => ({
    part: `${title.en} (\`${kind}\`)`,
    outcome: `${verdict}: ${typeof measured === 'string' ? measured : measured.en}`,
    isProven: verdict === 'passed',
  }));
}

function whyNot({ name, state, failure, startedAt }: StepShape, minutes: number): string {
  if (failure) return `failed: ${failure.cause.en}`;
  if (startedAt === null || state === 'cancelled') return NOT_REACHED;
  if (name === CALL_HOME) return `Windows did not call home within ${minutes} minutes`;
  return `not finished within ${minutes} minutes`;
}

function evidenceOf({ evidence, startedAt, endedAt }: StepShape): string {
  const text = JSON.stringify(evidence ?? {});
  const shown = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  const seconds = startedAt && endedAt ? (Date.parse(endedAt) - Date.parse(startedAt)) / 1000 : undefined;
  return `${seconds === undefined ? '' : `${seconds.toFixed(0)} s, `}${shown}`;
}
