import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { askedOptions } from '../../../../documents/profile/index.js';
import { PermanentError } from '../../../../platform/core/index.js';
import { CertificateAuthority, Tickets } from '../../../../platform/vault/index.js';
import { optionsScript } from '../../../recette/index.js';
import { Addresses } from '../../addresses.js';
import { DeploymentStore } from '../../deployment.store.js';
import { WindowsAnswers } from '../../first-boot/windows-answers.js';
import { WindowsBootStore } from '../../first-boot/windows-boot.store.js';
import { TICKET_STEP } from '../../first-boot/fresh-ticket.js';
import { WINDOWS_TICKET } from '../../first-boot/windows-boots.js';
import { secretsOfWindows } from '../../needed-secrets.js';
import { orderOf } from '../../order.js';
import type { DeployPlan } from '../../plan.js';
import type { StepContext } from '../../step-context.js';
import { done, type Step, type StepOutcome } from '../../step.js';
import { asksJoinBlob } from '../../windows/domain.js';
import { answerFiles, type VolumeFile } from './answer-files.js';

/** How long the PC has to redeem: it restarts into Windows minutes after this. */
const TICKET_SECONDS = 2 * 60 * 60;

interface Written {
  files: { path: string; sha256: string; bytes: number }[];
}

/**
 * Writes into the volume of Windows the answer file without any secret, the scripts of the first boot, and the ticket
 * that redeems the rest. The ticket is the only thing there that opens anything, once, for this machine and deployment.
 */
@Injectable()
export class WriteAnswers implements Step<'deploy'> {
  readonly name = TICKET_STEP;
  readonly title = { fr: 'Fichier de réponses', en: 'Answer file' };
  readonly queue = 'imaging';
  readonly place = 'environment';
  readonly purposes = ['deploy'] as const;
  readonly systems = ['windows'] as const;
  /** The disk with the ticket may not be in the PC any more, and this is the same arming. */
  readonly forgets = ['windowsTicket'] as const;
  readonly timeoutMs = 15 * 60_000;

  constructor(
    private readonly addresses: Addresses,
    private readonly answers: WindowsAnswers,
    private readonly boots: WindowsBootStore,
    private readonly deployments: DeploymentStore,
    private readonly tickets: Tickets,
    private readonly authority: CertificateAuthority,
  ) {}

  /** What the ticket redeems: the PC must be confirmed before it gets one. */
  needsSecret(plan: DeployPlan): boolean {
    return secretsOfWindows(plan.profile.document).length > 0 || asksJoinBlob(plan);
  }

  async run(context: StepContext<'deploy'>): Promise<StepOutcome> {
    const { document } = context.plan.profile;
    const { hostname } = context.facts;
    const { text, secrets } = this.answers.onDisk(context.plan, await context.machine(), hostname);
    const ticket = await this.ticket(context);
    context.conceal([ticket]);
    const files = answerFiles({
      unattend: text,
      optionsScript: optionsScript(document.windows === undefined ? [] : askedOptions(document.windows)),
      certificateAuthority: await this.authority.certificatePem(),
      server: this.addresses.phoneHome(),
      ticket,
    });
    const target = { disk: context.known('disk'), partitions: context.known('partitions') };
    await context.confirmMine();
    // Before it is written: from here on, the ticket of no other disk and of no earlier attempt is good.
    await context.remember({ windowsTicket: this.tickets.read(ticket, WINDOWS_TICKET).id });
    await this.boots.forget(context.deploymentId);
    const written = await context.agent<Written>('write-answers', { ...target, files });
    mustBeThose(files, written);
    await context.remember({ identity: context.identity() });
    return done({ hostname: hostname ?? null, owed: secrets.length, files: written.files });
  }

  private async ticket({ deploymentId, machineId }: StepContext<'deploy'>): Promise<string> {
    const deployment = await this.deployments.find(deploymentId);
    if (deployment === null) throw new Error('the deployment of this step is not there');
    return this.tickets.issue(WINDOWS_TICKET, machineId, TICKET_SECONDS, orderOf(deployment));
  }
}

/** The agent reads each file back after it has mounted the volume again. */
function mustBeThose(files: VolumeFile[], { files: written }: Written): void {
  const wrong = files.filter(({ path, base64 }) => {
    const sha256 = createHash('sha256').update(Buffer.from(base64, 'base64')).digest('hex');
    return !written.some((one) => one.path === path && one.sha256 === sha256);
  });
  if (wrong.length === 0) return;
  const names = wrong.map(({ path }) => path).join(', ');
  throw new PermanentError({
    fr: `ces fichiers relus sur le disque ne sont pas ceux qui ont été écrits : ${names}`,
    en: `these files, read back from the disk, are not those that were written: ${names}`,
  });
}
