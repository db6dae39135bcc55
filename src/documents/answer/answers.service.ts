import { Injectable } from '@nestjs/common';
import { actorOf, Audit, ForbiddenError, type KnownAccount } from '../../platform/account/index.js';
import { allows } from '../../platform/core/index.js';
import { findReferencedMachine, Machines } from '../../park/machine/index.js';
import { type AskedProfile, askedProfile, usesAmong } from '../profile/index.js';
import { Profiles } from '../profile/server.js';
import { DocumentThreads } from '../../platform/threads/index.js';
import { SecretUses } from '../../platform/vault/index.js';
import type { RenderOrder } from './answer.schema.js';
import { renderAnswerFiles } from './answer-documents.js';
import type { RenderedAnswer } from './render-answer.js';

/** Answer files for the PCs and profiles that Établi knows, with secrets for those who may see them. */
@Injectable()
export class Answers {
  constructor(
    private readonly profiles: Profiles,
    private readonly machines: Machines,
    private readonly secretUses: SecretUses,
    private readonly audit: Audit,
    private readonly threads: DocumentThreads,
  ) {}

  /**
   * The answer files that an order asks for. Secrets are shown by their references, unless `reveal` is asked
   * for: then the act is in the audit log before any value leaves the vault. Rejects with ForbiddenError unless
   * an administrator reveals, OperatorError when a use of a secret is not approved, NotFoundError when the
   * profile, the PC or a secret is not there, and InputError naming the option that cannot be.
   */
  async render(order: RenderOrder, account: KnownAccount): Promise<RenderedAnswer> {
    if (order.reveal && !allows(account.role, 'administrator')) throw mayNotReveal();
    const profile = await askedProfile(this.profiles, order, account.name);
    const { kind, target, architecture } = order;
    const request = {
      kind,
      target,
      architecture,
      profile: profile.document,
      machine: await findReferencedMachine(this.machines, order.machine),
    };
    const threads = this.threads.of(account.name);
    const shown = await renderAnswerFiles(threads, request);
    if (!order.reveal) return shown;
    const uses = usesAmong(profile.document, shown.secrets);
    await this.recordReveal(order, profile, shown.secrets, account);
    return renderAnswerFiles(threads, { ...request, reveal: await this.secretUses.reveal(uses) });
  }

  private recordReveal(
    { kind, machine: { id, serial, hostname } }: RenderOrder,
    { document, version }: AskedProfile,
    references: string[],
    account: KnownAccount,
  ): Promise<void> {
    return this.audit.record({
      actor: actorOf(account),
      action: 'answer.reveal',
      subject: id === undefined ? { kind: 'profile', id: document.name } : { kind: 'machine', id },
      data: { profile: document.name, version, kind, machine: { id, serial, hostname }, references },
    });
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
        fr: 'Demandez le fichier sans reveal : les secrets y sont des références du coffre.',
        en: 'Ask for the file without reveal: its secrets are references of the vault.',
      },
    },
  );
}
