import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ConflictError } from '../core/index.js';
import { type SecretUse, SecretUses, SecretUseStore } from '../vault/index.js';
import { AccountStore } from './account.store.js';
import type { Actor } from './actor.js';
import { Audit } from './audit.js';

/** Approvals of secrets for fields of profiles: requested by profiles, approved by administrators, audited. */
@Injectable()
export class SecretApprovals {
  constructor(
    private readonly store: SecretUseStore,
    private readonly uses: SecretUses,
    private readonly accounts: AccountStore,
    private readonly audit: Audit,
  ) {}

  /**
   * Records the uses of secrets in an applied profile. They are approved when an administrator or Établi itself applied
   * it, else they wait for an administrator.
   */
  async named(uses: readonly SecretUse[], actor: Actor, manager: EntityManager): Promise<void> {
    if (uses.length === 0) return;
    if (await this.approves(actor, manager)) await this.approveAll(uses, actor, manager);
    else await this.store.add(uses, actor.name, manager);
  }

  /** Approves a use. Idempotent. Rejects with NotFoundError when neither the secret nor the use exists. */
  async approve(use: SecretUse, actor: Actor): Promise<void> {
    await this.uses.assertKnown(use);
    await this.store.transaction((manager) => this.approveAll([use], actor, manager));
  }

  /** The same for a secret that is stored in the same transaction. */
  async approveAll(uses: readonly SecretUse[], actor: Actor, manager: EntityManager): Promise<void> {
    for (const use of await this.store.approve(uses, actor.name, manager))
      await this.record('secret.approve', use, actor, manager);
  }

  /** Withdraws an approval. Rejects with ConflictError when there is none. */
  async revoke(use: SecretUse, actor: Actor): Promise<void> {
    await this.store.transaction(async (manager) => {
      if (!(await this.store.revoke(use, manager))) throw notApproved(use);
      await this.record('secret.revoke', use, actor, manager);
    });
  }

  private async approves(actor: Actor, manager: EntityManager): Promise<boolean> {
    if (actor.kind !== 'account') return actor.kind === 'system';
    const account = await this.accounts.find(actor.id, manager);
    return account?.role === 'administrator' && account.disabledAt === null;
  }

  private record(
    action: string,
    { reference, profile, field }: SecretUse,
    actor: Actor,
    manager: EntityManager,
  ): Promise<void> {
    const subject = { kind: 'secret', id: reference };
    return this.audit.record({ actor, action, subject, data: { profile, field } }, manager);
  }
}

function notApproved({ reference, profile, field }: SecretUse): ConflictError {
  return new ConflictError({
    fr: `le secret « ${reference} » n’est pas approuvé pour ${field} du profil ${profile}`,
    en: `the secret "${reference}" is not approved for ${field} of the profile ${profile}`,
  });
}
