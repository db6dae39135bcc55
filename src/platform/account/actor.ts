import type { Role } from '../core/index.js';

export const ACTOR_KINDS = ['account', 'machine', 'system'] as const;
export type ActorKind = (typeof ACTOR_KINDS)[number];

/** The author of an action in the audit log. */
export interface Actor {
  kind: ActorKind;
  id: string;
  name: string;
}

/** Établi itself, automatically or by a command on its own machine. */
export const SYSTEM: Actor = { kind: 'system', id: 'etabli', name: 'Établi' };

/** The account of an authenticated request. */
export interface KnownAccount {
  id: string;
  name: string;
  displayName: string;
  role: Role;
  passwordChangeRequired: boolean;
  /** `local`: the token of the etabli command on this machine; `screen`: a screen of the wall, which has no account. */
  via: 'session' | 'token' | 'local' | 'screen';
}

/** The account as the actor of an audit entry. */
export function actorOf(account: Pick<KnownAccount, 'id' | 'name'>): Actor {
  return { kind: 'account', id: account.id, name: account.name };
}
