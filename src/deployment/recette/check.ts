import { z } from 'zod';
import type { WindowsSection } from '../../documents/profile/index.js';
import type { Bilingual, Evidence } from '../../platform/core/index.js';

/** `blocking` refuses the certificate, `reserve` is written out in it, `information` is only told. */
export const SEVERITIES = ['blocking', 'reserve', 'information'] as const;
export type Severity = (typeof SEVERITIES)[number];

/**
 * `unmeasured` is never a success: for its severity it counts as `failed`. `not-applicable` says that what the
 * check is about does not exist on this PC, or was not asked for: it counts neither for nor against it.
 */
export const VERDICTS = ['passed', 'failed', 'unmeasured', 'not-applicable'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** Whether nothing is left to be said against this check: it passed, or the PC has not got what it is about. */
export function isClear(verdict: Verdict): boolean {
  return verdict === 'passed' || verdict === 'not-applicable';
}

export interface DiskLayoutFacts {
  table: 'gpt';
  esp?: { sizeBytes?: number };
  swap?: { sizeBytes: number };
  root: { fileSystem: string };
}

/** What checks compare with: what was asked for, and what earlier steps measured. A kind names those it needs. */
export interface FactTypes {
  hostname: string;
  users: string[];
  packages: string[];
  /** SHA-256 of the master's payload. */
  masterSha256: string;
  /** What the read-back after writing found. */
  masterVerification: { mode: string; files?: number; bytes: number; differences: number };
  disk: {
    serial: string | undefined;
    path: string;
    sizeBytes: number;
    /** As the environment measured it before the deployment. */
    health: { state: string; detail?: string } | undefined;
  };
  layout: DiskLayoutFacts;
  /** Whether the profile asks for Secure Boot on a PC that can have it. */
  secureBootRequired: boolean;
  system: string;
  systemVersion: string;
  /** Where Établi leaves something while it works. */
  leftoverPaths: string[];
  locale: { language: string; timeZone: string; keyboard: { layout: string; variant?: string } };
  /** Where Établi is reached from the machine, for checks of the network. */
  server: { host: string; port: number };
  /** The SSH host key that was pinned, `ssh-ed25519 AAAA...`. */
  hostKey: string;
  /** What the profile asks of Windows. */
  windows: WindowsSection;
  /** `/etc/machine-id` of every other machine that Établi installed. */
  otherMachineIds: string[];
}
export type FactName = keyof FactTypes;

/** The facts that a kind of check named, all known. */
export type KnownFacts<F extends FactName = FactName> = Pick<FactTypes, F>;

/** Stands for a fact that could not be found out. The checks that need it are `unmeasured`, for this reason. */
export class MissingFact {
  constructor(readonly why: Bilingual) {}
}

/** One check as a profile asks for it. */
export interface CheckRequest {
  kind: string;
  parameters?: unknown;
  severity: Severity;
  /** The requirement that the check proves. */
  requirement?: Bilingual | string;
}

/** What the command of a check left: exit code 124 or 137 is its time-out. */
export interface CommandOutput {
  stdout: string;
  exitCode: number;
  /** When the whole run began, on our clock. */
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
  /** What it compares with. It is judged only when all of them are known. */
  facts: readonly F[];
  /** Seconds that the command may take; 30 by default. All checks of a recette run side by side. */
  timeoutSeconds?: number;
  command(parameters: never, facts: KnownFacts<F>): string;
  judge(output: CommandOutput, parameters: never, facts: KnownFacts<F>): Judgement;
}

/** A kind as it is written: its parameters have their type, and only the facts that it names can be read. */
interface WrittenKind<S extends z.ZodType, F extends FactName> {
  kind: string;
  title: Bilingual;
  parameters: S;
  facts?: readonly F[];
  timeoutSeconds?: number;
  command(parameters: z.infer<S>, facts: KnownFacts<F>): string;
  judge(output: CommandOutput, parameters: z.infer<S>, facts: KnownFacts<F>): Judgement;
}

/** Keeps the parameter type inside the kind; outside, parameters are whatever the schema let through. */
export function checkKind<S extends z.ZodType, F extends FactName = never>(
  kind: WrittenKind<S, F>,
): CheckKind<F> {
  return { facts: [], ...kind };
}

/** The outcome of one check, as it is kept and certified. Times are ISO 8601 in UTC. */
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

/** Parameters of a check that has none: an unknown one is refused. */
export const noParameters = z.strictObject({});
