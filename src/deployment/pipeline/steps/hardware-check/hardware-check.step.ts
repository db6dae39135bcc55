import { Injectable } from '@nestjs/common';
import { binarySize, decimalSize, OperatorError, type Bilingual } from '../../../../platform/core/index.js';
import type { Inventory } from '../../../../park/machine/index.js';
import { selectDisk, type ProfileDocument } from '../../../../documents/profile/index.js';
import type { StepContext } from '../../step-context.js';
import { done, type Step, type StepOutcome } from '../../step.js';
import { diskProblems } from './disk-problems.js';

/** Refuses a PC whose parts are not what was asked for, before anything is erased. */
@Injectable()
export class HardwareCheck implements Step<'deploy'> {
  readonly name = 'hardware-check';
  readonly title = { fr: 'Contrôle du matériel', en: 'Hardware check' };
  readonly queue = 'control';
  readonly place = 'environment';
  readonly purposes = ['deploy'] as const;
  readonly systems = ['linux', 'windows'] as const;
  readonly timeoutMs = 2 * 60_000;

  async run(context: StepContext<'deploy'>): Promise<StepOutcome> {
    const { inventory } = await context.machine();
    if (inventory === undefined) throw new Error('the inventory step has recorded no inventory');
    const { document } = context.plan.profile;
    const problems = [...hardwareProblems(document, inventory), ...diskProblems(context.plan, inventory)];
    if (problems.length > 0) {
      throw new OperatorError(
        {
          fr: `matériel non conforme : ${problems.map(({ fr }) => fr).join(' ; ')}`,
          en: `the hardware is not as asked: ${problems.map(({ en }) => en).join('; ')}`,
        },
        {
          remedy: {
            fr: 'Remplacez ou ajoutez la pièce, ou choisissez un autre profil, puis reprenez le déploiement.',
            en: 'Replace or add the part, or choose another profile, then retry the deployment.',
          },
        },
      );
    }
    const { disk } = selectDisk(document.disk.rule, inventory.disks);
    return done({
      memoryBytes: inventory.memory?.totalBytes ?? null,
      disk: {
        path: disk.path,
        serial: disk.serial ?? null,
        sizeBytes: disk.sizeBytes,
        health: disk.health?.state ?? 'unknown',
      },
      battery: inventory.battery?.percentHealth ?? null,
    });
  }
}

/** What of a PC is not as its profile asks; empty when all is. Memory is compared with 3 % of tolerance: firmware keeps some. */
export function hardwareProblems(document: ProfileDocument, inventory: Inventory): Bilingual[] {
  const { hardware, security } = document;
  const problems: Bilingual[] = [];
  const memory = inventory.memory?.totalBytes;
  if (hardware?.memoryMinimumBytes !== undefined && (memory ?? 0) < hardware.memoryMinimumBytes * 0.97) {
    const asked = binarySize(hardware.memoryMinimumBytes);
    const found = memory === undefined ? undefined : binarySize(memory);
    problems.push({
      fr: `${found ? `${found.fr} de mémoire` : 'quantité de mémoire inconnue'}, ${asked.fr} demandés`,
      en: `${found ? `${found.en} of memory` : 'memory size unknown'}, ${asked.en} asked for`,
    });
  }
  const { disk } = selectDisk(document.disk.rule, inventory.disks);
  if (hardware?.diskMinimumBytes !== undefined && disk.sizeBytes < hardware.diskMinimumBytes) {
    const [found, asked] = [decimalSize(disk.sizeBytes), decimalSize(hardware.diskMinimumBytes)];
    problems.push({
      fr: `disque de ${found.fr}, ${asked.fr} demandés`,
      en: `disk of ${found.en}, ${asked.en} asked for`,
    });
  }
  if (hardware?.diskHealth !== false && disk.health?.state === 'failed') {
    const detail = disk.health.detail ?? '';
    problems.push({
      fr: `le disque ${disk.path} annonce une panne ${detail}`,
      en: `the disk ${disk.path} reports a failure ${detail}`,
    });
  }
  const wanted = hardware?.batteryHealthMinimumPercent;
  const battery = inventory.battery?.percentHealth;
  if (wanted !== undefined && battery != null && battery < wanted) {
    problems.push({
      fr: `batterie à ${battery} % de santé, ${wanted} demandés`,
      en: `battery at ${battery} % of health, ${wanted} asked for`,
    });
  }
  const { kind, secureBoot } = inventory.firmware;
  if (kind === 'uefi' && security?.secureBoot.need === 'required' && secureBoot !== 'enabled') {
    problems.push({
      fr: `Secure Boot est « ${secureBoot} », il doit être actif`,
      en: `Secure Boot is "${secureBoot}", it must be enabled`,
    });
  }
  return problems;
}
