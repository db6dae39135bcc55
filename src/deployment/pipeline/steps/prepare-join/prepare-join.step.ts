import { Injectable } from '@nestjs/common';
import { usesAmong } from '../../../../documents/profile/index.js';
import {
  JoinAccounts,
  type JoinOrder,
  type PreparedUser,
  UserAccounts,
} from '../../../../park/directory/index.js';
import { OperatorError } from '../../../../platform/core/index.js';
import { SecretUses } from '../../../../platform/vault/index.js';
import { DeploymentStore } from '../../deployment.store.js';
import { JOIN_STEP } from '../../first-boot/fresh-ticket.js';
import { orderOf } from '../../order.js';
import type { DeployPlan } from '../../plan.js';
import type { StepContext } from '../../step-context.js';
import { done, type Step, type StepOutcome } from '../../step.js';
import { asksJoinBlob, type Domain, domainOf, organizationalUnitOf } from '../../windows/domain.js';

/**
 * Makes in the directory what the PC will find there: its computer account with a join blob, which waits sealed in the
 * database, and the account of the person who gets it. What the directory refuses stops the PC before anything is erased.
 */
@Injectable()
export class PrepareJoin implements Step<'deploy'> {
  readonly name = JOIN_STEP;
  readonly title = { fr: 'Compte dans l’annuaire', en: 'Account in the directory' };
  readonly queue = 'control';
  readonly place = 'server';
  readonly purposes = ['deploy'] as const;
  readonly systems = ['windows'] as const;
  readonly timeoutMs = 5 * 60_000;

  constructor(
    private readonly deployments: DeploymentStore,
    private readonly joins: JoinAccounts,
    private readonly users: UserAccounts,
    private readonly secretUses: SecretUses,
  ) {}

  onlyIf(plan: DeployPlan): boolean {
    return domainOf(plan)?.directory !== undefined;
  }

  async run(context: StepContext<'deploy'>): Promise<StepOutcome> {
    const { plan } = context;
    const domain = domainOf(plan)!;
    const order = await this.order(context, domain);
    // The person first: what is refused there leaves no computer account behind.
    const user = await this.user(context, domain);
    const confirm = () => context.confirmMine();
    const join = asksJoinBlob(plan)
      ? await this.joins.prepare(order, confirm)
      : await this.joins.check(order);
    await context.remember({ directoryJoin: join, directoryUser: user });
    return done({ ...join, user: user ?? null });
  }

  private async order(
    { deploymentId, machineId, plan, facts }: StepContext<'deploy'>,
    { directory = '', existing, existingInUse, groups }: Domain,
  ): Promise<JoinOrder> {
    const deployment = await this.deployments.find(deploymentId);
    if (deployment === null) throw new Error('the deployment of this step is not there');
    if (facts.hostname === undefined) throw withoutName();
    return {
      deploymentId,
      orderKey: orderOf(deployment),
      machineId,
      directory,
      computer: facts.hostname,
      organizationalUnit: organizationalUnitOf(plan),
      existing,
      inUse: existingInUse === 'allow',
      groups,
    };
  }

  private async user(
    context: StepContext<'deploy'>,
    { directory = '', user: asked }: Domain,
  ): Promise<PreparedUser | undefined> {
    const { deploymentId, plan } = context;
    const { user } = plan.row;
    if (asked === undefined || user === undefined) return undefined;
    const { create, enable, groups } = asked;
    const order = { deploymentId, directory, user, enable, groups };
    const made = create && {
      organizationalUnit: create.organizationalUnit,
      password: await this.firstPassword(context, create.password.vault),
    };
    return this.users.prepare({ ...order, create: made }, () => context.confirmMine());
  }

  private async firstPassword(context: StepContext<'deploy'>, reference: string): Promise<string> {
    const uses = usesAmong(context.plan.profile.document, [reference]);
    const values = await this.secretUses.reveal(uses);
    context.conceal(values.values());
    const password = values.get(reference);
    if (password === undefined) throw new Error(`no use of the secret ${reference} in the profile`);
    return password;
  }
}

function withoutName(): OperatorError {
  return new OperatorError(
    {
      fr: 'ce PC n’a pas encore de nom : l’annuaire ne peut pas en avoir le compte',
      en: 'this PC has no name yet: the directory cannot have its account',
    },
    {
      remedy: {
        fr: 'Donnez-lui un nom dans le lot, ou un modèle de nom (windows.name.pattern) dans le profil.',
        en: 'Give it a name in the lot, or a name pattern (windows.name.pattern) in the profile.',
      },
    },
  );
}
