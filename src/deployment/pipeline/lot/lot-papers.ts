import { Injectable } from '@nestjs/common';
import { Accounts, Audit } from '../../../platform/account/index.js';
import {
  dayBegan,
  Letterhead,
  type LotAct,
  LotExport,
  type LotHead,
  type LotRow,
} from '../../certificate/index.js';
import { Profiles } from '../../../documents/profile/server.js';
import { outcomeOf } from '../../../platform/core/index.js';
import type { Deployment } from '../deployment.entity.js';
import { DeploymentStore } from '../deployment.store.js';
import { Screens } from '../screens.js';
import { Lots } from './lots.service.js';

type Standing = Pick<LotRow, 'look' | 'state'>;

/** A lot for its papers. */
export interface LotPapersOf {
  lot: LotHead;
  rows: LotRow[];
  deploymentIds: string[];
}

/** The documents of a lot, for every PC, certified or not. */
@Injectable()
export class LotPapers {
  constructor(
    private readonly lots: Lots,
    private readonly store: DeploymentStore,
    private readonly certified: LotExport,
    private readonly screens: Screens,
    private readonly letterhead: Letterhead,
    private readonly profiles: Profiles,
    private readonly accounts: Accounts,
    private readonly audit: Audit,
  ) {}

  /** Rejects with NotFoundError when there is no such lot. */
  async of(lotId: string): Promise<LotPapersOf> {
    const { number, customer, orderNumber, site, profile } = await this.lots.get(lotId);
    const deployments = await this.store.ofLot(lotId);
    const certified = await this.certified.rows(lotId);
    const names = await this.accounts.fullNames(deployments.flatMap(({ plan }) => plan?.technician ?? []));
    const rows = deployments.map((deployment) => {
      const row = certified.get(deployment.id);
      const stands = this.standing(deployment);
      return row === undefined ? uncertified(deployment, stands, names) : { ...row, ...stands };
    });
    const order = orderNumber === null ? undefined : await this.letterhead.orderNumber(orderNumber);
    const { locale } = (await this.profiles.version(profile.id)).document;
    const lot = {
      ...{ id: lotId, name: number, customer, timeZone: locale.timeZone },
      ...(order !== undefined && { orderNumber: order }),
      ...(site !== null && { site }),
    };
    return { lot, rows, deploymentIds: deployments.map(({ id }) => id) };
  }

  /** What people did today to the PCs of a lot, in the zone of its profile. */
  async actsToday({ lot, deploymentIds }: LotPapersOf, now = new Date()): Promise<LotAct[]> {
    const acts = await this.audit.counts(dayBegan(now, lot.timeZone), deploymentIds);
    const names = await this.accounts.fullNames(acts.map(({ name }) => name));
    return acts.map((act) => ({ ...act, name: names.get(act.name) ?? act.name }));
  }

  private standing({ state, failure, closedAt, closingNote, facts }: Deployment): Standing {
    const { look, name } = outcomeOf({ state, certificate: facts.certificate, closedAt });
    if (failure === null) return { look, state: name };
    const step = this.screens.titleOf(failure.step);
    const { cause } = failure;
    const note =
      closingNote === null ? { fr: '', en: '' } : { fr: ` – ${closingNote}`, en: ` – ${closingNote}` };
    const text = {
      fr: `${name.fr} à l’étape « ${step.fr} » : ${cause.fr}${note.fr}`,
      en: `${name.en} at the step "${step.en}": ${cause.en}${note.en}`,
    };
    return { look, state: text };
  }
}

function uncertified(deployment: Deployment, stands: Standing, names: Map<string, string>): LotRow {
  const { facts, hostname, serial, mac, plan, startedAt, endedAt, assetTag, userName } = deployment;
  return {
    hostname: facts.hostname ?? hostname ?? serial ?? mac ?? deployment.id,
    serial: serial ?? undefined,
    ...stands,
    ...(assetTag !== null && { assetTag }),
    ...(userName !== null && { user: userName }),
    ...(plan?.purpose === 'deploy' && { technician: names.get(plan.technician) ?? plan.technician }),
    ...(startedAt && { beganAt: startedAt.toISOString() }),
    ...(endedAt && { endedAt: endedAt.toISOString() }),
  };
}
