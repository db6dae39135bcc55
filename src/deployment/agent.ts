import { z } from 'zod';
import {
  OperatorError,
  PermanentError,
  TransientError,
  type Bilingual,
  type Progress,
} from '../core/index.js';
import type { Remote } from '../transport/index.js';

const bilingual = z.object({ fr: z.string(), en: z.string() });

/** One line of what the agent prints; anything else that it prints is its log. */
const line = z.union([
  z.object({
    progress: z.object({
      done: z.number(),
      total: z.number(),
      unit: z.enum(['bytes', 'files', 'checks', 'packages', 'seconds']),
    }),
  }),
  z.object({ log: z.string() }),
  z.object({ result: z.unknown() }),
  z.object({
    error: bilingual.extend({
      kind: z.enum(['permanent', 'transient', 'operator']),
      remedy: bilingual.nullish(),
    }),
  }),
]);

type AgentLine = z.infer<typeof line>;
type AgentError = Extract<AgentLine, { error: unknown }>['error'];

export interface AgentListener {
  signal: AbortSignal;
  progress(progress: Progress): void;
  log(text: string): void;
}

/**
 * Runs `etabli-agent COMMAND` with its parameters as JSON on standard input and returns its result.
 * environment/agent/README.md describes the protocol. Throws what the agent says, as the error class
 * that it names; an agent that ends without a result is a TransientError.
 */
export async function runAgent<T>(
  remote: Remote,
  command: string,
  parameters: object,
  listener: AgentListener,
): Promise<T> {
  let result: { value: T } | undefined;
  let error: AgentError | undefined;
  const run = await remote.run(`etabli-agent ${command}`, {
    input: JSON.stringify(parameters),
    exclusive: 'etabli-step',
    signal: listener.signal,
    onLine: (text) => {
      const said = parse(text);
      if (said === undefined) listener.log(text);
      else if ('progress' in said) listener.progress(said.progress);
      else if ('log' in said) listener.log(said.log);
      else if ('error' in said) error = said.error;
      else result = { value: said.result as T };
    },
  });
  if (error !== undefined) throw asError(error);
  if (run.exitCode === 0 && result !== undefined) return result.value;
  const last = run.stderr.trim().split('\n').slice(-3).join(' / ');
  throw new TransientError({
    fr: `l’agent (${command}) a fini avec le code ${run.exitCode} sans résultat : ${last}`,
    en: `the agent (${command}) ended with status ${run.exitCode} and no result: ${last}`,
  });
}

function parse(text: string): AgentLine | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    return line.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

function asError({ kind, remedy, fr, en }: AgentError): Error {
  const text: Bilingual = { fr, en };
  if (kind === 'transient') return new TransientError(text, { remedy: remedy ?? undefined });
  if (kind === 'permanent' || !remedy) return new PermanentError(text, { remedy: remedy ?? undefined });
  return new OperatorError(text, { remedy });
}
