import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  ANSWER_FILES,
  type AnswerMachine,
  type AnswerOnDisk,
  type FirstBootRuns,
  firstBootRuns,
  renderOnDisk,
} from '../../../documents/answer/index.js';
import { type ProfileDocument, usesAmong } from '../../../documents/profile/index.js';
import { JoinAccounts } from '../../../park/directory/index.js';
import { type Machine, Machines } from '../../../park/machine/index.js';
import { DocumentThreads } from '../../../platform/threads/index.js';
import { SecretUses } from '../../../platform/vault/index.js';
import type { DeployPlan } from '../plan.js';
import { asksJoinBlob, isJoinedByDeployment, withoutBlob } from '../windows/domain.js';

/** What the answer file of a master starts in specialize; at most 259 characters, without % (RunSynchronousCommand). */
export const FIRST_BOOT_COMMAND =
  'powershell.exe -NoProfile -ExecutionPolicy Bypass -File C:\\Windows\\Etabli\\first-boot.ps1';

/** The answer files of a Windows deployment: for the disk without secrets, and whole for the PC that redeems it. */
@Injectable()
export class WindowsAnswers {
  constructor(
    private readonly machines: Machines,
    private readonly secretUses: SecretUses,
    private readonly threads: DocumentThreads,
    private readonly joins: JoinAccounts,
  ) {}

  /** Throws InputError naming the option that is impossible. */
  onDisk(plan: DeployPlan, machine: Machine, hostname: string | undefined): AnswerOnDisk {
    const profile = writtenProfile(plan);
    return renderOnDisk({ profile, machine: answerMachine(plan, machine, hostname) }, FIRST_BOOT_COMMAND);
  }

  /** What the first boot runs of the whole file. */
  runs(plan: DeployPlan, machine: Machine, hostname: string | undefined): FirstBootRuns {
    return firstBootRuns({
      profile: writtenProfile(plan),
      machine: answerMachine(plan, machine, hostname),
    });
  }

  /**
   * The whole file with the values of its secrets, and their references. Rejects with OperatorError when a use of a
   * secret is not approved, and with ConflictError when its join blob is not there any more.
   * @param order the arming, which the join blob was made for
   */
  async whole(
    plan: DeployPlan,
    machineId: string,
    hostname: string | undefined,
    order: string,
  ): Promise<{ text: string; secrets: string[]; hasBlob: boolean }> {
    const machine = await this.machines.findById(machineId);
    const profile = writtenProfile(plan);
    const { secrets } = this.onDisk(plan, machine, hostname);
    const reveal = await this.secretUses.reveal(usesAmong(profile, secrets));
    const joinBlob = asksJoinBlob(plan) ? ((await this.joins.blobOf(order)) ?? withoutBlob()) : undefined;
    const asked = { ...answerMachine(plan, machine, hostname), joinBlob };
    const request = { kind: 'unattend', profile, machine: asked, reveal } as const;
    const { files } = await ANSWER_FILES.render(this.threads.of(machineId), request);
    return { text: files[0]?.text ?? '', secrets, hasBlob: joinBlob !== undefined };
  }
}

/** A join that the deployment does itself, before or after the first boot, is none of the answer file. */
function writtenProfile(plan: DeployPlan): ProfileDocument {
  const { document } = plan.profile;
  if (document.windows === undefined || !isJoinedByDeployment(plan)) return document;
  return { ...document, windows: { ...document.windows, domain: undefined } };
}

/** The PC as the answer file sees it. @param hostname its settled name; Windows makes one up without it */
function answerMachine(
  { row }: DeployPlan,
  { serial, ownMacs }: Machine,
  hostname: string | undefined,
): AnswerMachine {
  return { serial, macs: ownMacs, assetTag: row.assetTag, hostname };
}

/** The stored form of a key or a token. */
export function digestOfSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
