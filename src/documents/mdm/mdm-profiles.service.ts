import { readFile } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import { actorOf, Audit, ForbiddenError, type KnownAccount } from '../../platform/account/index.js';
import { allows, NotFoundError } from '../../platform/core/index.js';
import { askedMachine, Machines } from '../../park/machine/index.js';
import { Payloads } from '../../park/master/index.js';
import { type AskedProfile, askedProfile, type ProfileDocument, Profiles, usesOf } from '../profile/index.js';
import { SecretUses, type SecretUse } from '../../platform/vault/index.js';
import type { MdmOrder } from './order.js';
import type { MdmRenderOrder } from './mdm.schema.js';
import { payloadsOf } from './payloads-of.js';
import { type RenderedMdm, renderMdm } from './render-mdm.js';
import { SigningIdentity } from './signing-identity.js';

/** Files for devices and profiles that Établi knows, with secrets for those who may see them. */
@Injectable()
export class MdmProfiles {
  constructor(
    private readonly profiles: Profiles,
    private readonly machines: Machines,
    private readonly payloads: Payloads,
    private readonly secretUses: SecretUses,
    private readonly audit: Audit,
    private readonly signing: SigningIdentity,
  ) {}

  /**
   * The files that an order asks for. Secrets are shown by their references, unless `reveal` is asked for: then
   * the act is in the audit log before any value leaves the vault, and profiles are signed. Rejects with
   * ForbiddenError unless an administrator reveals, OperatorError when a use of a secret is not approved, NotFoundError when the profile, the machine, a payload or a
   * secret is not there, and InputError naming the option that cannot be.
   */
  async render(order: MdmRenderOrder, account: KnownAccount): Promise<RenderedMdm> {
    if (order.reveal && !allows(account.role, 'administrator')) throw mayNotReveal();
    const profile = await askedProfile(this.profiles, order);
    const shown = await this.shown(order, profile);
    if (!order.reveal) return shown;
    const { platform, machine } = order;
    const { document, version } = profile;
    await this.audit.record({
      actor: actorOf(account),
      action: 'mdm.reveal',
      subject: machine.id ? { kind: 'machine', id: machine.id } : { kind: 'profile', id: document.name },
      data: { profile: document.name, version, platform, machine, references: shown.secrets },
    });
    return this.revealed(order, profile, shown.secrets);
  }

  /** The files with references in place of secrets. */
  async shown({ platform, machine }: Wanted, { document }: AskedProfile): Promise<RenderedMdm> {
    const known = await askedMachine(this.machines, machine);
    return renderMdm({
      platform,
      profile: document,
      machine: known,
      payload: await this.payloadsFor(document),
    });
  }

  /** The files as a device takes them: with the values of `references`, and signed where a signature is configured. */
  async revealed(wanted: Wanted, profile: AskedProfile, references: readonly string[]): Promise<RenderedMdm> {
    const { platform, machine } = wanted;
    const { document } = profile;
    const reveal = await this.secretUses.reveal(usesAmong(profile, references));
    const rendered = await renderMdm({
      platform,
      profile: document,
      machine: await askedMachine(this.machines, machine),
      payload: await this.payloadsFor(document),
      reveal,
    });
    return { ...rendered, files: await this.signing.signed(rendered.files) };
  }

  /** Rejects with OperatorError when a use of these secrets in the profile is not approved. */
  mustBeApproved(profile: AskedProfile, references: readonly string[]): Promise<void> {
    return this.secretUses.mustBeApproved(usesAmong(profile, references));
  }

  /** Every payload that the document names, read beforehand: a platform is a pure function. */
  private async payloadsFor(document: ProfileDocument): Promise<MdmOrder['payload']> {
    const contents = new Map<string, Buffer>();
    for (const sha256 of payloadsOf(document)) {
      if (await this.payloads.has(sha256)) contents.set(sha256, await readFile(this.payloads.path(sha256)));
    }
    return (sha256) => contents.get(sha256) ?? missing(sha256);
  }
}

/** What is rendered, for which machine. */
type Wanted = Pick<MdmRenderOrder, 'platform' | 'machine'>;

/** Every use of these secrets in the profile: a file does not tell from which field a value came. */
function usesAmong({ document }: AskedProfile, references: readonly string[]): SecretUse[] {
  return usesOf(document).filter(({ reference }) => references.includes(reference));
}

function missing(sha256: string): never {
  throw new NotFoundError({
    fr: `aucun fichier ${sha256} : déposez-le avec « etabli payload put »`,
    en: `no file ${sha256}: put it with "etabli payload put"`,
  });
}

function mayNotReveal(): ForbiddenError {
  return new ForbiddenError(
    {
      fr: 'seul un administrateur peut faire écrire les secrets en clair',
      en: 'only an administrator may have secrets printed',
    },
    {
      remedy: {
        fr: 'Demandez le fichier sans reveal, ou un lien à usage unique pour l’appareil (POST /api/mdm/deliveries).',
        en: 'Ask for the file without reveal, or for a one-time link for the device (POST /api/mdm/deliveries).',
      },
    },
  );
}
