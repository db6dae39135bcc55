import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, Audit } from '../../platform/account/index.js';
import { ConflictError, InputError } from '../../platform/core/index.js';
import { inTransaction } from '../../platform/database/index.js';
import { Vault } from '../../platform/vault/index.js';
import { Machines } from '../machine/index.js';
import { noPool } from './licence-errors.js';
import { keyContext } from './licence-key.js';
import type { LicencePoolRow } from './licence.entity.js';
import { MOST_LICENCES, type NewLicences } from './licence.schema.js';
import { AT_ONCE, LicenceStore, newLicence, type PoolCount, type ShownLicence } from './licence.store.js';

export interface HeldLicence {
  row: ShownLicence;
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
      const added = keys?.length ?? count ?? 0;
      const { total } = (await this.store.counts(manager, name))[0]!;
      if (total + added > MOST_LICENCES) throw tooMany(name, kind, total, added);
      if (keys !== undefined) await this.mustBeNew(manager, name, keys);
      for (let at = 0; at < added; at += AT_ONCE) {
        const some = keys?.slice(at, at + AT_ONCE).map((key) => this.sealed(key));
        const free = () => Array.from({ length: Math.min(AT_ONCE, added - at) }, () => newLicence());
        await this.store.insert(manager, name, some ?? free());
      }
      const subject = { kind: 'licence-pool', id: name };
      await this.audit.record({ actor, action: 'licence.add', subject, data: { kind, added } }, manager);
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

  private sealed(key: string) {
    const { id } = newLicence();
    return newLicence(this.vault.seal(Buffer.from(key), keyContext(id)), id);
  }

  /** Each key once, and none that the pool has. */
  private async mustBeNew(manager: EntityManager, pool: string, keys: readonly string[]): Promise<void> {
    const known = await this.knownOf(manager, pool, new Set(keys.map((key) => key.toLowerCase())));
    const findings = keys.flatMap((key, index) => {
      if (!known.has(key.toLowerCase())) {
        known.add(key.toLowerCase());
        return [];
      }
      const expected = { fr: 'une clé que la réserve n’a pas', en: 'a key that the pool does not have' };
      return [{ field: `keys[${index}]`, found: '[secret]', expected }];
    });
    if (findings.length === 0) return;
    throw new InputError(
      {
        fr: `${findings.length} clé(s) que « ${pool} » a déjà, ou données deux fois : rien n’a été ajouté`,
        en: `${findings.length} key(s) that "${pool}" has already, or given twice: nothing was added`,
      },
      findings,
    );
  }

  /** Those of these keys, in lower case, that the pool has. Only sealed ones are kept: all are opened, some at a time. */
  private async knownOf(
    manager: EntityManager,
    pool: string,
    keys: ReadonlySet<string>,
  ): Promise<Set<string>> {
    const known = new Set<string>();
    let rows = await this.store.after(manager, pool, 0);
    while (rows.length > 0) {
      for (const { id, sealedKey } of rows) {
        if (sealedKey === null) continue;
        const key = this.vault.open(sealedKey, keyContext(id)).toString().toLowerCase();
        if (keys.has(key)) known.add(key);
      }
      rows = await this.store.after(manager, pool, rows.at(-1)!.position);
    }
    return known;
  }
}

function tooMany(name: string, kind: LicencePoolRow['kind'], total: number, added: number): InputError {
  const expected = {
    fr: `${MOST_LICENCES} licences au plus dans une réserve : « ${name} » en a déjà ${total}`,
    en: `at most ${MOST_LICENCES} licences in a pool: "${name}" has ${total} already`,
  };
  return new InputError(
    {
      fr: `« ${name} » aurait trop de licences : rien n’a été ajouté`,
      en: `"${name}" would have too many licences: nothing was added`,
    },
    [{ field: kind, found: added, expected }],
  );
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
