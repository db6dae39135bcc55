import { randomBytes } from 'node:crypto';
import { readableJson, type Bilingual, type Progress } from '../core/index.js';
import type { Remote } from '../transport/index.js';
import { batchScript, readAnswer, readAnswers, type BatchAnswer } from './batch.js';
import type {
  CheckKind,
  CheckRequest,
  CheckResult,
  CommandOutput,
  Judgement,
  RecetteFacts,
} from './check.js';
import { resolveCheck } from './checks.js';
import { same, unmeasured } from './judgement.js';

const DEFAULT_TIMEOUT_SECONDS = 30;
/** The whole recette: the longest check may take 75 s, and all run side by side. */
const RUN_TIMEOUT_MS = 88_000;
const MAX_OUTPUT_BYTES = 16 * 1024 ** 2;

interface Prepared {
  request: CheckRequest;
  kind: CheckKind;
  parameters: never;
}

/**
 * Runs every check in one go on the installed system and judges what came back. A check whose command is
 * missing, timed out or came back unreadable is `unmeasured`. Throws PermanentError for an unknown check,
 * and what `remote.run` throws when the connection is lost or 88 s are over.
 */
export async function runRecette(
  remote: Remote,
  checks: readonly CheckRequest[],
  facts: RecetteFacts,
  onProgress: (progress: Progress) => void = () => undefined,
  signal?: AbortSignal,
): Promise<CheckResult[]> {
  const prepared = checks.map((request) => ({ request, ...resolveCheck(request) }));
  if (prepared.length === 0) return [];
  const commands = prepared.map(({ kind, parameters }) => ({
    command: kind.command(parameters, facts),
    timeoutSeconds: kind.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS,
  }));
  const boundary = randomBytes(16).toString('hex');
  const startedAt = new Date();
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
  const answers = readAnswers(stdout, boundary);
  return prepared.map((check, index) => judgeCheck(check, answers.get(index), facts, startedAt));
}

function judgeCheck(
  { request, kind, parameters }: Prepared,
  answer: BatchAnswer | undefined,
  facts: RecetteFacts,
  startedAt: Date,
): CheckResult {
  const output = { ...(answer ?? { stdout: '', exitCode: 124, durationMs: 0 }), startedAt };
  const judgement = measuredOnly(judgeSafely(kind, output, parameters, facts), output, answer !== undefined);
  return readableJson({
    kind: kind.kind,
    title: kind.title,
    severity: request.severity,
    ...(request.requirement !== undefined && { requirement: bilingual(request.requirement) }),
    ...judgement,
    startedAt: startedAt.toISOString(),
    durationMs: output.durationMs,
  });
}

/** What a machine prints must not be able to stop the recette: a judge that stumbles has measured nothing. */
function judgeSafely(
  kind: CheckKind,
  output: CommandOutput,
  parameters: never,
  facts: RecetteFacts,
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
    const why = { fr: 'aucune réponse du poste', en: 'the machine gave no answer' };
    return unmeasured(judgement.expected, why, judgement.evidence);
  }
  const isCut = output.exitCode === 124 || output.exitCode === 137;
  if (!isCut) return judgement;
  return unmeasured(judgement.expected, { fr: 'délai dépassé', en: 'timed out' }, judgement.evidence);
}

function bilingual(text: Bilingual | string): Bilingual {
  return typeof text === 'string' ? same(text) : text;
}
