import { Injectable } from '@nestjs/common';
import { actorOf, Audit, type Act, type KnownAccount } from '../../../platform/account/index.js';
import { InputError } from '../../../platform/core/index.js';
import { ManualChecks, type GivenAnswer } from '../../recette/index.js';
import { OpenAnswers } from './open-answers.js';

/** A technician's answers to the manual checks of a deployment, each audited. After the last one the deployment continues. */
@Injectable()
export class ManualAnswers {
  constructor(
    private readonly open: OpenAnswers,
    private readonly manual: ManualChecks,
    private readonly audit: Audit,
  ) {}

  /**
   * Records the answer under the account's name. It takes the place of an earlier one until the certificate, also when
   * the deployment failed and will be retried. Rejects with NotFoundError for a check that is not expected, with
   * InputError when it is not passed and no remark says why, and with ConflictError when somebody else answered
   * meanwhile, or once the outcome is final.
   */
  async answer(
    deploymentId: string,
    check: string,
    { verdict, remark, revision }: Omit<GivenAnswer, 'by'>,
    account: KnownAccount,
  ): Promise<void> {
    const isChanged = await this.open.change(deploymentId, async (manager) => {
      if (verdict !== 'passed' && !remark) throw remarkNeeded();
      const given = { verdict, remark, revision, by: account.displayName };
      const { changed, before } = await this.manual.answer(deploymentId, check, given, manager);
      const corrected = before && {
        verdict: before.verdict,
        by: before.by,
        ...(before.remark !== undefined && { remark: before.remark }),
      };
      const data = { check, verdict, ...(remark && { remark }), ...(corrected && { corrected }) };
      if (changed) await this.audit.record(actOf(deploymentId, account, data), manager);
      return changed;
    });
    if (isChanged) await this.open.goOn(deploymentId);
  }

  /**
   * « Tout est conforme »: answers `passed` to each check that is open, out of `ids` when they are given. A check that
   * somebody answered meanwhile keeps that answer and is told in `already`.
   */
  async passOpen(
    deploymentId: string,
    ids: readonly string[] | undefined,
    account: KnownAccount,
  ): Promise<{ answered: string[]; already: string[] }> {
    const outcome = await this.open.change(deploymentId, async (manager) => {
      const passed = await this.manual.passOpen(deploymentId, { ids, by: account.displayName }, manager);
      const acts = passed.answered.map((check) =>
        actOf(deploymentId, account, { check, verdict: 'passed', together: passed.answered.length }),
      );
      await this.audit.recordAll(acts, manager);
      return passed;
    });
    if (outcome.answered.length > 0) await this.open.goOn(deploymentId);
    return outcome;
  }
}

function actOf(deploymentId: string, account: KnownAccount, data: Record<string, unknown>): Act {
  const subject = { kind: 'deployment', id: deploymentId };
  return { actor: actorOf(account), action: 'deployment.answer-check', subject, data };
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
