import { stdSerializers } from 'pino';

/** The other fields of an error that may be logged. */
const TOLD = [
  ...['code', 'errno', 'syscall', 'path', 'address', 'port', 'signal', 'level'],
  ...['query', 'constraint', 'table', 'status', 'reason', 'data'],
];

/**
 * An error for the log: type, message, stack with its causes, and the fields above. Nothing else, since
 * libraries attach input data to their errors: query parameters, rows, request bodies.
 */
export function loggedError(error: Error): object {
  if (!(error instanceof Error)) return error;
  const { type, message, stack, ...rest } = stdSerializers.err(error) as Record<string, unknown>;
  const facts = Object.entries(rest).filter(([name]) => TOLD.includes(name));
  const errors = error instanceof AggregateError ? (error.errors as Error[]).map(loggedError) : undefined;
  return { type, message, stack, ...Object.fromEntries(facts), ...(errors && { errors }) };
}
