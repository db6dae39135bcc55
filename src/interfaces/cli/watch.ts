import { setTimeout as pause } from 'node:timers/promises';
import { isEnded, TransientError } from '../../platform/core/index.js';
import type { ApiClient } from './api-client.js';
import type { DeploymentShape } from './api-shapes.js';
import { PrintedSteps } from './printed-steps.js';
import type { Terminal } from './terminal.js';

const EVERY_MS = 1_000;
/** A restarting server does not answer for some seconds; after this time it is an error. */
const UNREACHABLE_MS = 60_000;

/**
 * Follows deployments until all have ended: a table that is redrawn in place on a terminal, otherwise a line for each
 * step. Returns the ended deployments. Polls, because events can be missed.
 */
export async function watch(
  api: ApiClient,
  terminal: Terminal,
  ids: string[],
  options: { signal?: AbortSignal } = {},
): Promise<DeploymentShape[]> {
  const followed = new Map<string, DeploymentShape | undefined>(ids.map((id) => [id, undefined]));
  const isOver = (one: DeploymentShape | undefined) => one !== undefined && isEnded(one.state);
  const view = terminal.isInteractive
    ? new (await import('./live-table.js')).LiveTable(terminal)
    : new PrintedSteps(terminal);
  let reachedAt = Date.now();
  try {
    while (!options.signal?.aborted) {
      for (const [id] of [...followed].filter(([, last]) => !isOver(last))) {
        try {
          const now = await api.get<DeploymentShape>(`/api/deployments/${id}`);
          followed.set(id, now);
          view.take(now);
          reachedAt = Date.now();
        } catch (error) {
          if (!(error instanceof TransientError) || Date.now() - reachedAt > UNREACHABLE_MS) throw error;
        }
      }
      view.draw();
      if ([...followed.values()].every(isOver)) break;
      await pause(EVERY_MS);
    }
  } finally {
    view.stop();
  }
  return [...followed.values()].filter((one) => one !== undefined);
}
