import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, Audit } from '../../platform/account/index.js';
import { NotFoundError, readable } from '../../platform/core/index.js';
import { inTransaction } from '../../platform/database/index.js';
import type { DriverRuleRow } from './driver-rule.entity.js';
import { DriverRuleStore } from './driver-rule.store.js';
import type { NewRule } from './driver.schema.js';
import { DriverStore } from './driver.store.js';
import { type DriverRule, rulesFor, type RuleMachine } from './match/rules.js';

/** Decisions of administrators: a package that some machines always or never get. */
@Injectable()
export class DriverRules {
  constructor(
    private readonly store: DriverRuleStore,
    private readonly drivers: DriverStore,
    private readonly audit: Audit,
  ) {}

  list(): Promise<DriverRuleRow[]> {
    return this.store.all();
  }

  /** Throws NotFoundError for an unknown package. */
  async add(rule: NewRule, actor: Actor): Promise<{ id: string }> {
    const { action, packageId, manufacturer = null, model = null, systemId = null } = rule;
    if ((await this.drivers.find(packageId)) === null) throw none('pilote', 'driver', packageId);
    const id = randomUUID();
    const reason = readable(rule.reason);
    await inTransaction(this.store.database, async (manager) => {
      const own = { id, action, packageId, manufacturer, model, systemId };
      await this.store.insert(manager, { ...own, reason, createdBy: actor.name });
      const subject = { kind: 'driver', id: packageId };
      const data = { rule: id, manufacturer, model, systemId, reason };
      await this.audit.record({ actor, action: `driver.${action}`, subject, data }, manager);
    });
    return { id };
  }

  /** Throws NotFoundError. */
  async remove(id: string, actor: Actor): Promise<void> {
    await inTransaction(this.store.database, async (manager) => {
      if (!(await this.store.delete(manager, id))) throw none('règle', 'rule', id);
      const subject = { kind: 'driver-rule', id };
      await this.audit.record({ actor, action: 'driver.rule-removed', subject }, manager);
    });
  }

  async forMachine(machine: RuleMachine): Promise<DriverRule[]> {
    return rulesFor(machine, (await this.store.all()).map(ruleOf));
  }
}

function ruleOf(row: DriverRuleRow): DriverRule {
  const { id, action, packageId, reason } = row;
  return {
    id,
    action,
    packageId,
    reason,
    manufacturer: row.manufacturer ?? undefined,
    model: row.model ?? undefined,
    systemId: row.systemId ?? undefined,
  };
}

function none(fr: string, en: string, id: string): NotFoundError {
  return new NotFoundError({ fr: `pas de ${fr} ${id}`, en: `no ${en} ${id}` });
}
