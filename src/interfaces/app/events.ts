import { Injectable, type MessageEvent } from '@nestjs/common';
import {
  concatMap,
  defer,
  filter,
  from,
  interval,
  map,
  merge,
  mergeMap,
  type Observable,
  of,
  takeUntil,
} from 'rxjs';
import { ACTIVE_STATES, NotFoundError } from '../../platform/core/index.js';
import { type Change, Notifications } from '../../platform/database/index.js';
import { Deployments, DeploymentStore, deploymentView } from '../../deployment/pipeline/index.js';
import { EventStreams } from '../board/index.js';

const HEARTBEAT_MS = 15_000;
/** As many active deployments as one snapshot tells; more are to be read page by page. */
const MOST = 1_000;

/** The changes of the whole installation, for one reader: what stands first, then what changes. */
@Injectable()
export class Events {
  constructor(
    private readonly notifications: Notifications,
    private readonly deployments: Deployments,
    private readonly store: DeploymentStore,
    private readonly streams: EventStreams,
  ) {}

  stream(): Observable<MessageEvent> {
    const gaps = this.notifications.gaps().pipe(concatMap(() => this.snapshot()));
    const changes = this.notifications.changes().pipe(
      filter(({ channel }) => channel !== 'account'),
      concatMap((change) => this.told(change)),
    );
    const heartbeats = interval(HEARTBEAT_MS).pipe(map(() => ({ type: 'heartbeat', data: {} })));
    // Changes are listened to while the snapshot is read, so that none falls between the two.
    return merge(
      defer(() => this.snapshot()),
      changes,
      gaps,
      heartbeats,
    ).pipe(takeUntil(this.streams.end$));
  }

  private async snapshot(): Promise<MessageEvent> {
    const pages = await Promise.all(
      ACTIVE_STATES.map((state) => this.store.list({ page: 1, pageSize: MOST, state })),
    );
    return {
      type: 'snapshot',
      data: { deployments: pages.flatMap(({ items }) => items.map(deploymentView)) },
    };
  }

  private told({ channel, id }: Change): Observable<MessageEvent> {
    if (channel !== 'deployment') return of({ type: channel, data: { id } });
    const read = this.deployments.get(id).then(
      (deployment) => [{ type: channel, data: deploymentView(deployment) }],
      (error: unknown) => (error instanceof NotFoundError ? [] : Promise.reject(error as Error)),
    );
    return from(read).pipe(mergeMap((events) => events));
  }
}
