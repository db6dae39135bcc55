import { Injectable } from '@nestjs/common';
import { Certificates } from '../../../certificate/index.js';
import { CertificatePeople } from '../../certificate-people.js';
import { certificateRecord } from '../../certificate-record.js';
import { DeploymentStore } from '../../deployment.store.js';
import { People } from '../../people.js';
import type { StepContext } from '../../step-context.js';
import { StepStore } from '../../step.store.js';
import { ManualChecks } from '../../../recette/index.js';
import { done, type Step, type StepOutcome } from '../../step.js';

/** Signs what was asked, applied and measured. Issued once a deployment: a repeated step gets the same one back. */
@Injectable()
export class Certificate implements Step<'deploy'> {
  readonly name = 'certificate';
  readonly title = { fr: 'Certificat', en: 'Certificate' };
  readonly queue = 'control';
  readonly place = 'server';
  readonly purposes = ['deploy'] as const;
  readonly systems = ['linux', 'windows'] as const;
  readonly timeoutMs = 5 * 60_000;

  constructor(
    private readonly certificates: Certificates,
    private readonly manual: ManualChecks,
    private readonly people: People,
    private readonly papers: CertificatePeople,
    private readonly steps: StepStore,
    private readonly deployments: DeploymentStore,
  ) {}

  async run(context: StepContext<'deploy'>): Promise<StepOutcome> {
    // An answer that is given from here on would stand on no certificate: it is refused.
    await this.manual.close(context.deploymentId);
    try {
      const missing = await this.people.waitForSignatures(context);
      if (missing === undefined) return await this.issue(context);
      await this.manual.reopen(context.deploymentId);
      return missing;
    } catch (error) {
      await this.manual.reopen(context.deploymentId);
      throw error;
    }
  }

  private async issue(context: StepContext<'deploy'>): Promise<StepOutcome> {
    const deployment = await this.deployments.find(context.deploymentId);
    const steps = await this.steps.ofDeployment(context.deploymentId);
    const people = await this.papers.of(context.deploymentId, context.plan);
    const record = certificateRecord(
      {
        deploymentId: context.deploymentId,
        startedAt: deployment?.startedAt ?? new Date(),
        plan: context.plan,
        facts: context.facts,
        machine: await context.machine(),
        steps,
        titleOf: (name) => context.titleOf(name),
        people,
      },
      new Date(),
    );
    const { id, number, verdict, reservations } = await this.certificates.issue(record, people.pictures);
    const failedChecks = [...record.checks, ...(record.manualChecks ?? [])].filter(
      (check) => check.verdict === 'failed',
    ).length;
    await context.remember({ certificate: { id, number, verdict, reservations, failedChecks } });
    return done({ id, number, verdict, reservations });
  }
}
