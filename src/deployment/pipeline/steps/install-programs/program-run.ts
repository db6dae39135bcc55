import { performance } from 'node:perf_hooks';
import {
  detectionOf,
  judgeDetection,
  type Measured,
  type Outcome,
  outcomeOf,
  type Presence,
  titleOf,
} from '../../../../park/software/index.js';
import { TransientError } from '../../../../platform/core/index.js';
import type { PlannedProgram } from '../../plan.js';
import type { StepContext } from '../../step-context.js';
import { restartWindows } from '../../windows/restart-windows.js';
import { detectionOrder } from './program-orders.js';
import { detectedSchema, type Installed, installedSchema, measuredOf } from './readings.js';
import { installerFailed, NOT_ENDED, notDetected, stillBusy } from './refusals.js';

const DETECT_MS = 20 * 60_000;
/** A program of some gigabytes over a slow line; a worker that waits longer than the installer's own limit. */
const DOWNLOAD_MS = 60 * 60_000;
/** Windows that is about to restart by itself, or to install something else, comes to rest within that. */
const MOST_RESTARTS = 3;
/** Installers that nobody saw the end of: of an earlier try, or cut off by a restart. */
const MOST_UNSEEN = 3;
/** An installer may restart Windows by itself, with updates to apply on the way. */
const COME_BACK_MS = 45 * 60_000;
const ASK_AGAIN_MS = 5_000;

/** What a PC shows of one program. */
export interface Shown extends Measured {
  presence: Presence;
  /** How its installer ended since this Windows was started. */
  lastOutcome?: Outcome;
  lastExitCode?: number | null;
}

/** How a program came onto the PC in this deployment. */
export interface ProgramResult {
  name: string;
  title: string;
  version: string;
  kind: string;
  isAsked: boolean;
  /** `present`: nothing had to be run. */
  applied: 'installed' | 'present';
  exitCode?: number;
  attempts: number;
  /** What the PC shows at the end. */
  measured?: string;
}

/** What gives the script its files and its key. */
export type OrderOf = (program: PlannedProgram) => Promise<object>;

/** Installs programs one after the other on the running Windows, and measures each. */
export class ProgramRun {
  /** Whose installers asked for a restart that was not there yet. */
  private restartFor: PlannedProgram[] = [];

  constructor(
    private readonly context: StepContext<'deploy'>,
    private readonly orderOf: OrderOf,
  ) {}

  /** What the PC shows of each of them, in one call; once it answers, if it is restarting by itself. */
  async detect(programs: readonly PlannedProgram[]): Promise<Map<string, Shown>> {
    const { programs: measured } = await this.patiently(() =>
      this.context.powershell(
        'software/detect',
        { programs: programs.map(detectionOrder) },
        { schema: detectedSchema, timeoutMs: DETECT_MS, asSystem: true },
      ),
    );
    return new Map(
      programs.map(({ document }) => {
        const found = measured.find(({ name }) => name === document.name);
        const own = found === undefined ? { found: null } : measuredOf(found);
        const presence = judgeDetection(detectionOf(document), own);
        const code = found?.last?.exitCode;
        const isSinceStart = typeof code === 'number' && found?.last?.sinceStart === true;
        const lastOutcome = isSinceStart ? outcomeOf(document, code) : undefined;
        return [document.name, { ...own, presence, lastOutcome, lastExitCode: code }];
      }),
    );
  }

  /** Installs what is not there. Throws OperatorError when it is not there afterwards. */
  async install(program: PlannedProgram, found: Shown): Promise<ProgramResult> {
    const { document } = program;
    const { name, version, kind } = document;
    const result = { name, title: titleOf(document), version, kind, isAsked: program.isAsked };
    const shown = await this.afterRestart(program, found);
    if (shown.presence !== 'present')
      return { ...result, applied: 'installed', ...(await this.untilPresent(program)) };
    this.context.log(`${name} ${version}: ${shown.version ?? 'present'}`);
    const { lastExitCode } = shown;
    return typeof lastExitCode === 'number'
      ? { ...result, applied: 'installed', exitCode: lastExitCode, attempts: 0 }
      : { ...result, applied: 'present', attempts: 0 };
  }

