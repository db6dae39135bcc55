import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { actorOf, Audit, type KnownAccount } from '../../platform/account/index.js';
import { InputError, isEnded } from '../../platform/core/index.js';
import { ManualChecks, type ManualAnswer } from '../recette/index.js';
import { wrongState } from './arming.js';
import { Deployments } from './deployments.service.js';

/** A technician's answers to the manual checks of a deployment, each audited. After the last one the deployment continues. */
@Injectable()
export class ManualAnswers {
  constructor(
    private readonly database: DataSource,
    private readonly deployments: Deployments,
    private readonly manual: ManualChecks,
    private readonly audit: Audit,
  ) {}

  /**
   * Records the answer under the account's name; a later answer takes its place, also when the deployment failed
   * and will be retried. Rejects with NotFoundError for a check that is not expected, with InputError when it is
   * not passed and no remark says why, and with ConflictError once the outcome is final.
   */
  async answer(
    deploymentId: string,
    check: string,
    { verdict, remark }: Omit<ManualAnswer, 'by'>,
    account: KnownAccount,
  ): Promise<void> {
    const deployment = await this.deployments.get(deploymentId);
    if (isEnded(deployment.state) && deployment.state !== 'failed') throw wrongState(deployment);
    if (verdict !== 'passed' && !remark) throw remarkNeeded();
    await this.database.transaction(async (manager) => {
      await this.manual.answer(deploymentId, check, { verdict, remark, by: account.displayName }, manager);
      await this.audit.record(
        {
          actor: actorOf(account),
          action: 'deployment.answer-check',
          subject: { kind: 'deployment', id: deploymentId },
          data: { check, verdict, ...(remark && { remark }) },
        },
        manager,
      );
    });
    // Asked after the commit: of two last answers at once, one at least sees that none is left open.
    const open = await this.manual.pending(deploymentId);
    if (open.length === 0) await this.deployments.signalDeployment(deploymentId, 'manual-checks-answered');
  }
}

function remarkNeeded(): InputError {
  const expected = {
    fr: 'ce qui a été vu : une remarque est nécessaire quand le contrôle n’est pas conforme ou est sans objet',
    en: 'what was seen: a remark is needed when the check failed or is not applicable',
  };
  return new InputError({ fr: 'À corriger : remark.', en: 'To correct: remark.' }, [
    { field: 'remark', found: '', expected },
  ]);
}
