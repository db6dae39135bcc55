import { Injectable } from '@nestjs/common';
import { SecretUses } from '../../../../platform/vault/index.js';
import type { DeployPlan } from '../../plan.js';
import { secretsOfPersonalise } from '../../needed-secrets.js';
import type { StepContext } from '../../step-context.js';
import { done, type Step, type StepOutcome } from '../../step.js';
import { personaliseValues } from './personalise-values.js';

/** Accessibility, printers, shares, firewall and VPN: what makes the PC its user's. */
@Injectable()
export class Personalise implements Step<'deploy'> {
  readonly name = 'personalise';
  readonly title = { fr: 'Personnalisation', en: 'Personalisation' };
  readonly queue = 'control';
  readonly place = 'system';
  readonly repeatable = true;
  readonly purposes = ['deploy'] as const;
  readonly systems = ['linux'] as const;
  readonly timeoutMs = 20 * 60_000;

  constructor(private readonly secretUses: SecretUses) {}

  needsSecret({ profile }: DeployPlan): boolean {
    return secretsOfPersonalise(profile.document).length > 0;
  }

  async run(context: StepContext<'deploy'>): Promise<StepOutcome> {
    const { document } = context.plan.profile;
    const secrets = await this.secretUses.reveal(secretsOfPersonalise(document));
    context.conceal(secrets.values());
    const values = personaliseValues(document, secrets);
    await context.script(await context.system(), 'steps/personalise.sh', values);
    return done({
      accessibility: values.dconf !== '' || values.largeConsole,
      printers: values.printers.map(({ name }) => name),
      shares: values.shares.map(({ mountPoint }) => mountPoint),
      firewall: values.nftables !== '',
      vpn: values.vpn.map(({ name }) => name),
    });
  }
}
