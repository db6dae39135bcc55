import { Injectable } from '@nestjs/common';
import { type Actor, Audit, SecretApprovals } from '../../platform/account/index.js';
import { ConflictError, NotFoundError, OperatorError } from '../../platform/core/index.js';
import { inTransaction } from '../../platform/database/index.js';
import { type SecretUse, SecretUses } from '../../platform/vault/index.js';
import type { Directory } from './directory.entity.js';
import type { DirectoryDocument } from './directory.schema.js';
import { DirectoryStore } from './directory.store.js';
import { JoinAccountStore } from './join/join-account.store.js';
import { type LdapSession, openSession } from './ldap/session.js';

/** A directory with what opens it. */
export interface OpenedDirectory {
  document: DirectoryDocument;
  password: string;
}

/** The directories that PCs join: what an administrator wrote of each. */
@Injectable()
export class Directories {
  constructor(
    private readonly store: DirectoryStore,
    private readonly accounts: JoinAccountStore,
    private readonly approvals: SecretApprovals,
    private readonly secretUses: SecretUses,
    private readonly audit: Audit,
  ) {}

  list(): Promise<Directory[]> {
    return this.store.all();
  }

  find(name: string): Promise<Directory | null> {
    return this.store.find(name);
  }

  /** Rejects with NotFoundError. */
  async get(name: string): Promise<Directory> {
    return (await this.store.find(name)) ?? missing(name);
  }

  /** Adds it, or replaces what was written of it; its account's password is approved for it. */
  async put(document: DirectoryDocument, actor: Actor): Promise<Directory> {
    const { name, domain, servers, organizationalUnit, existing, account } = document;
    await inTransaction(this.store.database, async (manager) => {
      await this.store.put(manager, { name, document, createdBy: actor.name });
      await this.approvals.named([useOf(document)], actor, manager);
      const data = { domain, servers: servers.map((one) => one.name), organizationalUnit, existing };
      const subject = { kind: 'directory', id: name };
      await this.audit.record(
        { actor, action: 'directory.put', subject, data: { ...data, user: account.user } },
        manager,
      );
    });
    return this.get(name);
  }

  /** Rejects with ConflictError while a deployment has an account there that may have to be given back. */
  async remove(name: string, actor: Actor): Promise<void> {
    if (await this.accounts.isUsed(name)) throw inUse(name);
    await inTransaction(this.store.database, async (manager) => {
      if (!(await this.store.delete(manager, name))) missing(name);
      await this.audit.record(
        { actor, action: 'directory.remove', subject: { kind: 'directory', id: name } },
        manager,
      );
    });
  }

  /** Rejects with NotFoundError, and with OperatorError when the use of the password is not approved. */
  async opened(name: string): Promise<OpenedDirectory> {
    const { document } = await this.get(name);
    const use = useOf(document);
    const password = (await this.secretUses.reveal([use])).get(use.reference);
    if (password === undefined || password === '') throw withoutPassword(document);
    return { document, password };
  }

  /** Works in the directory, over a connection that is closed after it. */
  async within<T>(
    name: string,
    work: (session: LdapSession, opened: OpenedDirectory) => Promise<T>,
  ): Promise<T> {
    const opened = await this.opened(name);
    const session = await openSession(opened.document, opened.password);
    try {
      return await work(session, opened);
    } finally {
      await session.close();
    }
  }
}

function useOf({ name, account }: DirectoryDocument): SecretUse {
  return { reference: account.password.vault, profile: `directory:${name}`, field: 'account.password' };
}

function missing(name: string): never {
  throw new NotFoundError(
    { fr: `aucun annuaire « ${name} »`, en: `no directory "${name}"` },
    {
      remedy: {
        fr: 'Les annuaires connus : etabli directory list.',
        en: 'Those that are known: etabli directory list.',
      },
    },
  );
}

function inUse(name: string): ConflictError {
  return new ConflictError(
    {
      fr: `des déploiements en cours ont un compte dans l’annuaire « ${name} »`,
      en: `deployments under way have an account in the directory "${name}"`,
    },
    {
      remedy: {
        fr: 'Attendez leur fin, ou annulez-les : leurs comptes seront rendus d’abord.',
        en: 'Wait for their end, or cancel them: their accounts are given back first.',
      },
    },
  );
}

function withoutPassword({ account }: DirectoryDocument): OperatorError {
  return new OperatorError(
    {
      fr: `le mot de passe de ${account.user} est vide dans le coffre`,
      en: `the password of ${account.user} is empty in the vault`,
    },
    {
      remedy: {
        fr: `etabli secret put ${account.password.vault}`,
        en: `etabli secret put ${account.password.vault}`,
      },
    },
  );
}
