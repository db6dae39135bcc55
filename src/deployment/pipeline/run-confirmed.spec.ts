import { runConfirmed } from './run-confirmed.js';
import type { StepContext } from './step-context.js';
import { done, type Step } from './step.js';

/** What happens, in order, when a step of the environment is run on a PC that it may be run on, or may not. */
async function acts(step: Partial<Step>, isAllowed = true): Promise<string[]> {
  const happened: string[] = [];
  const context = {
    connections: { isAllowed: () => Promise.resolve(isAllowed) },
    mountTarget: () => Promise.resolve(void happened.push('mount')),
  } as unknown as StepContext;
  const run = () => {
    happened.push('run');
    return Promise.resolve(done());
  };
  const outcome = await runConfirmed({ place: 'environment', run, ...step } as Step, context);
  return [...happened, outcome.kind];
}

describe('a step', () => {
  it('that needs the target is run once it is mounted', async () => {
    expect(await acts({ needsTarget: true })).toEqual(['mount', 'run', 'done']);
  });

  it('of another kind mounts nothing', async () => {
    expect(await acts({})).toEqual(['run', 'done']);
  });

  it('that gives a secret touches no PC that nobody confirmed', async () => {
    expect(await acts({ needsTarget: true }, false)).toEqual(['wait']);
  });
});
