import { Inject, Injectable } from '@nestjs/common';
import { type Config, logger } from '../../platform/config/index.js';
import { NotFoundError } from '../../platform/core/index.js';
import { CONFIG } from '../../platform/database/index.js';
import { Deployments } from '../pipeline/index.js';
import { MachineLifeStore, normaliseMac } from '../../park/machine/index.js';
import { Tickets } from '../../platform/vault/index.js';
import { type BootAnswer, renderBootScript } from './boot-script.js';
import { MemoryGate } from './memory-gate.js';

/** The time from the boot script to the hello of the environment, with a large margin. */
const TICKET_SECONDS = 900;

/** A request of GRUB for a boot script. */
export interface BootRequest {
  mac: string;
  serial?: string;
  uuid?: string;
  /** The sizes of its memory modules: `.8192.8192`. */
  memory?: string;
  /** The address of the PC. */
  from: string;
  /** The address of this server that the PC reached: `10.77.1.3`, and the port. */
  local: { address: string; port: number };
}

/** Answers PCs that boot from the network. Stores only the sign of life and a memory that is too small. */
@Injectable()
export class BootAnswers {
  private readonly log = logger('boot');

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly deployments: Deployments,
    private readonly tickets: Tickets,
    private readonly lives: MachineLifeStore,
    private readonly memoryGate: MemoryGate,
  ) {}

  /** The GRUB script. Rejects with NotFoundError when the MAC address is invalid. */
  async script({ mac: given, serial, uuid, memory, from, local }: BootRequest): Promise<string> {
    const mac = normaliseMac(given);
    if (mac === undefined) throw noMac(given);
    // GRUB leaves out unknown values: that does not mean that the PC has no serial number.
    const identity = { mac, serial: serial || undefined, uuid: uuid || undefined };
    const decision = await this.deployments.bootDecision(identity);
    this.log.info({ ...identity, decision }, 'boot script requested');
    await this.noteLife(mac);
    const answer: BootAnswer =
      decision.kind === 'disk'
        ? decision
        : {
            kind: 'environment',
            reason: decision.reason,
            ticket: this.tickets.issue(
              decision.reason === 'inventory' ? 'inventory' : 'deployment',
              decision.machineKey,
              TICKET_SECONDS,
              decision.order,
            ),
          };
    const address = this.config.publicAddress ?? local.address;
    const known = decision.kind === 'environment' && decision.machineKey !== mac;
    const machineId = known ? decision.machineKey : undefined;
    const possible = await this.memoryGate.pass(answer, { ...identity, machineId, memory, from });
    return renderBootScript(possible, {
      http: `${local.address}:${local.port}`,
      phoneHome: `https://${address}:${this.config.httpsPort}`,
      language: this.config.language,
    });
  }

  /** Records the sign of life. A failing database must not prevent the answer. */
  private async noteLife(mac: string): Promise<void> {
    try {
      await this.lives.requestedBoot(mac);
    } catch (error) {
      this.log.warn({ err: error, mac }, 'a sign of life was not stored');
    }
  }
}

function noMac(given: string): NotFoundError {
  return new NotFoundError({
    fr: `« ${given} » n’est pas une adresse MAC`,
    en: `“${given}” is not a MAC address`,
  });
}
