import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { judgedReport } from '../../first-boot/judged-report.js';
import { WindowsAnswers } from '../../first-boot/windows-answers.js';
import type { WindowsBoot } from '../../first-boot/windows-boot.entity.js';
import { WindowsBootStore } from '../../first-boot/windows-boot.store.js';
import type { WindowsReport } from '../../first-boot/windows-report.schema.js';
import type { StepContext } from '../../step-context.js';
import { done, type Step, type StepOutcome } from '../../step.js';
import { refuseBlocking } from '../recette/refuse-blocking.js';

/** specialize with its drivers and scripts, the first start of Windows, and drivers again, on a slow disk. */
const REPORT_MS = 3 * 60 * 60_000;
const LOG_LINES = 200;

const MEASURED_ONCE = {
  fr: 'Ce PC ne mesure pas une deuxième fois : corrigez le profil, le master ou le catalogue de pilotes, puis reprenez le déploiement du début.',
  en: 'This PC does not measure twice: correct the profile, the master or the catalogue of drivers, then retry the deployment from the start.',
};

/**
 * Waits for the first report of the installed Windows, and judges it: name, version, devices, drivers, and each option
 * of the profile that the registry shows. What the PC could not measure is unmeasured.
 */
@Injectable()
export class WaitWindows implements Step<'deploy'> {
  readonly name = 'wait-windows';
  readonly title = { fr: 'Premier démarrage de Windows', en: 'First start of Windows' };
  readonly queue = 'control';
  /** The PC calls by itself: nothing can reach the installed Windows. */
  readonly place = 'server';
  readonly purposes = ['deploy'] as const;
  readonly systems = ['windows'] as const;
  readonly timeoutMs = 5 * 60_000;

  constructor(
    private readonly boots: WindowsBootStore,
    private readonly answers: WindowsAnswers,
  ) {}

  async run(context: StepContext<'deploy'>): Promise<StepOutcome> {
    const boot = await this.boots.of(context.deploymentId);
    if (boot?.report == null || boot.reportedAt === null)
      return { kind: 'wait', for: 'system-booted', timeoutMs: REPORT_MS };
    const { report, reportedAt } = boot;
    const { plan, facts } = context;
    const runs = this.answers.runs(plan, await context.machine(), facts.hostname);
    const checks = judgedReport({ plan, facts, runs }, report, reportedAt);
    (report.setupLog ?? '')
      .split(/\r?\n/)
      .slice(-LOG_LINES)
      .forEach((line) => context.log(line));
    await context.remember({
      checks,
      drivers: (report.drivers ?? [])
        .filter(({ outcome }) => outcome === 'installed' || outcome === 'restart-needed')
        .map(({ inf, provider, version }) => ({ device: inf, driver: provider, version })),
    });
    refuseBlocking(checks, MEASURED_ONCE);
    return done(factsOf(boot, report));
  }
}

function factsOf({ redeemedAt, redeemedCount, reportedAt }: WindowsBoot, report: WindowsReport) {
  const { boot, drivers, devices, setupLog, join } = report;
  return {
    ...boot,
    redeemedAt: redeemedAt.toISOString(),
    redeemedCount,
    reportedAt: reportedAt?.toISOString() ?? null,
    join,
    drivers:
      drivers?.map(({ inf, version, outcome, exitCode }) => ({ inf, version, outcome, exitCode })) ?? null,
    devices: devices && { seen: devices.seen, ill: devices.ill.length },
    setupLogSha256: setupLog === null ? null : createHash('sha256').update(setupLog).digest('hex'),
  };
}
