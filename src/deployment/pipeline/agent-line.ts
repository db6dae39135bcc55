import { z } from 'zod';
import {
  bilingualSchema,
  OperatorError,
  PermanentError,
  PROGRESS_UNITS,
  TransientError,
  type Bilingual,
} from '../../platform/core/index.js';

/** One line of what the agent prints; anything else that it prints is its log. */
const line = z.union([
  z.object({
    progress: z.object({
      done: z.number(),
      total: z.number(),
      unit: z.enum(PROGRESS_UNITS),
    }),
  }),
  z.object({ log: z.string() }),
  z.object({ result: z.unknown() }),
  z.object({
    error: bilingualSchema.extend({
      kind: z.enum(['permanent', 'transient', 'operator']),
      remedy: bilingualSchema.nullish(),
    }),
  }),
]);

export type AgentLine = z.infer<typeof line>;
export type AgentError = Extract<AgentLine, { error: unknown }>['error'];

/** Undefined for what is no line of the protocol. */
export function parseLine(text: string): AgentLine | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    return line.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** The error class that the agent names. */
export function asError({ kind, remedy, fr, en }: AgentError): Error {
  const text: Bilingual = { fr, en };
  if (kind === 'transient') return new TransientError(text, { remedy: remedy ?? undefined });
  if (kind === 'permanent' || !remedy) return new PermanentError(text, { remedy: remedy ?? undefined });
  return new OperatorError(text, { remedy });
}
