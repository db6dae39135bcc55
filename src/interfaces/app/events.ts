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
/** Most active deployments of each state in a snapshot; others are read from the list, page by page. */
const MOST = 1_000;

/** The event stream of one reader: first the present state, then each change. */
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
      concatMap((change) => this.eventsOf(change)),
    );
    const heartbeats = interval(HEARTBEAT_MS).pipe(map(() => ({ type: 'heartbeat', data: {} })));
    // Changes are received while the snapshot is read, so that none is missed.
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

  private eventsOf({ channel, id }: Change): Observable<MessageEvent> {
    if (channel !== 'deployment') return of({ type: channel, data: { id } });
    const read = this.deployments.get(id).then(
      (deployment) => [{ type: channel, data: deploymentView(deployment) }],
      (error: unknown) => (error instanceof NotFoundError ? [] : Promise.reject(error as Error)),
    );
    return from(read).pipe(mergeMap((events) => events));
  }
}
