import { setTimeout as pause } from 'node:timers/promises';
import { type Config, logger } from '../../../platform/config/index.js';
import { serverOnThisMachine } from '../report-boot.js';
import type { BootServiceDescription, Measured } from './measured.schema.js';

const log = logger('boot');
/** Longer than the server waits before it says that there is nothing to do. */
const ANSWERED_WITHIN_MS = 40_000;
/** Until the server is asked again after it did not answer. */
const PAUSE_MS = 5_000;

/**
 * Tells the server on this machine that the boot service runs, and measures the network when the server asks for it.
 * The service asks, as the server cannot reach it.
 */
export class BootServiceLink {
  private readonly stopping = new AbortController();

  constructor(
    private readonly config: Pick<Config, 'host' | 'httpPort'>,
    private readonly description: BootServiceDescription,
    private readonly measure: () => Promise<Measured>,
  ) {}

  start(): void {
    // The port 0 is a free one that only the server knows.
    if (this.config.httpPort !== 0) void this.ask();
  }

  stop(): void {
    this.stopping.abort();
  }

  private async ask(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        const order = await this.post('', this.description);
        const test = order.status === 200 ? ((await order.json()) as { test: string }).test : undefined;
        if (test !== undefined) await this.post(`/tests/${encodeURIComponent(test)}`, await this.measure());
        if (order.ok) continue;
      } catch (error) {
        if (signal.aborted) return;
        log.debug({ err: error }, 'the server did not answer the boot service');
      }
      // Rejects when the service stops.
      await pause(PAUSE_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  private post(path: string, body: object): Promise<Response> {
    return fetch(`${serverOnThisMachine(this.config)}/boot/service${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.any([this.stopping.signal, AbortSignal.timeout(ANSWERED_WITHIN_MS)]),
    });
  }
}
