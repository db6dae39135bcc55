/** What a queue knows of a step: where to look it up. Never a parameter, never a secret. */
export interface StepJob {
  deploymentId: string;
  stepId: string;
  /** From 1: a step that is retried is another job. */
  attempt: number;
}

/** Two jobs of one id are one job. BullMQ refuses ':' in it. */
export function jobId({ stepId, attempt }: StepJob): string {
  return `${stepId}-${attempt}`;
}
