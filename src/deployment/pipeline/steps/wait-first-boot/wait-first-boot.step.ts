import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { EtabliError } from '../../../../platform/core/index.js';
import type { StepContext } from '../../step-context.js';
import { done, type Step, type StepOutcome } from '../../step.js';

/** How long a system that has booted is tried before its next signal is waited for. */
const PATIENCE_MS = 3 * 60_000;
const BETWEEN_TRIES_MS = 3_000;
/** For one connection: the first login of a slow PC starts its user session too. */
const TRY_MS = 45_000;

/** Makes sure that the new system runs from its own disk and answers over SSH with the host key made for it. */
@Injectable()
export class WaitFirstBoot implements Step<'deploy'> {
  readonly name = 'wait-first-boot';
  readonly title = { fr: 'Premier démarrage', en: 'First boot' };
  readonly queue = 'control';
  readonly place = 'system';
  readonly opens = 'system';
  readonly purposes = ['deploy'] as const;
  readonly systems = ['linux'] as const;
  readonly timeoutMs = 5 * 60_000;

  async run(context: StepContext<'deploy'>): Promise<StepOutcome> {
    const channel = await context.channel('system');
    if (channel?.pin !== context.known('systemHostKey'))
      return { kind: 'wait', for: 'system-booted', timeoutMs: 15 * 60_000 };
    // It reports its boot only once, perhaps before SSH accepts logins.
    for (const end = Date.now() + PATIENCE_MS; ;) {
      try {
        return await this.measure(context);
      } catch (error) {
        if (context.signal.aborted || !(error instanceof EtabliError)) throw error;
        if (Date.now() > end) throw error;
        await context.closeRemotes(); // each try connects anew
        await pause(BETWEEN_TRIES_MS, undefined, { signal: context.signal });
      }
    }
  }

  private async measure(context: StepContext<'deploy'>): Promise<StepOutcome> {
    const remote = await context.system(TRY_MS);
    const { stdout } = await remote.run('uname -r && cat /etc/hostname && findmnt -no SOURCE /', {
      signal: context.signal,
      timeoutMs: 20_000,
    });
    const [kernel, hostname, root] = stdout.trim().split('\n');
    return done({ kernel, hostname, root });
  }
}
