import { QueryFailedError } from 'typeorm';

/** A row with the same key exists: SQLSTATE 23505, https://www.postgresql.org/docs/current/errcodes-appendix.html */
export function isUniqueViolation(error: unknown): error is QueryFailedError {
  return error instanceof QueryFailedError && (error.driverError as { code?: string }).code === '23505';
}
