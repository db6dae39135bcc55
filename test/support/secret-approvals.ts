import type { DataSource } from 'typeorm';
import { AccountStore } from '../../src/platform/account/account.store.js';
import { AuditStore } from '../../src/platform/account/audit.store.js';
import { Audit, SecretApprovals } from '../../src/platform/account/index.js';
import { secretUses } from './secret-uses.js';

/** Approvals on the database of a suite. */
export function secretApprovals(source: DataSource): SecretApprovals {
  const { store, uses } = secretUses(source);
  return new SecretApprovals(store, uses, new AccountStore(source), new Audit(new AuditStore(source)));
}
