import type { KnownKinds } from '../checks.js';
import { WINDOWS_KINDS } from '../kinds/windows-options.js';
import type { WindowsKind } from './windows-kind.js';
import { ACCOUNT_RULE_KINDS } from './kinds/account-rules.js';
import { ACCOUNT_KINDS } from './kinds/accounts.js';
import { DEFENDER_KINDS } from './kinds/defender.js';
import { DELIVERY_KINDS } from './kinds/delivery.js';
import { DOMAIN_KINDS } from './kinds/domain.js';
import { ENCRYPTION_KINDS } from './kinds/encryption.js';
import { FIREWALL_KINDS } from './kinds/firewall.js';
import { HARDWARE_KINDS } from './kinds/hardware.js';
import { HEALTH_KINDS } from './kinds/health.js';
import { LOGGING_KINDS } from './kinds/logging.js';
import { NETWORK_KINDS } from './kinds/network.js';
import { PROTOCOL_KINDS } from './kinds/protocols.js';
import { REGIONAL_KINDS } from './kinds/regional.js';
import { REMOTE_KINDS } from './kinds/remote.js';
import { SESSION_KINDS } from './kinds/sessions.js';
import { STORAGE_KINDS } from './kinds/storage.js';
import { SYSTEM_KINDS } from './kinds/system.js';
import { TIME_KINDS } from './kinds/time.js';
import { UPDATE_KINDS } from './kinds/updates.js';

/** The kinds of checks of an installed Windows, by name, in the order of the certificate. */
export const WINDOWS_CHECKS: ReadonlyMap<string, WindowsKind> = byName([
  ...SYSTEM_KINDS,
  ...TIME_KINDS,
  ...REGIONAL_KINDS,
  ...UPDATE_KINDS,
  ...HARDWARE_KINDS,
  ...STORAGE_KINDS,
  ...ENCRYPTION_KINDS,
  ...DEFENDER_KINDS,
  ...FIREWALL_KINDS,
  ...PROTOCOL_KINDS,
  ...REMOTE_KINDS,
  ...SESSION_KINDS,
  ...ACCOUNT_KINDS,
  ...ACCOUNT_RULE_KINDS,
  ...LOGGING_KINDS,
  ...DOMAIN_KINDS,
  ...NETWORK_KINDS,
  ...DELIVERY_KINDS,
  ...HEALTH_KINDS,
]);

/** What a profile may ask of a Windows: these kinds, and its options, of which a part may have another severity. */
export const WINDOWS_KNOWN: KnownKinds = new Map<string, Pick<WindowsKind, 'parameters'>>([
  ...WINDOWS_CHECKS,
  ...WINDOWS_KINDS.map((kind) => [kind.kind, kind] as const),
]);

function byName(kinds: WindowsKind[]): Map<string, WindowsKind> {
  const map = new Map<string, WindowsKind>();
  for (const kind of kinds) {
    if (map.has(kind.kind)) throw new Error(`two checks of Windows are named ${kind.kind}`);
    map.set(kind.kind, kind);
  }
  return map;
}
