import { Inject, Injectable } from '@nestjs/common';
import { Audit, type Actor } from '../../platform/account/index.js';
import { type Config, logger } from '../../platform/config/index.js';
import { isEnded } from '../../platform/core/index.js';
import { CONFIG } from '../../platform/database/index.js';
import { Machines } from '../../park/machine/index.js';
import {
  type ActVerdict,
  type Deployment,
  DeploymentStore,
  LotActs,
  missing,
  nameOf,
} from '../pipeline/index.js';
import { bootInterface } from './boot-interface.js';
import { wake } from './wake-on-lan.js';

const log = logger('boot');

export interface Woken {
  /** Of the PCs to which a packet is sent. */
  macs: string[];
  verdicts: ActVerdict[];
}

/** Wakes PCs of lots over the network. A packet is sent; whether the PC starts is seen when it calls. */
@Injectable()
export class Wakes {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly acts: LotActs,
    private readonly deployments: DeploymentStore,
    private readonly machines: Machines,
    private readonly audit: Audit,
  ) {}

  /** Every PC of the lot that has not ended. Rejects with NotFoundError when there is no such lot. */
  async wakeLot(lotId: string, actor: Actor): Promise<Woken> {
    const rows = await this.deployments.ofLot(lotId);
    const ids = rows.filter(({ state }) => !isEnded(state)).map(({ id }) => id);
    return this.wake(lotId, ids, actor);
  }

  /** A verdict for each; the packets are sent one after another, after this resolves. */
  async wake(lotId: string, ids: string[], actor: Actor): Promise<Woken> {
    const named = await this.acts.named(lotId, ids);
    const macs: string[] = [];
    const verdicts: ActVerdict[] = [];
    for (const { id, deployment } of named) {
      if (deployment === undefined) verdicts.push(missing(id));
      else {
        const mac = isEnded(deployment.state) ? undefined : await this.macOf(deployment);
        if (mac !== undefined) macs.push(mac);
        verdicts.push(verdictOf(deployment, mac));
      }
    }
    const subject = { kind: 'lot', id: lotId };
    await this.audit.record({ actor, action: 'lot.wake', subject, data: { machines: macs.length } });
    this.send(macs).catch((error: unknown) =>
      log.error({ err: error, lot: lotId }, 'waking PCs of a lot failed'),
    );
    return { macs, verdicts };
  }

  /** Sends the packets, one after another. Rejects when one cannot be sent. */
  async send(macs: string[]): Promise<void> {
    const { bootInterface: name, publicAddress } = this.config;
    const broadcast = name === undefined ? undefined : bootInterface(name, publicAddress).broadcast;
    await wake(macs, { broadcast });
  }

  /** The MAC address of the row, or else the first one of its machine. */
  async macOf({ mac, machineId, serial }: Deployment): Promise<string | undefined> {
    if (mac !== null) return mac;
    const machine =
      machineId === null
        ? await this.machines.find({ serial: serial ?? undefined, macs: [] })
        : await this.machines.findById(machineId);
    return machine?.ownMacs[0];
  }
}

function verdictOf(deployment: Deployment, mac: string | undefined): ActVerdict {
  const named = { deploymentId: deployment.id, name: nameOf(deployment) };
  if (mac !== undefined) {
    const text = { fr: `signal de réveil envoyé à ${mac}`, en: `wake-up signal sent to ${mac}` };
    return { ...named, isDone: true, text };
  }
  const text = isEnded(deployment.state)
    ? { fr: 'son déploiement est terminé', en: 'its deployment has ended' }
    : {
        fr: 'son adresse MAC n’est pas connue : allumez-le à la main',
        en: 'its MAC address is not known: power it on by hand',
      };
  return { ...named, isDone: false, text };
}
