import { z } from 'zod';
import type { WindowsSection } from '../../documents/profile/index.js';
import type { Bilingual, Evidence } from '../../platform/core/index.js';

/** `blocking` prevents the certificate, `reserve` becomes a reservation in it, `information` is only reported. */
export const SEVERITIES = ['blocking', 'reserve', 'information'] as const;
export type Severity = (typeof SEVERITIES)[number];

/**
 * `unmeasured` is never a success: it counts as `failed`. `not-applicable` means that the PC does not have the
 * part that is checked, or that the profile does not ask for it: it has no effect.
 */
export const VERDICTS = ['passed', 'failed', 'unmeasured', 'not-applicable'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** Whether the check passed or does not apply. */
export function isClear(verdict: Verdict): boolean {
  return verdict === 'passed' || verdict === 'not-applicable';
}

export interface DiskLayoutFacts {
  table: 'gpt';
  esp?: { sizeBytes?: number };
  swap?: { sizeBytes: number };
  root: { fileSystem: string };
}

/** The facts that checks compare with: what was asked for, and what earlier steps measured. */
export interface FactTypes {
  hostname: string;
  users: string[];
  packages: string[];
  /** SHA-256 of the master's payload. */
  masterSha256: string;
  /** The result of reading the disk back after it was written. */
  masterVerification: { mode: string; files?: number; bytes: number; differences: number };
  disk: {
    serial: string | undefined;
    path: string;
    sizeBytes: number;
    /** Measured by the environment before the deployment. */
    health: { state: string; detail?: string } | undefined;
  };
  layout: DiskLayoutFacts;
  /** Whether the profile requires Secure Boot on PCs that support it. */
  secureBootRequired: boolean;
  system: string;
  systemVersion: string;
  /** Paths that Établi uses during the deployment. */
  leftoverPaths: string[];
  locale: { language: string; timeZone: string; keyboard: { layout: string; variant?: string } };
  /** The address of Établi as seen by the machine, for checks of the network. */
  server: { host: string; port: number };
  /** The SSH host key that was pinned, `ssh-ed25519 AAAA...`. */
  hostKey: string;
  /** What the profile asks of Windows. */
  windows: WindowsSection;
  /** `/etc/machine-id` of every other machine that Établi installed. */
  otherMachineIds: string[];
}
export type FactName = keyof FactTypes;

/** The facts that a kind of check needs, all known. */
export type KnownFacts<F extends FactName = FactName> = Pick<FactTypes, F>;

/** A fact that could not be determined. The checks that need it are `unmeasured`, for this reason. */
export class MissingFact {
  constructor(readonly why: Bilingual) {}
}

/** A check as the profile requests it. */
export interface CheckRequest {
  kind: string;
  parameters?: unknown;
  severity: Severity;
  /** The requirement that the check verifies. */
  requirement?: Bilingual | string;
}

/** The result of the command of a check; exit code 124 or 137 means that it timed out. */
export interface CommandOutput {
  stdout: string;
  exitCode: number;
  /** Start of the whole recette, on the clock of the server. */
  startedAt: Date;
  durationMs: number;
}

export interface Judgement {
  verdict: Verdict;
  expected: Bilingual;
  measured: Bilingual;
  evidence: Evidence;
}

/** One kind of check. `command` is POSIX sh, run as root on the installed system with `LC_ALL=C`. */
export interface CheckKind<F extends FactName = FactName> {
  kind: string;
  title: Bilingual;
  parameters: z.ZodType;
  /** The facts that it compares with. The check runs only when all of them are known. */
  facts: readonly F[];
  /** Default 30. */
  timeoutSeconds?: number;
  command(parameters: never, facts: KnownFacts<F>): string;
  judge(output: CommandOutput, parameters: never, facts: KnownFacts<F>): Judgement;
}

/** A kind with the types of its parameters and of the facts that it names. */
interface WrittenKind<S extends z.ZodType, F extends FactName> {
  kind: string;
  title: Bilingual;
  parameters: S;
  facts?: readonly F[];
  timeoutSeconds?: number;
  command(parameters: z.infer<S>, facts: KnownFacts<F>): string;
  judge(output: CommandOutput, parameters: z.infer<S>, facts: KnownFacts<F>): Judgement;
}

/** Defines a kind of check with typed parameters, and hides their type from callers. */
export function checkKind<S extends z.ZodType, F extends FactName = never>(
  kind: WrittenKind<S, F>,
): CheckKind<F> {
  return { facts: [], ...kind };
}

/** The outcome of one check, as it is stored and certified. Times are ISO 8601 in UTC. */
export interface CheckResult {
  kind: string;
  title: Bilingual;
  severity: Severity;
  requirement?: Bilingual;
  expected: Bilingual;
  measured: Bilingual;
  verdict: Verdict;
  evidence: Evidence;
  startedAt: string;
  durationMs: number;
}

/** For a kind without parameters. */
export const noParameters = z.strictObject({});
