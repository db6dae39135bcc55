import type { WindowsScripts } from './index.js';

interface Value {
  id: number;
  hive: string;
  key: string;
  name: string;
  kind: string;
  data: unknown;
  isRead: boolean;
}
interface Wanted {
  id: number;
  value: string;
}
interface Given {
  values: Value[];
  scripts: { id: number; name: string }[];
  firewall: (Wanted & { profile: string; parameter: string })[];
  nodes: (Wanted & { parent: string; instance: string; leaf: string })[];
}
interface Stored {
  kind: string;
  value: unknown;
}

/**
 * A Windows with `pc.registry` (by `hive|key|name`), `pc.accounts`, and `pc.settings` of the firewall and of nodes. It
 * refuses to write what `pc.refused` lists, and ends the scripts of `pc.scripts` with another status than 0.
 */
export const OPTIONS: WindowsScripts = {
  'personalise/options': ({ values, scripts, firewall, nodes }: Given, pc) => ({
    result: {
      values: values.flatMap((value) => hivesOf(value, pc).map((hive) => setValue(value, hive, pc))),
      scripts: scripts.map(({ id, name }) => ({
        id,
        ran: true,
        exitCode: (pc['scripts'] as Record<string, number> | undefined)?.[name] ?? 0,
        last: `end of ${name}`,
      })),
      firewall: firewall.map((one) => change(one, `${one.profile} ${one.parameter}`, pc)),
      restartDue: pc['featuresChanged'] === true,
      nodes: nodes.map((one) => change(one, `${one.parent}/${one.instance}/${one.leaf}`, pc)),
    },
  }),
};

function hivesOf({ hive }: Value, pc: Record<string, unknown>): string[] {
  if (hive !== 'everyUser') return [hive];
  const accounts = (pc['accounts'] as string[] | undefined) ?? [];
  return ['defaultUser', ...accounts.map((sid) => `account:${sid}`)];
}

function setValue({ id, key, name, kind, data, isRead }: Value, hive: string, pc: Record<string, unknown>) {
  const registry = (pc['registry'] ??= {}) as Record<string, Stored>;
  const path = `${hive}|${key}|${name}`;
  const read = () => {
    const stored = registry[path];
    return stored === undefined
      ? { hive, key, name, state: 'absent' }
      : { hive, key, name, state: 'found', ...stored };
  };
  const before = read();
  const answer = { id, hive, before, after: null as object | null, fault: null as string | null };
  if (isRead || isWanted(registry[path], kind, data)) return answer;
  if (((pc['refused'] as string[] | undefined) ?? []).includes(path)) answer.fault = 'Access is denied.';
  else if (data === null) delete registry[path];
  else registry[path] = { kind, value: shown(kind, data) };
  answer.after = read();
  return answer;
}

function isWanted(stored: Stored | undefined, kind: string, data: unknown): boolean {
  if (data === null) return stored === undefined;
  return stored?.kind === kind && stored.value === shown(kind, data);
}

/** As .NET's BitConverter writes bytes. */
function shown(kind: string, data: unknown): unknown {
  if (kind !== 'Binary') return data;
  return (data as number[]).map((byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join('-');
}

function change({ id, value }: Wanted, path: string, pc: Record<string, unknown>) {
  const settings = (pc['settings'] ??= {}) as Record<string, string>;
  const before = settings[path] ?? null;
  if (before === value) return { id, before, after: null, fault: null };
  settings[path] = value;
  return { id, before, after: value, fault: null };
}

interface Extra {
  id: string;
  name?: string;
}

/** Whatever is asked for is there in `pc.extras` afterwards, unless `pc.extraFaults` says why not. */
export const EXTRAS: WindowsScripts = {
  'personalise/extras': (given: Record<string, Extra[]>, pc) => ({
    result: Object.fromEntries(
      Object.entries(given).map(([kind, list]) => [kind, list.map((one) => putThere(one, pc))]),
    ),
  }),
};

function putThere({ id }: Extra, pc: Record<string, unknown>) {
  const extras = (pc['extras'] ??= []) as string[];
  const fault = (pc['extraFaults'] as Record<string, string> | undefined)?.[id] ?? null;
  if (extras.includes(id)) return { id, before: true, after: null, fault: null };
  if (fault !== null) return { id, before: false, after: null, fault };
  extras.push(id);
  return { id, before: false, after: true, fault: null };
}

interface Drive {
  protection: string;
  status: string;
  method: string;
  protectors: string[];
  recovery: { id: string; password: string }[];
}
export const RECOVERY = {
  id: '1FD5F1A0-7C1B-4C6E-9D2A-0A1B2C3D4E5F',
  password: '000011-000022-000033-000044-000055-000066-000077-000088',
};

/** A drive that is not encrypted, on a PC with a TPM unless `pc.tpm` is false. */
export const BITLOCKER: WindowsScripts = {
  'bitlocker/prepare': (_: unknown, pc) => {
    const tpm = pc['tpm'] !== false;
    const drive = driveOf(pc);
    const before = stateOf(drive);
    if (tpm && drive.recovery.length === 0) {
      drive.recovery.push({ ...RECOVERY });
      drive.protectors.push('RecoveryPassword');
    }
    return { result: { tpm, before, recovery: tpm ? drive.recovery : null, fault: null } };
  },
  'bitlocker/encrypt': (given: { directory: boolean; method: string; pin: string | null }, pc) => {
    const drive = driveOf(pc);
    const fault = (pc['escrowFault'] as string | undefined) ?? null;
    if (fault === null) {
      drive.protectors.push(given.pin === null ? 'Tpm' : 'TpmPin');
      Object.assign(drive, { protection: 'On', status: 'EncryptionInProgress', method: given.method });
    }
    const kept = fault === null && given.directory ? ['active-directory'] : [];
    return { result: { kept, after: stateOf(drive), fault } };
  },
};

function driveOf(pc: Record<string, unknown>): Drive {
  return (pc['bitlocker'] ??= {
    protection: 'Off',
    status: 'FullyDecrypted',
    method: 'None',
    protectors: [],
    recovery: [],
  }) as Drive;
}

const stateOf = ({ protection, status, method, protectors }: Drive) => ({
  drive: 'C:',
  status,
  protection,
  method,
  percent: protection === 'On' ? 12 : 0,
  protectors: [...protectors],
});
