import { Injectable } from '@nestjs/common';
import { EtabliError } from '../../../../platform/core/index.js';
import type { StepContext } from '../../step-context.js';
import { done, type Step, type StepOutcome } from '../../step.js';

/** Makes sure that the machine has booted the environment and answers over SSH with its pinned host key. */
@Injectable()
export class WaitEnvironment implements Step {
  readonly name = 'wait-environment';
  readonly title = { fr: 'Attente du démarrage réseau', en: 'Waiting for the network boot' };
  readonly queue = 'control';
  readonly place = 'environment';
  readonly opens = 'environment';
  readonly purposes = ['deploy', 'capture'] as const;
  readonly systems = ['linux', 'windows'] as const;
  readonly timeoutMs = 5 * 60_000;

  async run(context: StepContext): Promise<StepOutcome> {
    try {
      const remote = await context.environment(10_000);
      const { stdout } = await remote.run('uname -r && cat /proc/sys/kernel/random/boot_id', {
        signal: context.signal,
        timeoutMs: 20_000,
      });
      const [kernel, bootId] = stdout.trim().split('\n');
      return done({ kernel, bootId });
    } catch (error) {
      if (context.signal.aborted || !(error instanceof EtabliError)) throw error;
      return { kind: 'wait', for: 'environment-booted', timeoutMs: 15 * 60_000 };
    }
  }
}
