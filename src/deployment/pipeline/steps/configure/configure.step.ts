import { Injectable } from '@nestjs/common';
import { CertificateAuthority, SecretUses, SshIdentity, Tickets } from '../../../../platform/vault/index.js';
import { Addresses } from '../../addresses.js';
import type { DeployPlan } from '../../plan.js';
import type { StepContext } from '../../step-context.js';
import { done, type Step, type StepOutcome } from '../../step.js';
import { needsSecrets, secretsOfConfigure } from '../../needed-secrets.js';
import { configureValues } from './configure-values.js';

/** How long the new system has to report its first boot. */
const TICKET_SECONDS = 2 * 60 * 60;

/**
 * Writes into the new system, from the environment: its name, locale, users and network, and what lets
 * Établi reach it for the rest of the deployment, which `seal` takes away again.
 */
@Injectable()
export class Configure implements Step<'deploy'> {
  readonly name = 'configure';
  readonly title = { fr: 'Configuration du système', en: 'System configuration' };
  readonly queue = 'imaging';
  readonly place = 'environment';
  readonly purposes = ['deploy'] as const;
  readonly systems = ['linux'] as const;
  readonly needsTarget = true;
  readonly timeoutMs = 15 * 60_000;

  constructor(
    private readonly addresses: Addresses,
    private readonly secretUses: SecretUses,
    private readonly tickets: Tickets,
    private readonly identity: SshIdentity,
    private readonly authority: CertificateAuthority,
  ) {}

  /** Secrets of later steps count too: they are sent to the host key that this step reads from the PC. */
  needsSecret(plan: DeployPlan): boolean {
    return needsSecrets(plan);
  }

  async run(context: StepContext<'deploy'>): Promise<StepOutcome> {
    const { document } = context.plan.profile;
    const remote = await context.environment();
    const secrets = await this.secretUses.reveal(secretsOfConfigure(document));
    const ticket = this.tickets.issue('system', context.machineId, TICKET_SECONDS);
    context.conceal([...secrets.values(), ticket]);
    const values = configureValues(document, {
      hostname: context.known('hostname'),
      secrets,
      authorizedKey: this.identity.publicKey(),
      certificateAuthority: await this.authority.certificatePem(),
      server: this.addresses.phoneHome(),
      ticket,
    });
    context.conceal(values.users.flatMap(({ password }) => (password === '' ? [] : [password])));
    const { stdout } = await context.script(remote, 'steps/configure.sh', values);
    const hostKey = /^HOSTKEY (ssh-ed25519 [A-Za-z0-9+/=]+)/m.exec(stdout)?.[1];
    if (hostKey === undefined) throw new Error('the new system has no ed25519 host key');
    await context.remember({ systemHostKey: hostKey, identity: context.identity() });
    return done({
      hostname: values.hostname,
      locale: values.locale,
      users: values.users.map(({ name }) => name),
      wifi: values.wifi.map(({ ssid }) => ssid),
    });
  }
}
