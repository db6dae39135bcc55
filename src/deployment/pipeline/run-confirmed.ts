import { madeUnconfirmed } from './failure.js';
import { CONFIRMATION_MS } from './progression.js';
import type { StepContext } from './step-context.js';
import type { Step, StepOutcome } from './step.js';

/** Runs the step; one that needs a secret waits until somebody has confirmed the PC. */
export async function runConfirmed(step: Step, context: StepContext): Promise<StepOutcome> {
  if (await context.connections.isAllowed()) {
    if (step.needsTarget === true) await context.mountTarget();
    return step.run(context);
  }
  if (step.place === 'system') throw madeUnconfirmed();
  return { kind: 'wait', for: 'machine-confirmed', timeoutMs: CONFIRMATION_MS };
}
