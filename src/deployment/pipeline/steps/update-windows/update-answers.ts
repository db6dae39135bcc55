import { z } from 'zod';

const hresult = z.string().regex(/^0x[0-9a-f]{8}$/);

const found = z.strictObject({
  id: z.string().min(1).max(100),
  revision: z.int(),
  title: z.string().max(500),
  kb: z.array(z.string().max(20)).max(20),
  /** Ids of its classifications and products. */
  categories: z.array(z.string().max(100)).max(200),
  isDriver: z.boolean(),
  isOptional: z.boolean(),
  /** Its installer may wait for an answer of somebody. */
  asks: z.boolean(),
  bytes: z.int().nonnegative(),
});
export type FoundUpdate = z.output<typeof found>;

/** The answer of `updates/search`. */
export const searchAnswer = z.strictObject({
  /** Null where the search failed: then `error` says why. */
  found: z.array(found).max(2_000).nullable(),
  error: hresult.nullable(),
  /** Null where Windows did not say. */
  restartDue: z.boolean().nullable(),
});
export type SearchAnswer = z.output<typeof searchAnswer>;

const outcome = found.extend({
  stage: z.enum(['download', 'install', 'done']),
  /** Null for an update that was installed. */
  hresult: hresult.nullable(),
  restart: z.boolean(),
});

/** The answer of `updates/install`. */
export const installAnswer = z.strictObject({
  outcomes: z.array(outcome).max(2_000),
  error: hresult.nullable(),
  restartDue: z.boolean().nullable(),
});
export type InstallAnswer = z.output<typeof installAnswer>;
