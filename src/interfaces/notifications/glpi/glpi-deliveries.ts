import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Certificates } from '../../../deployment/certificate/index.js';
import { Machines } from '../../../park/machine/index.js';
import { Audit, type Actor } from '../../../platform/account/index.js';
import { logger } from '../../../platform/config/index.js';
import { ConflictError } from '../../../platform/core/index.js';
import { Settings } from '../../../platform/settings/index.js';
import { untilOf } from '../backoff.js';
import { DeliveryStore, type NewDelivery } from '../delivery.store.js';
import { pcName, type Told } from '../event.js';
import { GLPI } from './glpi-setting.js';
import { glpiInventory } from './glpi-inventory.js';
import type { CertificateOrder } from './glpi-sender.js';
import { GlpiStore } from './glpi.store.js';

const VERSION = '1';

const log = logger('notifications');

/** Queues what GLPI is to be sent, by itself or because a person asks. */
@Injectable()
export class GlpiDeliveries {
  constructor(
    private readonly store: GlpiStore,
    private readonly deliveries: DeliveryStore,
    private readonly machines: Machines,
    private readonly certificates: Certificates,
    private readonly settings: Settings,
    private readonly audit: Audit,
  ) {}

  /** The inventory and the certificate of a PC that was certified, when the setting says so. */
  async ofCertified(
    manager: EntityManager,
    eventId: string,
    { event, deployment, certificate }: Told,
  ): Promise<NewDelivery[]> {
    if (!deployment || !(await this.isAutomatic())) return [];
    const common = { eventId, targetId: null, kind: event, recipient: 'GLPI', subject: pcName(deployment) };
    const inventory = deployment.machineId && (await this.inventory(deployment.machineId, manager));
    const { serial } = deployment;
    return [
      ...(inventory ? [{ ...common, channel: 'glpi-inventory' as const, body: inventory }] : []),
      ...(certificate && serial
        ? [{ ...common, channel: 'glpi-certificate' as const, body: orderText({ ...certificate, serial }) }]
        : []),
    ];
  }

  /** Queues the inventory of a machine. @returns the id of the message */
  async push(machineId: string, actor: Actor, now = new Date()): Promise<string> {
    await this.machines.findById(machineId);
    const body = await this.inventory(machineId);
    if (body === undefined) throw withoutInventory();
    const subject = await this.store.nameOf(machineId);
    return this.queue(
      { channel: 'glpi-inventory', kind: 'glpi.push', subject, body },
      { actor, action: 'glpi.push', subject: { kind: 'machine', id: machineId } },
      now,
    );
  }

  /** Queues the certificate of a deployment, for the PC of its serial number or for a ticket. */
  async attach(
    deploymentId: string,
    ticket: number | undefined,
    actor: Actor,
    now = new Date(),
  ): Promise<string> {
    const certificate = await this.certificates.ofDeployment(deploymentId);
    if (certificate === undefined) throw withoutCertificate();
    const { id, number, serial, hostname } = certificate;
    const body = orderText({ id, number, serial, ticket });
    return this.queue(
      { channel: 'glpi-certificate', kind: 'glpi.attach', subject: hostname, body },
      {
        actor,
        action: 'glpi.attach',
        subject: { kind: 'deployment', id: deploymentId },
        data: { number, ticket },
      },
      now,
    );
  }

  /** A setting that cannot be read keeps nobody else from being told. */
  private async isAutomatic(): Promise<boolean> {
    try {
      const { automatic, url } = await this.settings.read(GLPI);
      return automatic && url !== undefined;
    } catch (error) {
      log.error({ err: error }, 'the setting of GLPI cannot be read: it is sent nothing');
      return false;
    }
  }

  /** The message and its entry in the audit log, or neither. */
  private queue(
    row: Pick<NewDelivery, 'channel' | 'kind' | 'subject' | 'body'>,
    act: Parameters<Audit['record']>[0],
    now: Date,
  ): Promise<string> {
    return this.store.database.transaction(async (manager) => {
      const delivery = { ...row, eventId: null, targetId: null, recipient: 'GLPI' };
      const [id] = await this.deliveries.add([delivery], now, untilOf(now), manager);
      await this.audit.record(act, manager);
      return id!;
    });
  }

  private async inventory(machineId: string, manager?: EntityManager): Promise<string | undefined> {
    const pc = await this.store.pc(machineId, manager);
    return pc && JSON.stringify(glpiInventory(pc, VERSION));
  }
}

function orderText({
  id,
  number,
  serial,
  ticket,
}: {
  id: string;
  number: string;
  serial: string | null;
  ticket?: number;
}): string {
  const order: CertificateOrder = {
    certificateId: id,
    number,
    serial,
    ...(ticket !== undefined && { ticket }),
  };
  return JSON.stringify(order);
}

function withoutInventory(): ConflictError {
  return new ConflictError(
    {
      fr: 'cette machine n’a pas encore été inventoriée',
      en: 'this machine has no inventory yet',
    },
    {
      remedy: {
        fr: 'Démarrez-la une fois par le réseau.',
        en: 'Boot it from the network once.',
      },
    },
  );
}

function withoutCertificate(): ConflictError {
  return new ConflictError(
    { fr: 'ce déploiement n’a pas de certificat', en: 'this deployment has no certificate' },
    {
      remedy: {
        fr: 'Seul un PC certifié a un certificat à envoyer.',
        en: 'Only a certified PC has a certificate to send.',
      },
    },
  );
}
