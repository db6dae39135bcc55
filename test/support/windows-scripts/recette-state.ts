type State = Record<string, unknown>;

/** `key name`, as the recette reads it; earlier scripts keep `hive|key|name`. */
export function ownRegistry(pc: State): Record<string, unknown> {
  const registry = (pc['registry'] ?? {}) as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(registry).map(([path, stored]) => {
      const [, key, name] = path.split('|');
      return name === undefined ? [path, stored] : [`${key} ${name}`, (stored as { value: unknown }).value];
    }),
  );
}

/** What the state of a PC says otherwise than a healthy one of the tests. */
export function ownProbes(pc: State, healthy: Record<string, object>): Record<string, object> {
  const domain = (pc['domain'] ?? null) as string | null;
  const name = (pc['computerName'] ?? pc['name'] ?? 'PC-1') as string;
  return {
    computer: { ...healthy['computer'], name, domain },
    ...(domain !== null && {
      // Group policy is applied some minutes after the start.
      domain: { domain, secureChannel: true, distinguishedName: '', policyStatus: null, policyEndedAt: null },
      time: { ...healthy['time'], type: 'NT5DS', servers: '' },
    }),
    ...(pc['accounts'] !== undefined && accountProbes(pc, name)),
    ...(pc['programs'] !== undefined && { programs: { programs: programsIn(pc) } }),
    ...(pc['bitlocker'] !== undefined && { bitlocker: driveIn(pc) }),
  };
}

function accountProbes(pc: State, owner: string): Record<string, object> {
  const names = [
    ...(pc['accounts'] as string[]),
    ...(pc['account'] === undefined ? [] : [pc['account'] as string]),
  ];
  const own = names.map((name, index) => ({ name, sid: `S-1-5-21-1-2-3-${1001 + index}` }));
  const builtIn = { name: 'Administrateur', sid: 'S-1-5-21-1-2-3-500' };
  const guest = { name: 'Invité', sid: 'S-1-5-21-1-2-3-501' };
  const user = (disabled: boolean) => (one: object) => ({ ...one, disabled, passwordRequired: true });
  return {
    accounts: { users: [...[builtIn, guest].map(user(true)), ...own.map(user(false))] },
    administrators: {
      group: 'Administrateurs',
      members: [builtIn, ...own].map((one) => ({ ...one, owner })),
    },
  };
}

function programsIn(pc: State): object[] {
  const { installed } = pc['programs'] as { installed: Record<string, string[]> };
  return Object.entries(installed).map(([name, [version = '']]) => ({ name, version }));
}

/** Windows says that it protects a drive once it is encrypted. */
function driveIn(pc: State): object {
  const { protection, recovery } = pc['bitlocker'] as { protection: string; recovery: { id: string }[] };
  const isOn = protection === 'On' ? 1 : 0;
  const protectors = [
    { id: '{4D52-TPM}', type: 1 },
    ...recovery.map(({ id }) => ({ id: `{${id}}`, type: 3 })),
  ];
  const volume = { letter: 'C:', protection: isOn, conversion: isOn, percent: 100 * isOn, method: 7 };
  return { system: 'C:', volumes: [{ ...volume, protectors }] };
}
