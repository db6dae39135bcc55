import { Injectable } from '@nestjs/common';
import { usesOf, type WindowsActivation } from '../../../../documents/profile/index.js';
import { isProductKey } from '../../../../documents/windows-tables/index.js';
import { Licences } from '../../../../park/licence/index.js';
import { PermanentError } from '../../../../platform/core/index.js';
import { SecretUses } from '../../../../platform/vault/index.js';
import type { DeployPlan } from '../../plan.js';
import type { StepContext } from '../../step-context.js';
import { done, type Step, type StepOutcome } from '../../step.js';
import { rememberMeasured } from '../../windows/step-check.js';
import { refuseBlocking } from '../recette/refuse-blocking.js';
import { activationAnswer, judgedActivation } from './judged-activation.js';

const KMS_PORT = 1688;
const FIELD = 'windows.activation.from.key';

const REMEDY = {
  fr: 'Activez Windows à la main, ou corrigez windows.activation dans le profil, puis reprenez le déploiement.',
  en: 'Activate Windows by hand, or correct windows.activation in the profile, then retry the deployment.',
};

/**
 * Activates Windows as the profile says, and reads whether it is activated. A key travels on the input of the script
 * alone, and is known by its last five characters afterwards.
 */
@Injectable()
export class ActivateWindows implements Step<'deploy'> {
  readonly name = 'activate-windows';
  readonly title = { fr: 'Activation de Windows', en: 'Windows activation' };
  readonly queue = 'control';
  readonly place = 'system';
  readonly repeatable = true;
  readonly purposes = ['deploy'] as const;
  readonly systems = ['windows'] as const;
  readonly timeoutMs = 30 * 60_000;

  constructor(
    private readonly licences: Licences,
    private readonly secretUses: SecretUses,
  ) {}

  onlyIf({ profile }: DeployPlan): boolean {
    return profile.document.windows?.activation !== undefined;
  }

  needsSecret({ profile }: DeployPlan): boolean {
    const from = profile.document.windows?.activation?.from;
    return typeof from === 'object' && !('kms' in from);
  }

  async run(context: StepContext<'deploy'>): Promise<StepOutcome> {
    const startedAt = new Date();
    const { from, failed } = context.plan.profile.document.windows!.activation!;
    const key = await this.key(context, from);
    if (key !== undefined) context.conceal([key]);
    const given = { key: key ?? null, firmware: from === 'firmware', ...kmsOf(from) };
    const answer = await context.powershell('activation/activate', given, {
      schema: activationAnswer,
      timeoutMs: 15 * 60_000,
    });
    const check = judgedActivation(answer, failed, key?.slice(-5).toUpperCase());
    await rememberMeasured(context, [check], startedAt);
    refuseBlocking([check], REMEDY);
    return done({ ...check.evidence });
  }

  private async key(
    context: StepContext<'deploy'>,
    from: WindowsActivation['from'],
  ): Promise<string | undefined> {
    if (typeof from === 'string' || 'kms' in from) return undefined;
    return goodKey('pool' in from ? await this.ofPool(context, from.pool) : await this.ofVault(context));
  }

  /** A PC that is deployed again keeps its licence. */
  private async ofPool({ machineId, deploymentId }: StepContext<'deploy'>, pool: string): Promise<string> {
    await this.licences.take(pool, machineId, deploymentId);
    return this.licences.keyOf(pool, machineId);
  }

  private async ofVault({ plan }: StepContext<'deploy'>): Promise<string> {
    const uses = usesOf(plan.profile.document).filter(({ field }) => field === FIELD);
    const [value] = (await this.secretUses.reveal(uses)).values();
    return value ?? '';
  }
}

/** The error does not contain it. */
function goodKey(text: string): string {
  const key = text.trim();
  if (isProductKey(key)) return key.toUpperCase();
  throw new PermanentError(
    {
      fr: 'la clé n’a pas la forme d’une clé de Windows : XXXXX-XXXXX-XXXXX-XXXXX-XXXXX',
      en: 'the key does not have the form of a key of Windows: XXXXX-XXXXX-XXXXX-XXXXX-XXXXX',
    },
    {
      remedy: {
        fr: 'Corrigez la clé dans le coffre ou dans le lot de licences, puis reprenez le déploiement.',
        en: 'Correct the key in the vault or in the pool of licences, then retry the deployment.',
      },
    },
  );
}

function kmsOf(from: WindowsActivation['from']): { kmsHost: string; kmsPort: number } {
  if (typeof from === 'string' || !('kms' in from) || from.kms === 'auto') return { kmsHost: '', kmsPort: 0 };
  const [kmsHost = '', port] = from.kms.split(':');
  return { kmsHost, kmsPort: Number(port ?? KMS_PORT) };
}
