import { Injectable } from '@nestjs/common';
import { optionPlans } from '../../../../documents/answer/index.js';
import { type ProfileDocument, usesOf } from '../../../../documents/profile/index.js';
import { PermanentError } from '../../../../platform/core/index.js';
import { type SecretUse, SecretUses } from '../../../../platform/vault/index.js';
import { Addresses } from '../../addresses.js';
import type { AppliedOption } from '../../facts.js';
import type { DeployPlan } from '../../plan.js';
import type { StepContext } from '../../step-context.js';
import { done, type Step, type StepOutcome } from '../../step.js';
import { restartWindows } from '../../windows/restart-windows.js';
import { rememberMeasured, type StepCheck } from '../../windows/step-check.js';
import { refuseBlocking } from '../recette/refuse-blocking.js';
import { appliedOptions, optionsAnswer, optionsGiven } from './applied-options.js';
import { EncryptDrive } from './encrypt-drive.js';
import { appliedExtras, extrasAnswer, extrasGiven } from './extras.js';
import { judgedPersonal } from './judged-personal.js';
import { vaultBitLocker } from './judged-bitlocker.js';
import { personalPlans } from './personal-plans.js';

const OPTIONS_MS = 60 * 60_000;
const EXTRAS_MS = 60 * 60_000;
/** What the running PC is given; the answer file has brought everything else. */
const OF_STEP = /^(?:network\.(?:wifi|vpn)|windows\.security\.bitlocker)\b/;

const REMEDY = {
  fr: 'Regardez ce qui a échoué, corrigez le PC ou le profil, puis reprenez le déploiement.',
  en: 'Look at what failed, correct the PC or the profile, then retry the deployment.',
};

/**
 * Sets every option of the profile on the running Windows, whichever the answer file could not set: all options that are
 * rows in one call, then what is beside them, then BitLocker. Only what differs is changed, and it is read again.
 */
@Injectable()
export class PersonaliseWindows implements Step<'deploy'> {
  readonly name = 'personalise-windows';
  readonly title = { fr: 'Personnalisation de Windows', en: 'Personalisation of Windows' };
  readonly queue = 'control';
  readonly place = 'system';
  readonly repeatable = true;
  readonly purposes = ['deploy'] as const;
  readonly systems = ['windows'] as const;
  readonly timeoutMs = 6 * 60 * 60_000;

  restart: (context: StepContext<'deploy'>) => Promise<unknown> = restartWindows;

  constructor(
    private readonly secretUses: SecretUses,
    private readonly addresses: Addresses,
    private readonly drive: EncryptDrive,
  ) {}

  onlyIf({ profile: { document } }: DeployPlan): boolean {
    const { windows } = document;
    if (windows === undefined) return false;
    const hasConnections = document.network.wifi.length + document.network.vpn.length > 0;
    return (
      windows.personalise !== undefined ||
      hasConnections ||
      vaultBitLocker(windows) !== undefined ||
      optionPlans(windows).length > 0
    );
  }

  needsSecret({ profile: { document } }: DeployPlan): boolean {
    return secretsOfStep(document).length > 0 || vaultBitLocker(document.windows) !== undefined;
  }

  async run(context: StepContext<'deploy'>): Promise<StepOutcome> {
    const startedAt = new Date();
    const { document } = context.plan.profile;
    const secrets = await this.secretUses.reveal(secretsOfStep(document));
    context.conceal(secrets.values());
    const secret = ({ vault }: { vault: string }) => secrets.get(vault) ?? missing(vault);
    // The pictures first: a registry value names them.
    const extras = await this.extras(context, secret);
    const { rows, personal } = await this.options(context);
    await context.remember({ applied: [...rows, ...personal, ...extras] });
    const checks = await this.checks(context, [...personal, ...extras], secret, startedAt);
    refuseBlocking(checks, REMEDY);
    return done({ options: countOf(rows), beside: [...personal, ...extras] });
  }

  private async options(context: StepContext<'deploy'>) {
    const { windows } = context.plan.profile.document;
    const rowPlans = windows === undefined ? [] : optionPlans(windows);
    const plans = [...rowPlans, ...(windows?.personalise ? personalPlans(windows.personalise) : [])];
    if (plans.length === 0) return { rows: [], personal: [] };
    await context.confirmMine();
    const answer = await context.powershell('personalise/options', optionsGiven(plans), {
      schema: optionsAnswer,
      timeoutMs: OPTIONS_MS,
      asSystem: true,
    });
    const applied = appliedOptions(plans, answer);
    if (answer.restartDue === true) await this.restart(context);
    return { rows: applied.slice(0, rowPlans.length), personal: applied.slice(rowPlans.length) };
  }

  private async extras(
    context: StepContext<'deploy'>,
    secret: (reference: { vault: string }) => string,
  ): Promise<AppliedOption[]> {
    const { document } = context.plan.profile;
    const given = extrasGiven(document, secret, (sha256) => this.addresses.payload(sha256));
    if (Object.values(given).every((list) => list.length === 0)) return [];
    await context.confirmMine();
    const answer = await context.powershell('personalise/extras', given, {
      schema: extrasAnswer,
      timeoutMs: EXTRAS_MS,
      asSystem: true,
    });
    return appliedExtras(given, answer);
  }

  private async checks(
    context: StepContext<'deploy'>,
    beside: AppliedOption[],
    secret: (reference: { vault: string }) => string,
    startedAt: Date,
  ): Promise<StepCheck[]> {
    const { windows } = context.plan.profile.document;
    const checks: StepCheck[] = [];
    if (beside.length > 0) checks.push(judgedPersonal(beside, windows?.personalise?.failed ?? 'reserve'));
    const bitlocker = vaultBitLocker(windows);
    // Last: with a PIN, somebody must be there at the next restart.
    if (bitlocker !== undefined) checks.push(...(await this.drive.run(context, bitlocker, secret)));
    await rememberMeasured(context, checks, startedAt);
    return checks;
  }
}

function secretsOfStep(document: ProfileDocument): SecretUse[] {
  const encrypts = vaultBitLocker(document.windows) !== undefined;
  return usesOf(document).filter(
    ({ field }) => OF_STEP.test(field) && (encrypts || !field.startsWith('windows.')),
  );
}

function missing(reference: string): never {
  throw new PermanentError({
    fr: `le secret « ${reference} » n’est pas dans le coffre`,
    en: `the secret "${reference}" is not in the vault`,
  });
}

function countOf(applied: readonly AppliedOption[]) {
  const count = (outcome: AppliedOption['outcome']) =>
    applied.filter((one) => one.outcome === outcome).length;
  return {
    already: count('already'),
    applied: count('applied'),
    notPossible: count('not-possible'),
    failed: applied.filter(({ outcome }) => outcome === 'failed'),
  };
}
