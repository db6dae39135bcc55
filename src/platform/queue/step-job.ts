/** All that a queue holds of a step: how to find it. Never a parameter, never a secret. */
export interface StepJob {
  deploymentId: string;
  stepId: string;
  /** From 1: a step that is retried is another job. */
  attempt: number;
}

/** Jobs with the same id are one job. BullMQ refuses ':' in it. */
export function jobId({ stepId, attempt }: StepJob): string {
  return `${stepId}-${attempt}`;
}
