import { z } from 'zod';
import type { Bilingual, Evidence } from '../core/index.js';

/** `blocking` refuses the certificate, `reserve` is written out in it, `information` is only told. */
export const SEVERITIES = ['blocking', 'reserve', 'information'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** `unmeasured` is never a success: for its severity it counts as `failed`. */
export const VERDICTS = ['passed', 'failed', 'unmeasured'] as const;
export type Verdict = (typeof VERDICTS)[number];

export interface DiskLayoutFacts {
  table: 'gpt';
  esp?: { sizeBytes?: number };
  swap?: { sizeBytes: number };
  root: { fileSystem: string };
}

/** What the deployment knows that the system should be. Parameters of a check come before it. */
export interface RecetteFacts {
  hostname: string;
  users: string[];
  master: { name: string; version: string; sha256: string };
  /** What the read-back after writing found; without it the master's digest is unmeasured. */
  masterVerification?: { sha256: string; files?: number; bytes?: number; differences: number };
  disk: { serial?: string; path?: string; sizeBytes: number; health?: { state: string; detail?: string } };
  layout?: DiskLayoutFacts;
  secureBootRequired: boolean;
  packages: string[];
  timeServer?: string;
  system?: string;
  systemVersion: string;
  leftoverPaths: string[];
  locale?: { language?: string; timeZone?: string; keyboard?: { layout?: string; variant?: string } };
  /** Where Établi is reached from the machine, for checks of the network. */
  server?: { host: string; port: number };
  /** The SSH host key that was pinned, `ssh-ed25519 AAAA...`. */
  hostKey?: string;
  /** Machine ids of the other machines and of the master. */
  otherMachineIds?: string[];
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
export interface CheckKind<P = never> {
  kind: string;
  title: Bilingual;
  parameters: z.ZodType<P>;
  /** Seconds that the command may take; 20 unless told. All checks of a recette run side by side. */
  timeoutSeconds?: number;
  command(parameters: P, facts: RecetteFacts): string;
  judge(output: CommandOutput, parameters: P, facts: RecetteFacts): Judgement;
}

/** Keeps the parameter type inside the kind; outside, parameters are whatever the schema let through. */
export function checkKind<S extends z.ZodType>(
  kind: Omit<CheckKind<z.infer<S>>, 'parameters'> & { parameters: S },
): CheckKind {
  return kind as unknown as CheckKind;
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
