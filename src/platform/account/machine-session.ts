import type { Request } from 'express';

/**
 * Injection token of the lookup of machine sessions. Without a provider, routes that need a session refuse all
 * requests.
 */
export const MACHINE_SESSIONS = Symbol('the sessions of machines');

export interface MachineSessionCheck {
  /** Whether the bearer token of the request is that of a valid session. */
  admits(request: Request): Promise<boolean>;
}
