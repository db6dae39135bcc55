import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { MissingFact, type FactTypes, type RecetteFacts } from '../recette/index.js';
import { Addresses } from './addresses.js';
import { InstalledSystemStore } from './installed-system.store.js';
import type { StepContext } from './step-context.js';
import { StepStore } from './step.store.js';

/** The evidence of `verify-master`. */
const verificationSchema = z.object({
  mode: z.string(),
  files: z
    .number()
    .nullish()
    .transform((files) => files ?? undefined),
  bytes: z.number(),
  differences: z.number(),
});

const NOT_READ_BACK = new MissingFact({
  fr: 'le disque n’a pas été relu',
  en: 'the disk was not read back',
});

const NO_WINDOWS = new MissingFact({
  fr: 'ce profil ne demande rien de Windows',
  en: 'this profile asks nothing of Windows',
});

/** machine-id(5). */
const MACHINE_ID = /^[0-9a-f]{32}$/;

/** Where Établi leaves something on a PC while it works, and must have left nothing once it is sealed. */
export const LEFTOVERS = [
  '/etc/etabli',
  '/run/etabli',
  '/var/lib/etabli',
  '/etc/systemd/system/etabli-first-boot.service',
  '/etc/systemd/system/multi-user.target.wants/etabli-first-boot.service',
  '/etc/ssh/sshd_config.d/00-etabli.conf',
];

/** Where `seal` finds Établi's own way in, which it removes last. */
export const ACCESS = ['/etc/ssh/sshd_config.d/00-etabli.conf', '/root/.ssh/authorized_keys'];

/** Gathers what the checks compare with: what was asked for, and what earlier steps measured. */
@Injectable()
export class MeasuredFacts {
  constructor(
    private readonly addresses: Addresses,
    private readonly steps: StepStore,
    private readonly systems: InstalledSystemStore,
  ) {}

  async of(context: StepContext<'deploy'>): Promise<RecetteFacts> {
    const rows = await this.steps.ofDeployment(context.deploymentId);
    const evidence = (name: string): unknown => rows.find((row) => row.name === name)?.evidence;
    const { profile, master } = context.plan;
    const { document } = profile;
    return {
      hostname: context.known('hostname'),
      users: document.users.map(({ name }) => name),
      packages: document.software.flatMap((item) =>
        item.kind === 'apt' ? item.packages : item.kind === 'deb' ? [item.name] : [],
      ),
      masterSha256: master.payload.sha256,
      masterVerification: verificationSchema.safeParse(evidence('verify-master')).data ?? NOT_READ_BACK,
      disk: await diskFact(context),
      layout: document.disk.layout,
      secureBootRequired: document.security.secureBoot.need === 'required',
      system: master.system,
      systemVersion: master.systemVersion,
      leftoverPaths: LEFTOVERS,
      locale: document.locale,
      server: this.addresses.phoneHomePeer(),
      hostKey: context.known('systemHostKey'),
      windows: document.windows ?? NO_WINDOWS,
      otherMachineIds: await this.systems.osMachineIdsOfOthers(context.machineId),
    };
  }

  /** Records the machine id of the installed system, which the PCs after this one are compared with. */
  async recordMachineId(context: StepContext): Promise<void> {
    const system = await context.system();
    const { stdout } = await system.run('cat /etc/machine-id', { signal: context.signal, timeoutMs: 30_000 });
    const id = stdout.trim();
    if (MACHINE_ID.test(id)) await this.systems.record(context.machineId, context.deploymentId, id);
  }
}

/** The disk that was chosen, with its health from the inventory. */
async function diskFact(context: StepContext): Promise<FactTypes['disk']> {
  const { inventory } = await context.machine();
  const { path, serial, wwn, sizeBytes } = context.known('disk');
  const measured = inventory?.disks.find((one) => (one.serial ?? one.wwn) === (serial ?? wwn));
  return { path, serial, sizeBytes, health: measured?.health };
}
