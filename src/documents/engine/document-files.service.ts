import { Injectable } from '@nestjs/common';
import { actorOf, Audit, ForbiddenError, type KnownAccount } from '../../platform/account/index.js';
import { allows } from '../../platform/core/index.js';
import { DocumentThreads } from '../../platform/threads/index.js';
import { SecretUses } from '../../platform/vault/index.js';
import { findReferencedMachine, type MachineReference, Machines } from '../../park/machine/index.js';
import { type OrderedProfile, profileOfOrder, usesAmong } from '../profile/index.js';
import { Profiles } from '../profile/server.js';
import type { DocumentOrder } from './document.schema.js';
import type { DocumentFamily } from './family.js';
import type { Rendered } from './rendering.js';

/** Files that somebody orders, apart from the profile and the secrets. */
export interface OrderedFiles<Choice, File> {
  family: Pick<DocumentFamily<Choice, File, never>, 'name' | 'render'>;
  choice: Choice;
  machine: MachineReference;
  /** The name of the account that the files are for. */
  owner: string;
}

/** Files for the machines and profiles of Établi, with secrets for those who may see them. */
@Injectable()
export class DocumentFiles {
  constructor(
    private readonly profiles: Profiles,
    private readonly machines: Machines,
    private readonly secretUses: SecretUses,
    private readonly audit: Audit,
    private readonly threads: DocumentThreads,
  ) {}

  /**
   * The files of an order. Secrets are written as references, unless `reveal` is set: then the audit log has the
   * act before any value leaves the vault. Rejects with ForbiddenError unless an administrator reveals,
   * OperatorError when a use of a secret is not approved, NotFoundError when the profile, the machine, a payload or
   * a secret does not exist, and InputError naming the option that is impossible.
   */
  async render<Choice extends object, File>(
    family: OrderedFiles<Choice, File>['family'],
    order: DocumentOrder & Choice,
    account: KnownAccount,
  ): Promise<Rendered<File>> {
    const { profile: named, version: wantedVersion, machine, reveal, ...rest } = order;
    if (reveal && !allows(account.role, 'administrator')) throw mayNotReveal();
    const choice = rest as unknown as Choice;
    const files = { family, choice, machine, owner: account.name };
    const profile = await this.profileOf({ profile: named, version: wantedVersion }, account.name);
    const shown = await this.shown(files, profile);
    if (!reveal) return shown;
    const { document, version } = profile;
    await this.audit.record({
      actor: actorOf(account),
      action: `${family.name}.reveal`,
      subject: machine.id ? { kind: 'machine', id: machine.id } : { kind: 'profile', id: document.name },
      data: { profile: document.name, version, ...rest, machine, references: shown.secrets },
    });
    return this.revealed(files, profile, shown.secrets);
  }

  /** Rejects with NotFoundError, or InputError naming the wrong field of a document. */
  profileOf(order: Pick<DocumentOrder, 'profile' | 'version'>, owner: string): Promise<OrderedProfile> {
    return profileOfOrder(this.profiles, order, owner);
  }

  /** The files with references in place of secrets. */
  shown<Choice, File>(files: OrderedFiles<Choice, File>, profile: OrderedProfile): Promise<Rendered<File>> {
    return this.rendered(files, profile);
  }

  /** The files with the values of `references`. */
  async revealed<Choice, File>(
    files: OrderedFiles<Choice, File>,
    profile: OrderedProfile,
    references: readonly string[],
  ): Promise<Rendered<File>> {
    const reveal = await this.secretUses.reveal(usesAmong(profile.document, references));
    return this.rendered(files, profile, reveal);
  }

  /** Rejects with OperatorError when a use of these secrets in the profile is not approved. */
  mustBeApproved({ document }: OrderedProfile, references: readonly string[]): Promise<void> {
    return this.secretUses.mustBeApproved(usesAmong(document, references));
  }

  private async rendered<Choice, File>(
    { family, choice, machine: ordered, owner }: OrderedFiles<Choice, File>,
    { document: profile }: OrderedProfile,
    reveal?: ReadonlyMap<string, string>,
  ): Promise<Rendered<File>> {
    const machine = await findReferencedMachine(this.machines, ordered);
    return family.render(this.threads.of(owner), { ...choice, profile, machine, reveal });
  }
}

function mayNotReveal(): ForbiddenError {
  return new ForbiddenError(
    {
      fr: 'seul un administrateur peut faire écrire les secrets en clair',
      en: 'only an administrator may have secrets printed',
    },
    {
      remedy: {
        fr: 'Demandez le fichier sans reveal : les secrets y sont des références du coffre. Pour un appareil géré, demandez un lien à usage unique (POST /api/mdm/deliveries).',
        en: 'Ask for the file without reveal: its secrets are references of the vault. For a managed device, ask for a one-time link (POST /api/mdm/deliveries).',
      },
    },
  );
}
