import { PermanentError } from '../../platform/core/index.js';
import type { RunnerContext } from './runner-context.js';
import { Runner } from './runner.js';
import { StepContext, type ContextParts } from './step-context.js';
import { done, type Step } from './step.js';

const SECRET = 'correct horse';
const ROW = { id: 's', deploymentId: 'd', name: 'capture-disk', attempt: 1, timeoutMs: 60_000 };
const JOB = { deploymentId: 'd', stepId: 's' };

/** What is recorded of a step that works with a secret. */
async function recorded(run: () => unknown): Promise<unknown[]> {
  const seen: unknown[] = [];
  const record = (...[, , what]: unknown[]) => Promise.resolve(void seen.push(what));
  const steps = { claim: () => Promise.resolve(ROW), heartbeat: () => Promise.resolve(true) };
  const deployment = { id: 'd', machineId: 'm', plan: { purpose: 'capture' }, facts: {} };
  const progression = { running: () => Promise.resolve(), done: record, fail: record };
  const step = {
    name: ROW.name,
    purposes: ['capture'],
    run: (context: StepContext) => {
      context.conceal([SECRET]);
      return Promise.resolve(run());
    },
  } as unknown as Step;
  const open: RunnerContext['open'] = (_, claim, signal) =>
    new StepContext({
      ...{ claim, signal, place: 'server', deploymentId: 'd', needsProof: false },
      keptRemotes: { drop: () => Promise.resolve() },
      stepLog: { add: () => Promise.resolve() },
    } as unknown as ContextParts);
  const deployments = { find: () => Promise.resolve(deployment) };
  const runner = new Runner(steps as never, deployments as never, progression as never, { open } as never, [
    step,
  ]);
  await runner.take(JOB as never, new AbortController().signal);
  return seen;
}

describe('what is recorded of a step', () => {
  it('is its evidence without the secrets that it works with', async () => {
    expect(await recorded(() => done({ said: [`/p:${SECRET}`], count: 1 }))).toEqual([
      { said: ['/p:[secret]'], count: 1 },
    ]);
  });

  it('is the cause of its failure without them, whatever it was made of', async () => {
    const text = { fr: `refusé : ${SECRET}`, en: `refused: ${SECRET}` };
    const failing = () => {
      throw new PermanentError(text, { remedy: { fr: SECRET, en: SECRET } });
    };
    expect(await recorded(failing)).toEqual([
      {
        step: 'capture-disk',
        cause: { fr: 'refusé : [secret]', en: 'refused: [secret]' },
        remedy: { fr: '[secret]', en: '[secret]' },
      },
    ]);
  });
});
