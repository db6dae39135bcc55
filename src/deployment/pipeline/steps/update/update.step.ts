import { Injectable } from '@nestjs/common';
import { TransientError } from '../../../../platform/core/index.js';
import { rememberSoftware } from '../../installed-packages.js';
import type { DeployPlan } from '../../plan.js';
import type { StepContext } from '../../step-context.js';
import { done, type Step, type StepOutcome } from '../../step.js';

/** Long enough for a slow PC that checks its disk. */
const RESTART_MS = 10 * 60_000;
const BOOT_ID = 'cat /proc/sys/kernel/random/boot_id';

/**
 * Brings the system up to date, as far as the profile asks: all packages, or security updates only. A new
 * kernel runs only after a restart, so the PC is restarted when it needs one, and waited for.
 */
@Injectable()
export class Update implements Step<'deploy'> {
  readonly name = 'update';
  readonly title = { fr: 'Mises à jour', en: 'Updates' };
  readonly queue = 'imaging';
  readonly place = 'system';
  readonly repeatable = true;
  readonly purposes = ['deploy'] as const;
  readonly systems = ['linux'] as const;
  readonly timeoutMs = 2 * 60 * 60_000;

  onlyIf({ profile }: DeployPlan): boolean {
    return profile.document.update !== 'none';
  }

  async run(context: StepContext<'deploy'>): Promise<StepOutcome> {
    const { update, apt } = context.plan.profile.document;
    const { stdout } = await context.script(await context.system(), 'steps/update.sh', {
      everything: update === 'all',
      proxy: apt?.proxy ?? '',
    });
    const updated = [...stdout.matchAll(/^UPDATED (\S+)\s+(\S+)$/gm)].map(([, name, version]) => ({
      name,
      version,
    }));
    const isRestartNeeded = /^RESTART needed$/m.test(stdout);
    if (isRestartNeeded) await restart(context);
    await rememberSoftware(context);
    return done({ mode: update, updated, restarted: isRestartNeeded });
  }
}

/** Restarts the system and resolves once it answers again, with another boot id. */
async function restart(context: StepContext<'deploy'>): Promise<void> {
  const before = await bootId(context);
  context.log('restart');
  await (
    await context.system()
  ).run('systemd-run --quiet --on-active=1 systemctl reboot', { signal: context.signal });
  const end = Date.now() + RESTART_MS;
  while (Date.now() < end) {
    await context.closeRemotes();
    const after = await bootId(context).catch((error: unknown) => {
      if (error instanceof TransientError) return before;
      throw error;
    });
    if (after !== before) return;
    await context.pause(2000);
  }
  throw new TransientError({
    fr: 'le PC n’a pas redémarré après les mises à jour',
    en: 'the PC did not restart after the updates',
  });
}

async function bootId(context: StepContext<'deploy'>): Promise<string> {
  const { stdout } = await (
    await context.system(RESTART_MS)
  ).run(BOOT_ID, { signal: context.signal, timeoutMs: 20_000 });
  return stdout.trim();
}
