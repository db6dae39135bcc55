import type { DataSource } from 'typeorm';
import { Notifications } from '../../../src/platform/database/index.js';

const BATCH_MS = 200;
/** A worker reports that it is alive, and how far its step is, this often. */
const HEARTBEAT_MS = 2_000;
/** Of those that move, so many begin their next step each second. */
const STEPS_A_SECOND = 10;

/** A workshop whose deployments all move: progress as workers report it, and steps that end, as they announce it. */
export class MovingWorkshop {
  private readonly timer: NodeJS.Timeout;
  private at = 0;
  private failure?: Error;

  constructor(
    private readonly database: DataSource,
    private readonly notifications: Pick<Notifications, 'publish'>,
    private readonly moving: readonly string[],
  ) {
    this.timer = setInterval(
      () => void this.beat().catch((error: Error) => (this.failure = error)),
      BATCH_MS,
    );
  }

  stop(): void {
    clearInterval(this.timer);
    if (this.failure !== undefined) throw this.failure;
  }

  private async beat(): Promise<void> {
    const size = Math.ceil((this.moving.length * BATCH_MS) / HEARTBEAT_MS);
    const batch = Array.from({ length: size }, (_, n) => this.moving[(this.at + n) % this.moving.length]!);
    this.at = (this.at + size) % this.moving.length;
    await this.database.query(
      `UPDATE step SET heartbeat_at = now() + interval '1 hour',
              progress = jsonb_build_object('done', (coalesce((progress->>'done')::int, 0) + 7) % 1000, 'total', 1000, 'unit', 'bytes')
        WHERE deployment_id = ANY($1::uuid[]) AND state = 'running'`,
      [batch],
    );
    await this.nextSteps(batch.slice(0, Math.round((STEPS_A_SECOND * BATCH_MS) / 1000)));
  }

  /** The running step ends and the next one begins; after the last one, the first one again. */
  private async nextSteps(ids: string[]): Promise<void> {
    await this.database.transaction(async (manager) => {
      await manager.query(
        `WITH present AS (SELECT deployment_id, position FROM step WHERE deployment_id = ANY($1::uuid[]) AND state = 'running'),
              last AS (SELECT deployment_id, max(position) AS last FROM step WHERE deployment_id = ANY($1::uuid[]) GROUP BY 1)
         UPDATE step s SET
           state = CASE WHEN s.position = n.next THEN 'running' WHEN s.position < n.next THEN 'done' ELSE 'pending' END,
           started_at = CASE WHEN s.position = n.next THEN now() ELSE s.started_at END,
           claimed_at = CASE WHEN s.position = n.next THEN now() ELSE s.claimed_at END,
           heartbeat_at = now() + interval '1 hour',
           ended_at = CASE WHEN s.position < n.next THEN coalesce(s.ended_at, now()) END, progress = NULL
          FROM (SELECT p.deployment_id, CASE WHEN p.position >= l.last THEN 0 ELSE p.position + 1 END AS next
                  FROM present p JOIN last l USING (deployment_id)) n
         WHERE s.deployment_id = n.deployment_id`,
        [ids],
      );
      await this.notifications.publish('deployment', ids, manager);
    });
  }
}
