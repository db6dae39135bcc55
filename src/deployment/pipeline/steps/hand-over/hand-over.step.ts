import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { OperatorError, PermanentError } from '../../../../platform/core/index.js';
import { WindowsAccesses } from '../../first-boot/windows-accesses.js';
import { WindowsBootStore } from '../../first-boot/windows-boot.store.js';
import { HAND_OVER_STEP } from '../../first-boot/windows-hand-overs.js';
import type { StepContext } from '../../step-context.js';
import { done, type Step, type StepOutcome } from '../../step.js';

/** The PC opens right after its report: an account, a certificate, a listener. */
const OPEN_MS = 30 * 60_000;
/** A first logon makes the profile of the account. */
const LOGON_MS = 3 * 60_000;

const whoSchema = z.object({
  account: z.string(),
  administrator: z.boolean(),
  computerName: z.string(),
  build: z.string(),
  edition: z.string(),
  bootTime: z.iso.datetime({ offset: true }),
});
type Who = z.output<typeof whoSchema>;

/**
 * Waits until the installed Windows has let Établi in, logs on to it, and measures who it is there and on which PC: the
 * steps after it act on the running Windows. ADR 28.
 */
@Injectable()
export class HandOver implements Step<'deploy'> {
  readonly name = HAND_OVER_STEP;
  readonly title = { fr: 'Prise en main de Windows', en: 'Hand-over of Windows' };
  readonly queue = 'control';
  /** It waits for the PC, which opens by itself. */
  readonly place = 'server';
  readonly opens = 'system';
  readonly purposes = ['deploy'] as const;
  readonly systems = ['windows'] as const;
  readonly timeoutMs = 10 * 60_000;

  constructor(
    private readonly boots: WindowsBootStore,
    private readonly accesses: WindowsAccesses,
  ) {}

  async run(context: StepContext<'deploy'>): Promise<StepOutcome> {
    const boot = await this.boots.of(context.deploymentId);
    if (boot?.accessFault != null) {
      // Said once: the PC goes on trying, and a retry waits for what it says then.
      await this.boots.accessFault(context.deploymentId, null);
      throw notOpened(boot.accessFault);
    }
    const access = await this.accesses.of(context.deploymentId);
    if (access?.openedAt == null) return { kind: 'wait', for: 'system-opened', timeoutMs: OPEN_MS };
    await context.system(LOGON_MS);
    const who = await context.powershell('system/who-am-i', {}, { schema: whoSchema, timeoutMs: LOGON_MS });
    mustBeThePc(who, context.facts.hostname);
    const { address, port } = (await context.channel('system')) ?? {};
    await context.remember({ windowsAccess: { account: access.account } });
    return done({ ...who, address, port, certificate: access.certificate });
  }
}

/** Windows shows a name in capitals. */
function mustBeThePc({ computerName, administrator, account }: Who, hostname: string | undefined): void {
  if (hostname !== undefined && computerName.toLowerCase() !== hostname.toLowerCase()) {
    throw new PermanentError(
      {
        fr: `le Windows qui a répondu s’appelle ${computerName}, et non ${hostname}`,
        en: `the Windows that answered is named ${computerName}, not ${hostname}`,
      },
      {
        remedy: {
          fr: 'Vérifiez que ce PC est bien celui du lot, puis reprenez le déploiement du début.',
          en: 'Check that this PC is the one of the lot, then retry the deployment from the start.',
        },
      },
    );
  }
  if (administrator) return;
  throw new PermanentError(
    {
      fr: `le compte ${account} n’a pas les droits d’administrateur à distance`,
      en: `the account ${account} has no rights of an administrator over the network`,
    },
    {
      remedy: {
        fr: 'Une stratégie du master ou du domaine les retire (LocalAccountTokenFilterPolicy) : corrigez-la, puis reprenez le déploiement du début.',
        en: 'A policy of the master or of the domain takes them away (LocalAccountTokenFilterPolicy): correct it, then retry the deployment from the start.',
      },
    },
  );
}

function notOpened(fault: string): OperatorError {
  return new OperatorError(
    {
      fr: `le PC n’a pas pu ouvrir l’accès à Windows : ${fault}`,
      en: `the PC could not open the access to Windows: ${fault}`,
    },
    {
      remedy: {
        fr: 'Corrigez la cause sur le PC ou dans le master : le PC réessaie chaque minute. Puis reprenez le déploiement à cette étape.',
        en: 'Correct the cause on the PC or in the master: the PC tries again every minute. Then retry the deployment from this step.',
      },
    },
  );
}
