import { Injectable } from '@nestjs/common';
import { actorOf, Audit, ForbiddenError, type KnownAccount } from '../../platform/account/index.js';
import { allows } from '../../platform/core/index.js';
import { findReferencedMachine, Machines } from '../../park/machine/index.js';
import { Payloads } from '../../park/master/index.js';
import { type AskedProfile, askedProfile, type ProfileDocument, usesAmong } from '../profile/index.js';
import { Profiles } from '../profile/server.js';
import { DocumentThreads } from '../../platform/threads/index.js';
import { SecretUses } from '../../platform/vault/index.js';
import { renderMdmFiles } from './mdm-documents.js';
import type { MdmRenderOrder } from './mdm.schema.js';
import { payloadsOf } from './payloads-of.js';
import type { RenderedMdm } from './render-mdm.js';
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
    private readonly threads: DocumentThreads,
  ) {}

  /**
   * The files that an order asks for. Secrets are shown by their references, unless `reveal` is asked for: then
   * the act is in the audit log before any value leaves the vault, and profiles are signed. Rejects with
   * ForbiddenError unless an administrator reveals, OperatorError when a use of a secret is not approved,
   * NotFoundError when the profile, the machine, a payload or a secret is not there, and InputError naming the
   * option that cannot be.
   */
  async render(order: MdmRenderOrder, account: KnownAccount): Promise<RenderedMdm> {
    if (order.reveal && !allows(account.role, 'administrator')) throw mayNotReveal();
    const profile = await askedProfile(this.profiles, order, account.name);
    const { platform, machine } = order;
    const wanted = { platform, machine, owner: account.name };
    const shown = await this.shown(wanted, profile);
    if (!order.reveal) return shown;
    const { document, version } = profile;
    await this.audit.record({
      actor: actorOf(account),
      action: 'mdm.reveal',
      subject: machine.id ? { kind: 'machine', id: machine.id } : { kind: 'profile', id: document.name },
      data: { profile: document.name, version, platform, machine, references: shown.secrets },
    });
    return this.revealed(wanted, profile, shown.secrets);
  }

  /** The files with references in place of secrets. */
  shown(wanted: Wanted, { document }: AskedProfile): Promise<RenderedMdm> {
    return this.rendered(wanted, document);
  }

  /** The files as a device takes them: with the values of `references`, and signed where a signature is configured. */
  async revealed(
    wanted: Wanted,
    { document }: AskedProfile,
    references: readonly string[],
  ): Promise<RenderedMdm> {
    const reveal = await this.secretUses.reveal(usesAmong(document, references));
    const rendered = await this.rendered(wanted, document, reveal);
    return { ...rendered, files: await this.signing.signed(rendered.files) };
  }

  /** Rejects with OperatorError when a use of these secrets in the profile is not approved. */
  mustBeApproved({ document }: AskedProfile, references: readonly string[]): Promise<void> {
    return this.secretUses.mustBeApproved(usesAmong(document, references));
  }

  private async rendered(
    { platform, machine, owner }: Wanted,
    profile: ProfileDocument,
    reveal?: ReadonlyMap<string, string>,
  ): Promise<RenderedMdm> {
    const known = await findReferencedMachine(this.machines, machine);
    const paths = await this.payloadPaths(profile);
    return renderMdmFiles(this.threads.of(owner), { platform, profile, machine: known, reveal }, paths);
  }

  /** Where the payloads that the document names stand, by digest. */
  private async payloadPaths(document: ProfileDocument): Promise<Map<string, string>> {
    const paths = new Map<string, string>();
    for (const sha256 of payloadsOf(document)) {
      if (await this.payloads.has(sha256)) paths.set(sha256, this.payloads.path(sha256));
    }
    return paths;
  }
}

/** What is rendered, for which machine, and the name of the account that it is for. */
type Wanted = Pick<MdmRenderOrder, 'platform' | 'machine'> & { owner: string };

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
