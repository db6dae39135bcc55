import { randomBytes } from 'node:crypto';
import { readableJson, type Bilingual, type Progress, same } from '../../platform/core/index.js';
import type { Remote } from '../../platform/transport/index.js';
import { batchScript, readAnswer, readAnswers, type BatchAnswer } from './batch.js';
import {
  MissingFact,
  type CheckKind,
  type CheckRequest,
  type CheckResult,
  type CommandOutput,
  type Judgement,
  type KnownFacts,
} from './check.js';
import { resolveCheck, type RecetteFacts } from './checks.js';
import { unmeasured } from './judgement.js';

const DEFAULT_TIMEOUT_SECONDS = 30;
/** Limit of the whole recette: the longest check may take 75 s, and checks run in parallel. */
const RUN_TIMEOUT_MS = 88_000;
const MAX_OUTPUT_BYTES = 16 * 1024 ** 2;

interface Prepared {
  request: CheckRequest;
  kind: CheckKind;
  parameters: never;
  /** Why the check cannot run: a fact that it needs is not known. */
  unknown?: Bilingual;
}

/**
 * Runs all checks with one command on the installed system and judges their output. A check whose tool is missing,
 * or whose command timed out or gave unreadable output, is `unmeasured`. So is a check that lacks a fact; it does
 * not run. Throws PermanentError for an unknown check, and the error of `remote.run` when the connection is lost or
 * after 88 s.
 */
export async function runRecette(
  remote: Remote,
  checks: readonly CheckRequest[],
  facts: RecetteFacts,
  onProgress: (progress: Progress) => void = () => undefined,
  signal?: AbortSignal,
): Promise<CheckResult[]> {
  const prepared = checks.map((request) => prepare(request, facts));
  const startedAt = new Date();
  const runnable = prepared.filter(({ unknown }) => unknown === undefined);
  const answers = await answersOf(remote, runnable, facts as KnownFacts, onProgress, signal);
  return prepared.map((check) =>
    check.unknown === undefined
      ? judgeAnswer(check, answers.get(runnable.indexOf(check)), facts as KnownFacts, startedAt)
      : resultOf(check, unmeasured(same('—'), check.unknown), startedAt, 0),
  );
}

/**
 * Judges checks that a PC has answered by itself, all by one output. One that lacks a fact is `unmeasured`. Throws
 * PermanentError for an unknown check.
 */
export function judgeReported(
  checks: readonly CheckRequest[],
  facts: Partial<RecetteFacts>,
  output: CommandOutput,
): CheckResult[] {
  return checks
    .map((request) => prepare(request, facts))
    .map((check) =>
      check.unknown === undefined
        ? judgeCheck(check, output, facts as KnownFacts)
        : resultOf(check, unmeasured(same('—'), check.unknown), output.startedAt, 0),
    );
}

/** A check that was judged elsewhere, as it is stored and certified. */
export function judgedResult(
  { kind, title, severity }: Pick<CheckResult, 'kind' | 'title' | 'severity'>,
  judgement: Judgement,
  at: Date,
): CheckResult {
  return readableJson({ kind, title, severity, ...judgement, startedAt: at.toISOString(), durationMs: 0 });
}

function prepare(request: CheckRequest, facts: Partial<RecetteFacts>): Prepared {
  const resolved = resolveCheck(request);
  for (const name of resolved.kind.facts) {
    const fact: unknown = facts[name];
    // The type excludes undefined, but a certificate must not depend on that.
    if (fact === undefined) return { request, ...resolved, unknown: notStated(name) };
    if (fact instanceof MissingFact) return { request, ...resolved, unknown: fact.why };
  }
  return { request, ...resolved };
}

function notStated(name: string): Bilingual {
  return { fr: `« ${name} » n’est pas connu`, en: `"${name}" is not known` };
}

/** The answers of the machine, by index in `prepared`. */
async function answersOf(
  remote: Remote,
  prepared: readonly Prepared[],
  facts: KnownFacts,
  onProgress: (progress: Progress) => void,
  signal?: AbortSignal,
): Promise<Map<number, BatchAnswer>> {
  if (prepared.length === 0) return new Map();
  const commands = prepared.map(({ kind, parameters }) => ({
    command: kind.command(parameters, facts),
    timeoutSeconds: kind.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS,
  }));
  const boundary = randomBytes(16).toString('hex');
  const seen = new Set<number>();
  const { stdout } = await remote.run('sh -s', {
    input: batchScript(commands, boundary),
    timeoutMs: RUN_TIMEOUT_MS,
    maxOutputBytes: MAX_OUTPUT_BYTES,
    signal,
    onLine: (line, stream) => {
      const answer = stream === 'stdout' ? readAnswer(line, boundary) : undefined;
      if (answer) onProgress({ done: seen.add(answer.index).size, total: prepared.length, unit: 'checks' });
    },
  });
  return readAnswers(stdout, boundary);
}

function judgeAnswer(
  check: Prepared,
  answer: BatchAnswer | undefined,
  facts: KnownFacts,
  startedAt: Date,
): CheckResult {
  const output = { ...(answer ?? { stdout: '', exitCode: 124, durationMs: 0 }), startedAt };
  return judgeCheck(check, output, facts, answer !== undefined);
}

/** @param output the same object for all checks that it answers: a kind may keep what it read in it */
function judgeCheck(
  check: Prepared,
  output: CommandOutput,
  facts: KnownFacts,
  isAnswered = true,
): CheckResult {
  const { kind, parameters } = check;
  const judgement = measuredOnly(judgeSafely(kind, output, parameters, facts), output, isAnswered);
  return resultOf(check, judgement, output.startedAt, output.durationMs);
}

function resultOf(
  { request, kind }: Prepared,
  judgement: Judgement,
  startedAt: Date,
  durationMs: number,
): CheckResult {
  return readableJson({
    kind: kind.kind,
    title: kind.title,
    severity: request.severity,
    ...(request.requirement !== undefined && { requirement: bilingual(request.requirement) }),
    ...judgement,
    startedAt: startedAt.toISOString(),
    durationMs,
  });
}

/** A judge that throws on unexpected output has measured nothing, and does not stop the recette. */
function judgeSafely(
  kind: CheckKind,
  output: CommandOutput,
  parameters: never,
  facts: KnownFacts,
): Judgement {
  try {
    return kind.judge(output, parameters, facts);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const why = { fr: `réponse illisible (${message})`, en: `unreadable answer (${message})` };
    return unmeasured(same('—'), why, { output: output.stdout.slice(0, 500) });
  }
}

function measuredOnly(judgement: Judgement, output: CommandOutput, isAnswered: boolean): Judgement {
  if (!isAnswered) {
    const why = { fr: 'aucune réponse du poste', en: 'no answer from the machine' };
    return unmeasured(judgement.expected, why, judgement.evidence);
  }
  const isCut = output.exitCode === 124 || output.exitCode === 137;
  if (!isCut) return judgement;
  return unmeasured(judgement.expected, { fr: 'délai dépassé', en: 'timed out' }, judgement.evidence);
}

function bilingual(text: Bilingual | string): Bilingual {
  return typeof text === 'string' ? same(text) : text;
}