  /** An earlier try of this step installed it, and did not come to the restart that was asked for. */
  private async afterRestart(program: PlannedProgram, found: Shown): Promise<Shown> {
    if (found.lastOutcome !== 'restart') return found;
    this.restartFor.push(program);
    if (found.presence === 'present' && program.document.restart === 'end') return found;
    await this.restartIfDue();
    return this.shownOf(program);
  }

  /** Restarts Windows when an installer asked for it, and did not do it by itself. */
  async restartIfDue(): Promise<boolean> {
    if (this.restartFor.length === 0) return false;
    const shown = await this.detect(this.restartFor);
    if ([...shown.values()].some(({ lastOutcome }) => lastOutcome === 'restart'))
      await restartWindows(this.context);
    this.restartFor = [];
    return true;
  }

  private async untilPresent(program: PlannedProgram): Promise<{ exitCode?: number; attempts: number }> {
    const { document } = program;
    let [restarts, unseen] = [0, 0];
    for (let attempts = 1; ; attempts += 1) {
      const ran = await this.runOnce(program);
      const { exitCode } = ran;
      const outcome = ran.state === 'waited' ? 'success' : outcomeOf(document, exitCode ?? -1);
      if (outcome === 'failure') throw installerFailed(document, exitCode);
      if (outcome === 'retry') {
        if (attempts > document.retry.times) throw stillBusy(document, attempts);
        await this.context.pause(document.retry.seconds * 1000);
        continue;
      }
      if (outcome === 'restart-first') {
        restarts += 1;
        if (restarts > MOST_RESTARTS) throw installerFailed(document, exitCode);
        await restartWindows(this.context);
        continue;
      }
      if (outcome === 'restart') this.restartFor.push(program);
      if (outcome === 'restart' && document.restart === 'now') await this.restartIfDue();
      const shown = await this.shownAfter(program);
      if (shown.presence === 'present')
        return { exitCode: exitCode ?? shown.lastExitCode ?? undefined, attempts };
      // Nobody knows how the installer ended: it is run again.
      if (ran.state === 'waited' && ++unseen < MOST_UNSEEN) continue;
      throw notDetected(document, shown.presence, shown.version);
    }
  }

  private async shownAfter(program: PlannedProgram): Promise<Shown> {
    const shown = await this.shownOf(program);
    if (shown.lastOutcome === 'restart' && !this.restartFor.includes(program)) this.restartFor.push(program);
    // Some programs come only with the restart that they asked for.
    const isDue = shown.presence !== 'present' && (await this.restartIfDue());
    return isDue ? this.shownOf(program) : shown;
  }

  private async shownOf(program: PlannedProgram): Promise<Shown> {
    return (await this.detect([program])).get(program.document.name)!;
  }

  private async runOnce(program: PlannedProgram): Promise<Installed> {
    const { document } = program;
    const order = await this.orderOf(program);
    await this.context.confirmMine();
    const ran = await this.context
      .powershell('software/install', order, {
        schema: installedSchema,
        timeoutMs: 2 * document.timeoutMinutes * 60_000 + DOWNLOAD_MS,
        asSystem: true,
      })
      .catch((error: unknown) => this.cutOff(error));
    const { state, exitCode, seconds, log } = ran;
    for (const line of log) this.context.log(`  ${line}`);
    this.context.log(`${document.name}: ${state}, ${exitCode ?? '–'}, ${seconds ?? '–'} s`);
    if (state === 'ended' || state === 'waited') return ran;
    throw NOT_ENDED[state](document);
  }

  /** The installer restarted Windows, or the network went: what the PC shows then says how it went. */
  private cutOff(error: unknown): Installed {
    this.context.signal.throwIfAborted();
    if (!(error instanceof TransientError)) throw error;
    this.context.log(error.message);
    return { state: 'waited', exitCode: null, seconds: null, log: [] };
  }

  /** Asks again while Windows does not answer. */
  private async patiently<T>(work: () => Promise<T>): Promise<T> {
    for (const begin = performance.now(); ;) {
      try {
        return await work();
      } catch (error) {
        this.context.signal.throwIfAborted();
        if (!(error instanceof TransientError) || performance.now() - begin > COME_BACK_MS) throw error;
        this.context.log(error.message);
      }
      await this.context.closeRemotes(); // the next try connects anew
      await this.context.pause(ASK_AGAIN_MS);
    }
  }
}
