import { rememberChecks } from '../../windows/step-check.js';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { JoinAccounts, type JoinedAccount, JoinedAccounts } from '../../../../park/directory/index.js';
import { EtabliError } from '../../../../platform/core/index.js';
import { DeploymentStore } from '../../deployment.store.js';
import { orderOf } from '../../order.js';
import type { DeployPlan } from '../../plan.js';
import type { StepContext } from '../../step-context.js';
import { done, type Step, type StepOutcome } from '../../step.js';
import { asksJoinBlob, domainOf, isJoinedByDeployment, organizationalUnitOf } from '../../windows/domain.js';
import { judgedJoin, type Membership } from '../../windows/judged-join.js';
import { refuseBlocking } from '../recette/refuse-blocking.js';

/** Netlogon finds its domain at the start of Windows, and again every few minutes. */
const LOGON_MS = 10 * 60_000;
const PAUSE_MS = 5_000;
const ASK_MS = 2 * 60_000;
/** Kerberos accepts clocks that differ by so much. */
const SKEW_MS = 5 * 60_000;

const membershipSchema = z.object({
  computerName: z.string().nullable(),
  partOfDomain: z.boolean().nullable(),
  domain: z.string().nullable(),
  secureChannel: z.boolean().nullable(),
  distinguishedName: z.string().nullable(),
});

const AGAIN = {
  fr: 'Corrigez le réseau, le DNS ou l’annuaire, puis reprenez le déploiement à cette étape.',
  en: 'Correct the network, the DNS or the directory, then retry the deployment from this step.',
};

/** Measures on both sides that the PC has joined: what Windows says, and what the directory has seen of it since. */
@Injectable()
export class VerifyJoin implements Step<'deploy'> {
  readonly name = 'verify-join';
  readonly title = { fr: 'Contrôle de la jonction', en: 'Verification of the join' };
  readonly queue = 'control';
  /** Only the directory tells whether the PC has logged on to it. */
  readonly place = 'server';
  readonly purposes = ['deploy'] as const;
  readonly systems = ['windows'] as const;
  readonly timeoutMs = 20 * 60_000;

  constructor(
    private readonly deployments: DeploymentStore,
    private readonly joins: JoinAccounts,
    private readonly accounts: JoinedAccounts,
  ) {}

  onlyIf(plan: DeployPlan): boolean {
    return isJoinedByDeployment(plan);
  }

  async run(context: StepContext<'deploy'>): Promise<StepOutcome> {
    const { plan, facts } = context;
    const { directory, join } = domainOf(plan) ?? {};
    const { directoryJoin, directoryUser } = facts;
    // The directory first: it is waited for, and Windows is asked when there is something to say.
    const account = directory === undefined ? undefined : await this.account(context, directory);
    const membership = await membershipOf(context);
    const seen = {
      domain: directoryJoin?.domain ?? join ?? '',
      organizationalUnit: organizationalUnitOf(plan),
      groups: directoryJoin?.groups ?? [],
      membership,
      account,
      user: directoryUser,
    };
    const checks = judgedJoin(seen, new Date());
    await rememberChecks(context, checks);
    refuseBlocking(checks, AGAIN);
    return done({ membership, account: account ?? null });
  }

  /** What the directory has of the PC, once it has seen a logon of it; or what it has in the end. */
  private async account(context: StepContext<'deploy'>, directory: string): Promise<JoinedAccount> {
    const { directoryJoin, hostname = '' } = context.facts;
    const isOnline = !asksJoinBlob(context.plan);
    if (isOnline)
      await this.joins.addToGroups({ directory, computer: hostname }, directoryJoin?.groups ?? []);
    const end = Date.now() + LOGON_MS;
    for (;;) {
      const account = isOnline
        ? await this.online(context, directory, hostname)
        : await this.offline(context);
      if (account.isAfterJoin === true && account.operatingSystem !== null) return account;
      if (Date.now() > end) return account;
      await context.pause(PAUSE_MS);
    }
  }

  private async offline({ deploymentId }: StepContext<'deploy'>): Promise<JoinedAccount> {
    const deployment = await this.deployments.find(deploymentId);
    if (deployment === null) throw new Error('the deployment of this step is not there');
    return this.accounts.read(orderOf(deployment));
  }

  private online(
    { facts }: StepContext<'deploy'>,
    directory: string,
    computer: string,
  ): Promise<JoinedAccount> {
    const joinedAt = facts.onlineJoin === undefined ? 0 : Date.parse(facts.onlineJoin.at);
    return this.accounts.readComputer(directory, computer, new Date(joinedAt - SKEW_MS));
  }
}

/** Null when Windows could not be asked: then its part is unmeasured. */
async function membershipOf(context: StepContext<'deploy'>): Promise<Membership | null> {
  try {
    return await context.powershell(
      'directory/membership',
      {},
      { schema: membershipSchema, timeoutMs: ASK_MS },
    );
  } catch (error) {
    context.signal.throwIfAborted();
    if (!(error instanceof EtabliError)) throw error;
    context.log(error.text.en);
    return null;
  }
}
