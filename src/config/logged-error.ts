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
  const { type, message, stack, aggregateErrors, raw, ...rest } = stdSerializers.err(error) as Partial<
    ReturnType<typeof stdSerializers.err>
  >;
  // Not an error at all, and so as it is.
  if (!(raw instanceof Error) || type === undefined) return error;
  return {
    type,
    message,
    stack,
    ...Object.fromEntries(Object.entries(rest).filter(([name]) => TOLD.includes(name))),
    ...(aggregateErrors && {
      errors: raw instanceof AggregateError ? (raw.errors as Error[]).map(loggedError) : [],
    }),
  };
}
