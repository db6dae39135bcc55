import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { usesOf } from '../../../../documents/profile/index.js';
import { SecretUses } from '../../../../platform/vault/index.js';
import type { DeployPlan } from '../../plan.js';
import type { StepContext } from '../../step-context.js';
import { done, type Step, type StepOutcome } from '../../step.js';
import { asksOnlineJoin, domainOf, organizationalUnitOf } from '../../windows/domain.js';
import { joinError } from '../../windows/join-errors.js';
import { restartWindows } from '../../windows/restart-windows.js';
import { joiningAccount } from './joining-account.js';

const JOIN_MS = 5 * 60_000;

const joinedSchema = z.object({
  /** 0, or the error of Windows. */
  code: z.number().int(),
  /** The domain that it was of before; null in a workgroup. */
  was: z.string().nullable(),
  restartNeeded: z.boolean().nullable(),
});

/**
 * Joins the running PC with the account of the technician, where no directory makes a join blob. The password travels on
 * the standard input of the script and is kept nowhere on the PC.
 */
@Injectable()
export class JoinDomain implements Step<'deploy'> {
  readonly name = 'join-domain';
  readonly title = { fr: 'Jonction au domaine', en: 'Joining the domain' };
  readonly queue = 'control';
  readonly place = 'system';
  readonly purposes = ['deploy'] as const;
  readonly systems = ['windows'] as const;
  readonly timeoutMs = 60 * 60_000;

  constructor(private readonly secretUses: SecretUses) {}

  onlyIf(plan: DeployPlan): boolean {
    return asksOnlineJoin(plan);
  }

  needsSecret(plan: DeployPlan): boolean {
    return asksOnlineJoin(plan);
  }

  async run(context: StepContext<'deploy'>): Promise<StepOutcome> {
    const { plan } = context;
    const { join: domain = '' } = domainOf(plan) ?? {};
    const organizationalUnit = organizationalUnitOf(plan);
    const { user, reference, field } = joiningAccount(plan);
    const uses = usesOf(plan.profile.document).filter((use) => use.field === field);
    const password = (await this.secretUses.reveal(uses)).get(reference);
    if (password === undefined) throw new Error(`the profile names no password at ${field}`);
    context.conceal([password]);
    await context.confirmMine();
    const given = { domain, user, password, organizationalUnit: organizationalUnit ?? null };
    const options = { schema: joinedSchema, timeoutMs: JOIN_MS };
    const { code, was, restartNeeded } = await context.powershell('directory/join', given, options);
    if (code !== 0) throw joinError(code, { domain, user, organizationalUnit });
    // The logon that followed an earlier try of this step counts too.
    const before = was?.toLowerCase() === domain.toLowerCase() ? context.facts.onlineJoin?.at : undefined;
    await context.remember({ onlineJoin: { domain, at: before ?? new Date().toISOString() } });
    // What could not be measured is restarted too: without it, the PC is of the domain in name only.
    const restarted = restartNeeded === false ? null : await restartWindows(context);
    return done({ domain, user, organizationalUnit: organizationalUnit ?? null, was, restarted });
  }
}
