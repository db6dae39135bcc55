import type { z } from 'zod';
import { type Bilingual, type Finding, PermanentError, schemaFindings } from '../../platform/core/index.js';
import type { CheckKind, CheckRequest, FactTypes, MissingFact } from './check.js';
import { ACCOUNT_KINDS } from './kinds/accounts.js';
import { DELIVERY_KINDS } from './kinds/delivery.js';
import { FIRMWARE_KINDS } from './kinds/firmware.js';
import { HARDWARE_KINDS } from './kinds/hardware.js';
import { NETWORK_KINDS } from './kinds/network.js';
import { PLACE_KINDS } from './kinds/place.js';
import { SOFTWARE_KINDS } from './kinds/software.js';
import { STORAGE_KINDS } from './kinds/storage.js';
import { SYSTEM_KINDS } from './kinds/system.js';
import { WINDOWS_KINDS } from './kinds/windows-options.js';

const KINDS = [
  ...SYSTEM_KINDS,
  ...SOFTWARE_KINDS,
  ...STORAGE_KINDS,
  ...FIRMWARE_KINDS,
  ...HARDWARE_KINDS,
  ...ACCOUNT_KINDS,
  ...PLACE_KINDS,
  ...NETWORK_KINDS,
  ...DELIVERY_KINDS,
  ...WINDOWS_KINDS,
];

/**
 * All facts that kinds of checks need, and no others. The caller of a recette must give each of them, or a
 * MissingFact with the reason.
 */
export type RecetteFacts = {
  [F in (typeof KINDS)[number]['facts'][number]]: FactTypes[F] | MissingFact;
};

/** The kinds of checks, by name. */
export const CHECKS: ReadonlyMap<string, CheckKind> = byName(KINDS);

function byName(kinds: CheckKind[]): Map<string, CheckKind> {
  const map = new Map<string, CheckKind>();
  for (const kind of kinds) {
    if (map.has(kind.kind)) throw new Error(`two checks are named ${kind.kind}`);
    map.set(kind.kind, kind);
  }
  return map;
}

/** What a profile of one system may ask for: kinds by name, each with its parameters. */
export type KnownKinds = ReadonlyMap<string, { parameters: z.ZodType }>;

/** The kinds of a Linux: those of Windows' options have no command that its shell knows. */
const LINUX_KINDS: KnownKinds = new Map(
  [...CHECKS].filter(([name]) => WINDOWS_KINDS.every(({ kind }) => kind !== name)),
);

/** The unknown kinds and invalid parameters; a lot is not armed with them. */
export function validateChecks(
  checks: readonly Pick<CheckRequest, 'kind' | 'parameters'>[],
  kinds: KnownKinds = LINUX_KINDS,
): Finding[] {
  return checks.flatMap(({ kind, parameters }, index) => {
    const field = `recette.checks[${index}]`;
    const known = kinds.get(kind);
    if (!known) return [{ field: `${field}.kind`, found: kind, expected: knownNames(kinds) }];
    const result = known.parameters.safeParse(parameters ?? {});
    if (result.success) return [];
    return schemaFindings(result.error.issues, parameters ?? {}).map(({ field: name, found, expected }) => ({
      field: [`${field}.parameters`, name].filter(Boolean).join('.'),
      found,
      expected,
    }));
  });
}

/** For a finding: the list of what may stand there. */
export function knownNames(kinds: KnownKinds): Bilingual {
  const names = [...kinds.keys()].join(', ');
  return { fr: `un contrôle connu : ${names}`, en: `a known check: ${names}` };
}

/** The kind and its parsed parameters. Throws PermanentError for an unknown kind or invalid parameters. */
export function resolveCheck(request: Pick<CheckRequest, 'kind' | 'parameters'>): {
  kind: CheckKind;
  parameters: never;
} {
  const kind = CHECKS.get(request.kind);
  const parsed = kind?.parameters.safeParse(request.parameters ?? {});
  if (kind && parsed?.success) return { kind, parameters: parsed.data as never };
  throw new PermanentError({
    fr: `contrôle « ${request.kind} » inconnu ou paramètres incorrects`,
    en: `check "${request.kind}" is unknown or has invalid parameters`,
  });
}
