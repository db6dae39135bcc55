import {
  ConflictError,
  EtabliError,
  InputError,
  NotFoundError,
  OperatorError,
  PermanentError,
  TransientError,
} from './errors.js';

/** Maps errors to HTTP statuses, subclasses first. RFC 9110 §15. */
const STATUSES: [kind: abstract new (...given: never[]) => EtabliError, status: number][] = [
  [InputError, 400],
  [NotFoundError, 404],
  [ConflictError, 409],
  [OperatorError, 409],
  [PermanentError, 422],
  [TransientError, 503],
];

/**
 * The HTTP status of an error. An error outside the table may give its own status; any other is a 500.
 */
export function httpStatusOf(error: unknown): number {
  const { status, statusCode, getStatus } = (error ?? {}) as Record<string, unknown>;
  const own =
    typeof getStatus === 'function'
      ? (error as { getStatus(): unknown }).getStatus()
      : (statusCode ?? status);
  if (typeof own === 'number' && own >= 400 && own < 600) return own;
  return STATUSES.find(([kind]) => error instanceof kind)?.[1] ?? 500;
}
