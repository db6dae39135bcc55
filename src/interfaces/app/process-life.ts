import { logger } from '../../platform/config/index.js';
import { describe } from '../../platform/core/index.js';

const log = logger('app');

/**
 * Stops the process cleanly at SIGTERM, SIGINT, or when the parent is gone (its IPC channel closed). An
 * uncaught error ends it at once, because its state is no longer known; the parent starts another.
 */
function stopOnSignal(name: string, stop: () => Promise<void>): void {
  let stopping = false;
  const leave = (reason: string) => {
    if (stopping) return;
    stopping = true;
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
 * Runs one of Établi's processes until it is asked to stop. If the start fails, sends the cause and the remedy
 * to the parent and exits.
 */
export async function runProcess(
  name: string,
  start: () => Promise<{ close(): Promise<void> }>,
): Promise<void> {
  try {
    const running = await start();
    stopOnSignal(name, () => running.close());
    tellParent({ kind: 'ready' });
  } catch (error) {
    log.fatal({ err: error, process: name }, 'process cannot start');
    tellParent({ kind: 'failed', ...describe(error) });
    // Leaves time for the message to be sent.
    setTimeout(() => process.exit(1), 100);
  }
}

/** Sends a message to the parent (`etabli up`) over IPC; does nothing without a parent. */
export function tellParent(message: { kind: string } & Record<string, unknown>): void {
  process.send?.(message);
}

/** Receives messages of one kind from the parent over IPC. */
export function onParentMessage(kind: string, hear: (message: Record<string, unknown>) => void): void {
  process.on('message', (message: { kind?: string } & Record<string, unknown>) => {
    if (message.kind === kind) hear(message);
  });
}
