import { stdSerializers } from 'pino';

/** What else of an error may be told: facts of the system and of the database, and Établi's own `data`. */
const TOLD = [
  ...['code', 'errno', 'syscall', 'path', 'address', 'port', 'signal', 'level'],
  ...['query', 'constraint', 'table', 'status', 'reason', 'data'],
];

/**
 * An error as the log tells it: type, message, stack with its causes, and the fields above. All else stays
 * out, as libraries hang on their errors what a failed act was given: the parameters of a query, the row of a
 * conflict, the body of a request.
 */
export function loggedError(error: Error): object {
  if (!(error instanceof Error)) return error;
  const { type, message, stack, ...rest } = stdSerializers.err(error) as Record<string, unknown>;
  const facts = Object.entries(rest).filter(([name]) => TOLD.includes(name));
  const errors = error instanceof AggregateError ? (error.errors as Error[]).map(loggedError) : undefined;
  return { type, message, stack, ...Object.fromEntries(facts), ...(errors && { errors }) };
}
