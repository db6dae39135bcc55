import {
  durationText,
  END_STATES,
  isEnded,
  outcomeOf,
  TransientError,
  type DeploymentState,
} from '../../platform/core/index.js';
import { setTimeout as pause } from 'node:timers/promises';
import { nameOf, type DeploymentShape, type StepShape } from './api-shapes.js';
import type { ApiClient } from './api-client.js';
import { ProgressBars } from './progress-bars.js';

import type { Terminal } from './terminal.js';

const EVERY_MS = 1_000;
/** A restarting server does not answer for some seconds; after this time it is an error. */
const UNREACHABLE_MS = 60_000;

/**
 * Follows deployments until all have ended, with a line for each step and a bar for the running one. Returns the
 * ended deployments. Polls, because events can be missed.
 */
export async function watch(
  api: ApiClient,
  terminal: Terminal,
  ids: string[],
  options: { signal?: AbortSignal } = {},
): Promise<DeploymentShape[]> {
  const followed = ids.map((id) => new Followed(id));
  const bars = new ProgressBars(terminal);
  let reachedAt = Date.now();
  try {
    while (!options.signal?.aborted) {
      for (const one of followed.filter(({ isOver }) => !isOver)) {
        try {
          one.take(await api.get<DeploymentShape>(`/api/deployments/${one.id}`), terminal, bars);
          reachedAt = Date.now();
        } catch (error) {
          if (!(error instanceof TransientError) || Date.now() - reachedAt > UNREACHABLE_MS) throw error;
        }
      }
      if (followed.every(({ isOver }) => isOver)) break;
      await pause(EVERY_MS);
    }
  } finally {
    bars.stop();
  }
  return followed.flatMap(({ last }) => (last ? [last] : []));
}

/** One deployment, and the state of each step that was printed last. */
class Followed {
  last?: DeploymentShape;
  private readonly printed = new Map<string, string>();

  constructor(readonly id: string) {}

  get isOver(): boolean {
    return this.last !== undefined && isEnded(this.last.state);
  }

  take(now: DeploymentShape, terminal: Terminal, bars: ProgressBars): void {
    for (const step of now.steps ?? []) this.takeStep(now, step, terminal, bars);
    if (this.last?.state !== now.state && (END_STATES as readonly DeploymentState[]).includes(now.state)) {
      bars.remove(now.id);
      printEnd(now, terminal, bars);
    }
    this.last = now;
  }

  private takeStep(now: DeploymentShape, step: StepShape, terminal: Terminal, bars: ProgressBars): void {
    if (step.state === 'running' && step.progress)
      bars.show(now.id, `${nameOf(now)} ${terminal.say(step.title)}`, step.progress);
    if (this.printed.get(step.name) === step.state) return;
    this.printed.set(step.name, step.state);
    if (step.state === 'pending' || step.state === 'queued' || step.state === 'cancelled') return;
    if (step.state === 'done' || step.state === 'failed') bars.remove(now.id);
    bars.line(
      `${nameOf(now)}  ${String(step.position + 1).padStart(2)}/${now.steps?.length ?? 0}  ${stateOf(step, terminal)}`,
    );
  }
}

function stateOf(step: StepShape, terminal: Terminal): string {
  const title = terminal.say(step.title);
  if (step.state === 'running') return `… ${title}`;
  if (step.state === 'waiting') return `⏳ ${title}${confirmHint(step, terminal)}`;
  const { startedAt, endedAt } = step;
  const time = startedAt && endedAt ? `  (${durationText(Date.parse(endedAt) - Date.parse(startedAt))})` : '';
  return `${step.state === 'done' ? '✓' : '✗'} ${title}${time}`;
}

function confirmHint({ waitsFor }: StepShape, terminal: Terminal): string {
  if (waitsFor !== 'machine-confirmed') return '';
  return terminal.say({
    fr: ' : saisissez le code affiché à l’écran du PC (etabli machine confirm)',
    en: ': type the code on the PC’s screen (etabli machine confirm)',
  });
}

function printEnd(deployment: DeploymentShape, terminal: Terminal, bars: ProgressBars): void {
  const { failure } = deployment;
  bars.line(`${nameOf(deployment)}  ${terminal.say(outcomeOf(deployment).name).toUpperCase()}`);
  if (!failure) return;
  bars.line(`  ${terminal.say({ fr: 'cause', en: 'cause' })}: ${terminal.say(failure.cause)}`);
  bars.line(`  ${terminal.say({ fr: 'à faire', en: 'to do' })}: ${terminal.say(failure.remedy)}`);
}
