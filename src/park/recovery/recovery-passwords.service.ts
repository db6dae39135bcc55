import { Injectable } from '@nestjs/common';
import { type Actor, Audit } from '../../platform/account/index.js';
import { NotFoundError, PermanentError } from '../../platform/core/index.js';
import { inTransaction } from '../../platform/database/index.js';
import { Vault } from '../../platform/vault/index.js';
import { Machines } from '../machine/index.js';
import type { RecoveryPasswordRow } from './recovery-password.entity.js';
import { type NewRecoveryPassword, RecoveryPasswordStore } from './recovery-password.store.js';

/** What is kept of a drive that is about to be protected. */
export type KeptPassword = Omit<NewRecoveryPassword, 'sealed'> & { password: string };

/** With the serial number of its machine, which tells PCs of one name apart. */
export type FoundPassword = RecoveryPasswordRow & { serial: string | null };

/** The recovery passwords of encrypted drives: sealed, shown to an administrator only, each time in the audit log. */
@Injectable()
export class RecoveryPasswords {
  constructor(
    private readonly store: RecoveryPasswordStore,
    private readonly vault: Vault,
    private readonly machines: Machines,
    private readonly audit: Audit,
  ) {}

  /**
   * Keeps the password, and reads it back from the database. The same again changes nothing. Throws PermanentError
   * where the protector of this machine has another password: then what is kept would not open the drive.
   */
  async keep({ password, ...row }: KeptPassword): Promise<void> {
    const { machineId, protectorId } = row;
    const sealed = this.vault.seal(Buffer.from(password), contextOf(row));
    await this.store.insert({ ...row, sealed });
    const kept = await this.store.ofProtector(machineId, protectorId);
    if (kept === null || this.open(kept) !== password) throw notKept(row);
  }

  /** Those of a PC: by its name, serial number, MAC or id, or by the id of the protector that it shows. */
  async find(search: string): Promise<FoundPassword[]> {
    const { items } = await this.machines.list({ search, page: 1, pageSize: 100 });
    const exact = items.filter(({ id, serial, macs }) =>
      [id, serial, ...macs].some((known) => known?.toLowerCase() === search.toLowerCase()),
    );
    return this.withSerials(
      await this.store.search(
        exact.map(({ id }) => id),
        search,
      ),
    );
  }

  private async withSerials(rows: RecoveryPasswordRow[]): Promise<FoundPassword[]> {
    const machines = await this.machines.some(rows.map(({ machineId }) => machineId));
    const serials = new Map(machines.map(({ id, serial }) => [id, serial]));
    return rows.map((row) => ({ ...row, serial: serials.get(row.machineId) ?? null }));
  }

  /** The password in clear, after the reading was recorded. Rejects with NotFoundError. */
  async reveal(
    id: string,
    actor: Actor,
    address?: string,
  ): Promise<{ row: FoundPassword; password: string }> {
    const row = await inTransaction(this.store.database, async (manager) => {
      const found = await this.store.one(id, manager);
      if (found === null) throw unknown(id);
      const { machineId, protectorId, computerName, drive } = found;
      const subject = { kind: 'machine', id: machineId };
      const data = { protectorId, computerName, drive };
      await this.audit.record({ actor, action: 'recovery-password.show', subject, data, address }, manager);
      return found;
    });
    const [found] = await this.withSerials([row]);
    return { row: found!, password: this.open(row) };
  }

  private open(row: RecoveryPasswordRow): string {
    return this.vault.open(row.sealed, contextOf(row)).toString();
  }
}

/** It opens for its own machine and protector only. */
function contextOf({
  machineId,
  protectorId,
}: Pick<RecoveryPasswordRow, 'machineId' | 'protectorId'>): string {
  return `recovery-password:${machineId}:${protectorId}`;
}

function unknown(id: string): NotFoundError {
  return new NotFoundError({
    fr: `aucun mot de passe de récupération n’a l’identifiant ${id}`,
    en: `no recovery password has the id ${id}`,
  });
}

function notKept({ computerName, drive, protectorId }: Omit<KeptPassword, 'password'>): PermanentError {
  return new PermanentError(
    {
      fr: `le coffre garde un autre mot de passe pour le protecteur ${protectorId} (${computerName}, ${drive})`,
      en: `the vault keeps another password for the protector ${protectorId} (${computerName}, ${drive})`,
    },
    {
      remedy: {
        fr: 'Rien n’a été chiffré. Retirez ce protecteur sur le PC (manage-bde -protectors -delete), puis reprenez le déploiement.',
        en: 'Nothing was encrypted. Remove this protector on the PC (manage-bde -protectors -delete), then retry the deployment.',
      },
    },
  );
}
