import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type Actor, Audit } from '../../platform/account/index.js';
import { ConflictError, type Finding } from '../../platform/core/index.js';
import { inTransaction } from '../../platform/database/index.js';
import { Vault } from '../../platform/vault/index.js';
import { drained, noLicence, noPool, shortage, unknownPool } from './licence-errors.js';
import { keyContext } from './licence-key.js';
import type { Need } from './licence-need.js';
import { type Holder, LicenceStore } from './licence.store.js';

/** The licence that a machine has. */
export interface TakenLicence {
  id: string;
  pool: string;
  /** Whether it has a key: `keyOf` gives it. */
  hasKey: boolean;
}

/**
 * Licences for machines. A pool cannot be over-drawn, however many ask at once; a machine that is deployed again keeps
 * the one that it has. Keys are revealed to the step that gives them to the PC, never to a person.
 */
@Injectable()
export class Licences {
  constructor(
    private readonly store: LicenceStore,
    private readonly vault: Vault,
    private readonly audit: Audit,
  ) {}

  /** The findings for pools that do not exist. */
  async unknownPools(needs: readonly Need[]): Promise<Finding[]> {
    const found = await Promise.all(needs.map(({ pool }) => this.store.findPool(pool)));
    return needs.filter((_, index) => found[index] === null).map(unknownPool);
  }

  /**
   * Reserves a licence of each pool for each holder, in the transaction of the arming. Throws InputError, which says how
   * many are missing, unless all of them get theirs.
   */
  async reserve(
    manager: EntityManager,
    holders: readonly (Holder & { needs: readonly Need[] })[],
  ): Promise<void> {
    const names = holders.flatMap(({ needs }) => needs.map(({ pool }) => pool));
    if (names.length === 0) return;
    await this.store.lockPools(manager, names);
    const findings: Parameters<typeof drained>[0] = [];
    for (const pool of new Set(names)) {
      const asking = holders.filter(({ needs }) => needs.some((need) => need.pool === pool));
      const { field } = asking[0]!.needs.find((need) => need.pool === pool)!;
      const missing = await this.store.hold(manager, pool, asking);
      if (missing > 0) findings.push(shortage({ pool, field, missing, asked: asking.length }));
    }
    if (findings.length > 0) throw drained(findings);
  }

  /** The same without keeping anything: what a preview says. */
  async mustSuffice(holders: readonly (Holder & { needs: readonly Need[] })[]): Promise<void> {
    if (holders.every(({ needs }) => needs.length === 0)) return;
    const nothing = new Error('nothing is kept of a preview');
    const trial = this.store.database.transaction(async (manager) => {
      await this.reserve(manager, holders);
      throw nothing;
    });
    await trial.catch((error: unknown) => {
      if (error !== nothing) throw error;
    });
  }

  /**
   * The licence of a machine: the one that it has, else the one that is reserved for its deployment, else a free one.
   * The same licence when it is called again. Throws OperatorError when the pool is empty.
   */
  async take(pool: string, machineId: string, deploymentId: string): Promise<TakenLicence> {
    return inTransaction(this.store.database, async (manager) => {
      const [found] = await this.store.lockPools(manager, [pool]);
      if (found === undefined) throw noPool(pool);
      const missing = await this.store.hold(manager, pool, [{ deploymentId, machineId }]);
      const held = await this.store.ofMachine(manager, pool, machineId);
      if (missing > 0 || held === null) throw noLicence(pool);
      const { id } = held;
      return { id, pool, hasKey: found.kind === 'keys' };
    });
  }

  /** Notes that the machine was given its licence: it keeps it, even when the deployment is cancelled. */
  async use(pool: string, machineId: string): Promise<void> {
    await this.used(pool, machineId);
  }

  /**
   * The key of the licence that `take` gave the machine, for the step that gives it to the PC. From now on the licence
   * counts as used: that is recorded before the key leaves. Throws ConflictError for a machine without a key.
   */
  async keyOf(pool: string, machineId: string): Promise<string> {
    const { id, sealedKey } = await this.used(pool, machineId);
    if (sealedKey === null) {
      throw new ConflictError({
        fr: `les licences de « ${pool} » n’ont pas de clé : elles sont seulement comptées`,
        en: `the licences of "${pool}" have no keys: they are only counted`,
      });
    }
    return this.vault.open(sealedKey, keyContext(id)).toString();
  }

  /** Gives back what was reserved for these deployments and that no PC was given; in the transaction that ends them. */
  async giveBack(manager: EntityManager, deploymentIds: readonly string[]): Promise<void> {
    if (deploymentIds.length > 0) await this.store.freeUnused(manager, deploymentIds);
  }

  /** A person says that a machine does not use its licence any more. Throws ConflictError when it has none. */
  async release(pool: string, machineId: string, reason: string, actor: Actor): Promise<void> {
    await inTransaction(this.store.database, async (manager) => {
      const [found] = await this.store.lockPools(manager, [pool]);
      if (found === undefined) throw noPool(pool);
      const held = await this.store.ofMachine(manager, pool, machineId);
      if (held === null) throw withoutLicence(pool);
      await this.store.free(manager, [held.id]);
      const subject = { kind: 'licence-pool', id: pool };
      const data = { machine: machineId, licence: held.id, wasUsed: held.usedAt !== null, reason };
      await this.audit.record({ actor, action: 'licence.release', subject, data }, manager);
    });
  }

  private async used(pool: string, machineId: string) {
    return inTransaction(this.store.database, async (manager) => {
      const held = await this.store.ofMachine(manager, pool, machineId);
      if (held === null) throw withoutLicence(pool);
      await this.store.use(manager, held.id);
      return held;
    });
  }
}

function withoutLicence(pool: string): ConflictError {
  return new ConflictError({
    fr: `ce PC n’a pas de licence de « ${pool} »`,
    en: `this PC has no licence of "${pool}"`,
  });
}
