import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, Audit } from '../../platform/account/index.js';
import { ConflictError, InputError } from '../../platform/core/index.js';
import { inTransaction } from '../../platform/database/index.js';
import { Vault } from '../../platform/vault/index.js';
import { Machines } from '../machine/index.js';
import { noPool } from './licence-errors.js';
import { keyContext } from './licence-key.js';
import type { LicencePoolRow, LicenceRow } from './licence.entity.js';
import type { NewLicences } from './licence.schema.js';
import { LicenceStore, newLicence, type PoolCount } from './licence.store.js';

export interface HeldLicence {
  row: LicenceRow;
  /** The serial number or a MAC of the machine. */
  machine?: string;
}

/** The pools of licences, as people keep them. */
@Injectable()
export class LicencePools {
  constructor(
    private readonly store: LicenceStore,
    private readonly vault: Vault,
    private readonly machines: Machines,
    private readonly audit: Audit,
  ) {}

  list(): Promise<PoolCount[]> {
    return this.store.counts(this.store.database.manager);
  }

  /** Throws NotFoundError. */
  async show(name: string): Promise<{ pool: PoolCount; holders: HeldLicence[] }> {
    const [pool] = await this.store.counts(this.store.database.manager, name);
    if (pool === undefined) throw noPool(name);
    const rows = await this.store.taken(name);
    const machines = await this.machines.some(rows.flatMap(({ machineId }) => machineId ?? []));
    const names = new Map(machines.map(({ id, serial, macs }) => [id, serial ?? macs[0]]));
    return { pool, holders: rows.map((row) => ({ row, machine: names.get(row.machineId ?? '') })) };
  }

  /**
   * Adds licences to a pool, which is made when there is none. A key that the pool has is refused, without being named:
   * two machines would get the same.
   */
  async add(name: string, { count, keys }: NewLicences, actor: Actor): Promise<PoolCount> {
    const kind = keys === undefined ? 'count' : 'keys';
    return inTransaction(this.store.database, async (manager) => {
      await this.store.insertPool(manager, { name, kind, createdBy: actor.name });
      const [pool] = await this.store.lockPools(manager, [name]);
      if (pool === undefined) throw noPool(name);
      if (pool.kind !== kind) throw otherKind(pool);
      const added =
        keys === undefined
          ? Array.from({ length: count ?? 0 }, () => newLicence())
          : await this.sealed(manager, name, keys);
      await this.store.insert(manager, name, added);
      const subject = { kind: 'licence-pool', id: name };
      await this.audit.record(
        { actor, action: 'licence.add', subject, data: { kind, added: added.length } },
        manager,
      );
      return (await this.store.counts(manager, name))[0]!;
    });
  }

  /** Removes a pool of which nobody has a licence. Throws NotFoundError, ConflictError. */
  async remove(name: string, actor: Actor): Promise<void> {
    await inTransaction(this.store.database, async (manager) => {
      if ((await this.store.lockPools(manager, [name])).length === 0) throw noPool(name);
      const [pool] = await this.store.counts(manager, name);
      if (pool !== undefined && pool.taken > 0) throw inUse(pool);
      await this.store.deletePool(manager, name);
      const subject = { kind: 'licence-pool', id: name };
      await this.audit.record({ actor, action: 'licence.remove', subject }, manager);
    });
  }

  private async sealed(manager: EntityManager, pool: string, keys: readonly string[]) {
    const rows = await this.store.keys(manager, pool);
    const known = new Set(
      rows.flatMap(({ id, sealedKey }) =>
        sealedKey === null ? [] : [this.vault.open(sealedKey, keyContext(id)).toString().toLowerCase()],
      ),
    );
    const findings = keys.flatMap((key, index) => {
      if (!known.has(key.toLowerCase())) {
        known.add(key.toLowerCase());
        return [];
      }
      const expected = { fr: 'une clé que la réserve n’a pas', en: 'a key that the pool does not have' };
      return [{ field: `keys[${index}]`, found: '[secret]', expected }];
    });
    if (findings.length > 0) {
      throw new InputError(
        {
          fr: `${findings.length} clé(s) que « ${pool} » a déjà, ou données deux fois : rien n’a été ajouté`,
          en: `${findings.length} key(s) that "${pool}" has already, or given twice: nothing was added`,
        },
        findings,
      );
    }
    return keys.map((key) => {
      const { id } = newLicence();
      return newLicence(this.vault.seal(Buffer.from(key), keyContext(id)), id);
    });
  }
}

function otherKind({ name, kind }: LicencePoolRow): ConflictError {
  const has = {
    count: { fr: 'compte ses licences', en: 'counts its licences' },
    keys: { fr: 'a des clés', en: 'has keys' },
  };
  return new ConflictError({ fr: `« ${name} » ${has[kind].fr}`, en: `"${name}" ${has[kind].en}` });
}

function inUse({ name, taken }: PoolCount): ConflictError {
  return new ConflictError(
    {
      fr: `${taken} licence(s) de « ${name} » sont prises`,
      en: `${taken} licence(s) of "${name}" are taken`,
    },
    {
      remedy: {
        fr: `Rendez-les d’abord : etabli licence show ${name}, etabli licence release.`,
        en: `Release them first: etabli licence show ${name}, etabli licence release.`,
      },
    },
  );
}
