import { type Detection } from './detection.schema.js';
import type { ProgramDocument, ProgramKind } from './program.schema.js';
import { compareVersions, isVersion } from './versions.js';

/** What a PC measured for one rule. Null is what it could not measure. */
export interface Measured {
  found: boolean | null;
  /** Of what was found; of several, the latest. */
  version?: string | null;
  sha256?: string | null;
  exitCode?: number | null;
}

/** `unmeasured` is never taken for present: an installer runs again rather than a program missing. */
export type Presence = 'present' | 'absent' | 'other-version' | 'unmeasured';

type WithoutRule = {
  [K in ProgramKind]: (program: Extract<ProgramDocument, { kind: K }>) => Detection | undefined;
};

/** The rule of a program that gives none. */
const USUAL: WithoutRule = {
  msi: ({ product }) =>
    product && { by: 'product', code: product.code, version: product.version, compare: 'atLeast' },
  exe: () => undefined,
  powershell: () => undefined,
  msix: ({ package: name }) => ({ by: 'appx', name, compare: 'atLeast' }),
  winget: ({ package: id }) => ({ by: 'winget', id, compare: 'atLeast' }),
  chocolatey: ({ package: id }) => ({ by: 'chocolatey', id, compare: 'atLeast' }),
  wapt: ({ package: id }) => ({ by: 'wapt', id, compare: 'atLeast' }),
};

/** How a PC shows this program, with the version that it must have. Every stored program has one. */
export function detectionOf(program: ProgramDocument): Detection {
  const usual = USUAL[program.kind] as (program: ProgramDocument) => Detection | undefined;
  const rule = program.detect ?? usual(program);
  if (rule === undefined) throw new Error(`${program.name} has no rule of detection`);
  return rule.by === 'command' ? rule : { ...rule, version: rule.version ?? program.version };
}

/** Whether what a PC measured is what the rule asks. */
export function judgeDetection(rule: Detection, measured: Measured): Presence {
  if (rule.by === 'command') {
    const { exitCode } = measured;
    return typeof exitCode !== 'number' ? 'unmeasured' : exitCode === rule.exitCode ? 'present' : 'absent';
  }
  if (measured.found === null) return 'unmeasured';
  if (!measured.found) return 'absent';
  if (rule.by === 'file' && rule.sha256 !== undefined) {
    if (typeof measured.sha256 !== 'string') return 'unmeasured';
    if (measured.sha256.toLowerCase() !== rule.sha256) return 'other-version';
  }
  if (rule.compare === 'any' || rule.version === undefined) return 'present';
  if (typeof measured.version !== 'string' || !isVersion(measured.version)) return 'unmeasured';
  const difference = compareVersions(measured.version, rule.version);
  const isAsAsked = rule.compare === 'exact' ? difference === 0 : difference >= 0;
  return isAsAsked ? 'present' : 'other-version';
}
