import { logger } from '../config/index.js';

const log = logger('app');

/**
 * Leaves once when asked to: SIGTERM, SIGINT, or the parent gone (its IPC channel closed). What nobody
 * caught ends the process, as its state is no longer known; the parent starts another.
 */
export function leaveWhenAsked(name: string, stop: () => Promise<void>): void {
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

/** Tells the parent (`etabli up`) something over IPC; nothing happens without a parent. */
export function tellParent(message: { kind: string } & Record<string, unknown>): void {
  process.send?.(message);
}
