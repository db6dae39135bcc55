import { Inject, Injectable } from '@nestjs/common';
import type { Step } from '../step.js';
import { STEP_LIST } from '../step-list.js';
import { StepTimeStore, type Standing, type UsualStep } from './step-time.store.js';
import { silentSince, timeLeft } from './time-left.js';

/** What is to be expected of a deployment under way. */
export interface Outlook {
  /** Undefined when earlier deployments do not say it. */
  leftMs?: number;
  /** The last sign of life of a PC that is silent now. */
  silentSince?: Date;
}

/** How long the usual times of a profile version are kept. */
const KEPT_MS = 60_000;

interface Kept {
  until: number;
  times: Map<string, number>;
}

/** Estimates the time that deployments still take, from what the same steps took before. */
@Injectable()
export class TimeLeft {
  private readonly kept = new Map<string, Kept>();

  constructor(
    private readonly store: StepTimeStore,
    @Inject(STEP_LIST) private readonly steps: readonly Step[],
  ) {}

  /** For those of these deployments that are under way: two statements at most, however many they are. */
  async of(deploymentIds: readonly string[], now = new Date()): Promise<Map<string, Outlook>> {
    if (deploymentIds.length === 0) return new Map();
    const standings = await this.store.standings(deploymentIds);
    await this.learn(standings, now);
    return new Map(standings.map((standing) => [standing.id, this.outlook(standing, now)]));
  }

  private outlook(standing: Standing, now: Date): Outlook {
    const { profileVersionId: version, product, state, progress, startedAt, rest } = standing;
    const times = version === null ? undefined : this.kept.get(version)?.times;
    const usual = (step: string) => times?.get(keyOf(step, product)) ?? times?.get(keyOf(step, null));
    const leftMs = timeLeft({ present: { state, progress, startedAt }, rest }, usual, now);
    const silent = this.speaks(standing) ? silentSince(standing.lastSign, now) : undefined;
    return { ...(leftMs !== undefined && { leftMs }), ...(silent && { silentSince: silent }) };
  }

  /**
   * Whether the PC gives signs of life by itself in the present step. An installed Linux does not: it is spoken to over
   * SSH, and its silence says nothing.
   */
  private speaks({ rest, state, inWindows, isLost }: Standing): boolean {
    if (isLost) return true;
    const place = this.steps.find(({ name }) => name === rest[0])?.place;
    return state === 'running' && (place === 'environment' || (place === 'system' && inWindows));
  }

  /** Reads the usual times of the profile versions that are not known, or were read too long ago. */
  private async learn(standings: Standing[], now: Date): Promise<void> {
    const versions = new Set(standings.flatMap(({ profileVersionId: id }) => (id === null ? [] : [id])));
    const unknown = [...versions].filter((id) => (this.kept.get(id)?.until ?? 0) <= now.getTime());
    if (unknown.length === 0) return;
    const until = now.getTime() + KEPT_MS;
    for (const [id, { until: end }] of this.kept) if (end <= now.getTime()) this.kept.delete(id);
    const rows = await this.store.usualTimes(unknown);
    for (const id of unknown) this.kept.set(id, { until, times: timesOf(id, rows) });
  }
}

function timesOf(profileVersionId: string, rows: UsualStep[]): Map<string, number> {
  const own = rows.filter((row) => row.profileVersionId === profileVersionId);
  return new Map(own.map(({ step, product, ms }) => [keyOf(step, product), ms]));
}

function keyOf(step: string, product: string | null): string {
  return product === null ? step : `${step}\n${product}`;
}
