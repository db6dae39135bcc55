import { logger } from '../../platform/config/index.js';
import { describe } from '../../platform/core/index.js';

const log = logger('app');

/**
 * Leaves once when asked to: SIGTERM, SIGINT, or the parent gone (its IPC channel closed). What nobody
 * caught ends the process, as its state is no longer known; the parent starts another.
 */
function leaveWhenAsked(name: string, stop: () => Promise<void>): void {
  let leaving = false;
  const leave = (reason: string) => {
    if (leaving) return;
    leaving = true;
    log.info({ process: name, reason }, 'process stops');
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error, process: name }, 'process did not stop cleanly');
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', () => leave('SIGTERM'));
  process.once('SIGINT', () => leave('SIGINT'));
  process.once('disconnect', () => leave('parent gone'));
  const fatal = (error: unknown) => {
    log.fatal({ err: error, process: name }, 'uncaught error');
    process.exit(1);
  };
  process.on('uncaughtException', fatal);
  process.on('unhandledRejection', fatal);
}

/**
 * Runs one of Établi's processes from its start to its end. A start that fails tells the parent the cause and
 * the remedy, and ends the process.
 */
export async function runProcess(
  name: string,
  start: () => Promise<{ close(): Promise<void> }>,
): Promise<void> {
  try {
    const running = await start();
    leaveWhenAsked(name, () => running.close());
    tellParent({ kind: 'ready' });
  } catch (error) {
    log.fatal({ err: error, process: name }, 'process cannot start');
    tellParent({ kind: 'failed', ...describe(error) });
    // Not at once: what was just said must leave first.
    setTimeout(() => process.exit(1), 100);
  }
}

/** Tells the parent (`etabli up`) something over IPC; nothing happens without a parent. */
export function tellParent(message: { kind: string } & Record<string, unknown>): void {
  process.send?.(message);
}

/** Hears what the parent says over IPC. */
export function onParentMessage(kind: string, hear: (message: Record<string, unknown>) => void): void {
  process.on('message', (message: { kind?: string } & Record<string, unknown>) => {
    if (message.kind === kind) hear(message);
  });
}
