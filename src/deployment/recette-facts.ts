import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { RecetteFacts } from '../recette/index.js';
import { Addresses } from './addresses.js';
import type { StepContext } from './step-context.js';
import { StepStore } from './step.store.js';

/** The evidence of `verify-master`. */
const verificationSchema = z.object({
  files: z
    .number()
    .nullish()
    .transform((files) => files ?? undefined),
  bytes: z.number().optional(),
  differences: z.number(),
});

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
  ) {}

  async of(context: StepContext): Promise<RecetteFacts> {
    const rows = await this.steps.ofDeployment(context.deploymentId);
    const evidence = rows.find(({ name }) => name === 'verify-master')?.evidence;
    const verification = verificationSchema.safeParse(evidence).data;
    const { inventory } = await context.machine();
    const disk = context.known('disk');
    const health = inventory?.disks.find(
      ({ serial, wwn }) => (serial ?? wwn) === (disk.serial ?? disk.wwn),
    )?.health;
    const { sha256 } = context.deployPlan.master.payload;
    return {
      ...this.asked(context),
      masterVerification: verification && { sha256, ...verification },
      disk: { ...disk, health },
    };
  }

  private asked(context: StepContext): RecetteFacts {
    const { profile, master } = context.deployPlan;
    const { document } = profile;
    const software = document.software ?? [];
    return {
      hostname: context.known('hostname'),
      users: (document.users ?? []).map(({ name }) => name),
      master: { name: master.name, version: master.version, sha256: master.payload.sha256 },
      disk: context.known('disk'),
      layout: document.disk.layout,
      secureBootRequired: document.security?.secureBoot === 'required' && context.facts.firmware === 'uefi',
      packages: software.flatMap((item) =>
        item.kind === 'apt' ? item.packages : item.kind === 'deb' ? [item.name] : [],
      ),
      system: master.system,
      systemVersion: master.systemVersion,
      leftoverPaths: LEFTOVERS,
      locale: document.locale,
      server: this.addresses.phoneHomePeer(),
      hostKey: context.known('systemHostKey'),
    };
  }
}
