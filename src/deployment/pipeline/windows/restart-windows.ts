import { z } from 'zod';
import { EtabliError, OperatorError, TransientError } from '../../../platform/core/index.js';
import type { StepContext } from '../step-context.js';

const BOOT_TIME = 'system/boot-time';
const bootSchema = z.object({
  bootTime: z.iso.datetime({ offset: true }),
  /** Since its start, by a clock that nobody sets. */
  uptimeSeconds: z.number().min(0),
});
type Boot = z.output<typeof bootSchema>;

/** Updates are applied before Windows goes down, and after it has come up. */
const COME_BACK_MS = 45 * 60_000;
const TRY_MS = 20_000;
const PAUSE_MS = 3_000;
const MEASURE_MS = 60_000;

/** With a moment for its answer; planned, so that the log of Windows says so. */
const SHUTDOWN = 'shutdown.exe /r /f /t 3 /d p:4:1';
/** ERROR_SHUTDOWN_IN_PROGRESS, ERROR_SHUTDOWN_IS_SCHEDULED: somebody was faster. */
const UNDER_WAY = [1115, 1190];

export interface Restarted {
  /** When Windows was started before, and now; ISO 8601, by the clock of the PC. */
  before: string;
  after: string;
  seconds: number;
}

/**
 * Restarts the installed Windows and resolves once it answers from another start. Repeated after a worker died, it
 * restarts once more. Throws OperatorError when Windows does not come back in time, or never went down.
 */
export async function restartWindows(context: StepContext, withinMs = COME_BACK_MS): Promise<Restarted> {
  const begin = performance.now();
  const before = await bootOf(context);
  await context.confirmMine();
  await order(context);
  await context.closeRemotes();
  for (;;) {
    await context.pause(PAUSE_MS);
    const seconds = (performance.now() - begin) / 1000;
    const after = await answered(context);
    // Started after the order: it has been up for less time than has passed since.
    if (after !== undefined && after.uptimeSeconds < (performance.now() - begin) / 1000)
      return { before: before.bootTime, after: after.bootTime, seconds: Math.round(seconds) };
    await context.closeRemotes(); // the next try connects anew
    if (seconds * 1000 > withinMs) throw after === undefined ? notBack(withinMs) : notRestarted();
  }
}

function bootOf(context: StepContext): Promise<Boot> {
  return context.powershell(BOOT_TIME, {}, { schema: bootSchema, timeoutMs: MEASURE_MS });
}

/** Undefined while nobody answers. */
async function answered(context: StepContext): Promise<Boot | undefined> {
  try {
    await context.system(TRY_MS);
    return await bootOf(context);
  } catch (error) {
    context.signal.throwIfAborted();
    if (error instanceof EtabliError) return undefined;
    throw error;
  }
}

async function order(context: StepContext): Promise<void> {
  const system = await context.system();
  try {
    const { exitCode, stderr } = await system.run(SHUTDOWN, {
      signal: context.signal,
      timeoutMs: MEASURE_MS,
    });
    if (exitCode === 0 || UNDER_WAY.includes(exitCode)) return;
    throw refused(exitCode, stderr);
  } catch (error) {
    context.signal.throwIfAborted();
    // A connection that was cut now was cut by the restart, or another boot will not be measured.
    if (!(error instanceof TransientError)) throw error;
    context.log(error.message);
  }
}

function refused(exitCode: number, stderr: string): OperatorError {
  const said = stderr.trim().slice(0, 200);
  return new OperatorError(
    {
      fr: `Windows refuse de redémarrer : shutdown.exe finit avec le code ${exitCode} ${said}`,
      en: `Windows refuses to restart: shutdown.exe ends with status ${exitCode} ${said}`,
    },
    {
      remedy: {
        fr: 'Redémarrez le PC à la main, puis reprenez le déploiement à cette étape.',
        en: 'Restart the PC by hand, then retry the deployment from this step.',
      },
    },
  );
}

function notBack(withinMs: number): OperatorError {
  const minutes = Math.round(withinMs / 60_000);
  return new OperatorError(
    {
      fr: `Windows n’a pas répondu dans les ${minutes} min après son redémarrage`,
      en: `Windows has not answered within ${minutes} min after its restart`,
    },
    {
      remedy: {
        fr: 'Regardez l’écran du PC, son alimentation et son câble réseau, puis reprenez le déploiement à cette étape.',
        en: 'Look at the PC’s screen, its power and its network cable, then retry the deployment from this step.',
      },
    },
  );
}

function notRestarted(): OperatorError {
  return new OperatorError(
    {
      fr: 'Windows répond, mais n’a pas redémarré : un programme l’en empêche',
      en: 'Windows answers, but has not restarted: a program keeps it from that',
    },
    {
      remedy: {
        fr: 'Redémarrez le PC à la main, puis reprenez le déploiement à cette étape.',
        en: 'Restart the PC by hand, then retry the deployment from this step.',
      },
    },
  );
}
