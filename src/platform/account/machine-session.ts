import type { Request } from 'express';

/**
 * How the guard looks a machine's session up, where a route needs one: provided by whoever keeps the sessions. Where
 * nothing is provided under it, no such route is open.
 */
export const MACHINE_SESSIONS = Symbol('the sessions of machines');

export interface MachineSessionCheck {
  /** Whether the bearer of the request is a session that stands. */
  admits(request: Request): Promise<boolean>;
}
