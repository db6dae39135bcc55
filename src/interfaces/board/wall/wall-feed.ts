import { Injectable } from '@nestjs/common';
import {
  combineLatest,
  distinctUntilChanged,
  exhaustMap,
  map,
  shareReplay,
  timer,
  type Observable,
} from 'rxjs';
import { WallPositions } from '../../../park/wall/index.js';
import type { Pc } from '../workshop/pc.js';
import { WorkshopFeed } from '../workshop/workshop-feed.js';
import type { WorkshopState } from '../workshop/workshop-state.js';
import { WorkshopStore } from '../workshop/workshop.store.js';

type Position = Awaited<ReturnType<WallPositions['list']>>[number];

/** A position, and the latest deployment of the PC that stands there. */
export interface Spot {
  position: Position;
  pc?: Pc;
}

/** The wall at one moment. */
export interface WallState {
  workshop: WorkshopState;
  spots: readonly Spot[];
}

interface Standing {
  positions: readonly Position[];
  latest: readonly Pc[];
}

const EVERY_MS = 1_000;

/** The positions and the PCs on them, read once for all walls that are followed. */
@Injectable()
export class WallFeed {
  private readonly standing$: Observable<Standing>;

  constructor(
    private readonly workshop: WorkshopFeed,
    private readonly positions: WallPositions,
    private readonly store: WorkshopStore,
  ) {
    this.standing$ = timer(0, EVERY_MS).pipe(
      exhaustMap(() => this.standing()),
      distinctUntilChanged((before, now) => JSON.stringify(before) === JSON.stringify(now)),
      // A wall that is opened later gets the last reading: the next one may differ in hours only, or never.
      shareReplay({ bufferSize: 1, refCount: true }),
    );
  }

  readonly isCurrent = (): boolean => this.workshop.isCurrent();

  /** Emits now, and whenever something changed. */
  changes(): Observable<WallState> {
    return combineLatest([this.workshop.changes(), this.standing$]).pipe(
      map(([workshop, standing]) => wallOf(workshop, standing)),
    );
  }

  async current(): Promise<WallState> {
    const [workshop, standing] = await Promise.all([this.workshop.current(), this.standing()]);
    return wallOf(workshop, standing);
  }

  private async standing(): Promise<Standing> {
    const positions = await this.positions.list();
    const machines = positions.flatMap(({ machineId }) => machineId ?? []);
    const serials = positions.flatMap(({ serial }) => serial ?? []);
    return { positions, latest: await this.store.latest(machines, serials) };
  }
}

/** What is under way is taken from the workshop, which is read more often. */
function wallOf(workshop: WorkshopState, { positions, latest }: Standing): WallState {
  const present = [...workshop.present.values()];
  const [byMachine, bySerial] = [new Map<string, Pc>(), new Map<string, Pc>()];
  for (const pc of [...latest, ...present]) {
    if (pc.machineId !== null) byMachine.set(pc.machineId, pc);
    if (pc.serial !== null) bySerial.set(pc.serial, pc);
  }
  const spots = positions.map((position) => {
    const { machineId, serial } = position;
    const pc = byMachine.get(machineId ?? '') ?? bySerial.get(serial ?? '');
    return { position, ...(pc && { pc }) };
  });
  return { workshop, spots };
}
