import { Injectable } from '@nestjs/common';
import { LotExport, type LotHead, type LotRow } from '../../certificate/index.js';
import { outcomeOf, type Bilingual } from '../../../platform/core/index.js';
import type { Deployment } from '../deployment.entity.js';
import { DeploymentStore } from '../deployment.store.js';
import { Screens } from '../screens.js';
import { Lots } from './lots.service.js';

/** The documents of a lot, for every PC, certified or not. */
@Injectable()
export class LotPapers {
  constructor(
    private readonly lots: Lots,
    private readonly store: DeploymentStore,
    private readonly certified: LotExport,
    private readonly screens: Screens,
  ) {}

  /** Rejects with NotFoundError when there is no such lot. */
  async of(lotId: string): Promise<{ lot: LotHead; rows: LotRow[] }> {
    const { number, customer } = await this.lots.get(lotId);
    const deployments = await this.store.ofLot(lotId);
    const certified = await this.certified.rows(lotId);
    const rows = deployments.map((deployment) => {
      const row = certified.get(deployment.id);
      const state = this.stateOf(deployment);
      return row === undefined ? uncertified(deployment, state) : { ...row, state };
    });
    return { lot: { id: lotId, name: number, customer }, rows };
  }

  private stateOf({ state, failure, closedAt, closingNote, facts }: Deployment): Bilingual {
    const { name } = outcomeOf({ state, certificate: facts.certificate, closedAt });
    if (failure === null) return name;
    const step = this.screens.titleOf(failure.step);
    const { cause } = failure;
    const note =
      closingNote === null ? { fr: '', en: '' } : { fr: ` – ${closingNote}`, en: ` – ${closingNote}` };
    return {
      fr: `${name.fr} à l’étape « ${step.fr} » : ${cause.fr}${note.fr}`,
      en: `${name.en} at the step "${step.en}": ${cause.en}${note.en}`,
    };
  }
}

function uncertified(deployment: Deployment, state: Bilingual): LotRow {
  const { facts, hostname, serial, mac, plan, startedAt, endedAt } = deployment;
  return {
    hostname: facts.hostname ?? hostname ?? serial ?? mac ?? deployment.id,
    serial: serial ?? undefined,
    state,
    ...(plan?.purpose === 'deploy' && { technician: plan.technician }),
    ...(startedAt && { beganAt: startedAt.toISOString() }),
    ...(endedAt && { endedAt: endedAt.toISOString() }),
  };
}
