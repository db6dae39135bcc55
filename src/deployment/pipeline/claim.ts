/** A claim on a step. Every write of its holder names the attempt, so that a holder who lost it writes nothing. */
export interface Claim {
  stepId: string;
  attempt: number;
}
