import 'reflect-metadata';
import { createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import type { Request } from 'express';
import type { Role } from '../core/index.js';
import { UnauthenticatedError } from './access-errors.js';
import type { KnownAccount } from './actor.js';

/** Who may call a route; a machine comes with a session when `session` says so, else with a ticket. */
export type Access = { kind: 'role'; role: Role } | { kind: 'public' } | { kind: 'machine'; session?: true };

const ACCESS = 'etabli:access';
const BEFORE_PASSWORD = 'etabli:before-password';
type Target = abstract new (...args: never[]) => unknown;

/** The route, or every route of the class that declares nothing itself, needs this role or a higher one. */
export const Roles = (role: Role) => declare({ kind: 'role', role });

/** Also open to an account that must change its password first: what it takes to do so, and to leave. */
export const BeforePasswordChange = () => SetMetadata(BEFORE_PASSWORD, true);

/** Whether this route is declared so. */
export function isBeforePasswordChange(handler: object): boolean {
  return Reflect.getOwnMetadata(BEFORE_PASSWORD, handler) === true;
}

/** Anyone may call it. */
export const Public = () => declare({ kind: 'public' });

/** A machine calls it with a ticket of its own, which the route itself checks: it says what the ticket must be for. */
export const Machine = () => declare({ kind: 'machine' });

/** A machine calls it with the session that it was given. */
export const MachineSession = () => declare({ kind: 'machine', session: true });

/** What a route declares: its own word, or else its class's; undefined when neither says anything. */
export function accessOf(controller: Target, handler: object): Access | undefined {
  return (Reflect.getOwnMetadata(ACCESS, handler) ?? Reflect.getMetadata(ACCESS, controller)) as
    Access | undefined;
}

function declare(access: Access): MethodDecorator & ClassDecorator {
  return (target: object, _key?: string | symbol, descriptor?: PropertyDescriptor) => {
    const owner = (descriptor?.value ?? target) as { name: string };
    if (Reflect.hasOwnMetadata(ACCESS, owner)) throw new Error(`${owner.name} declares its access twice`);
    Reflect.defineMetadata(ACCESS, access, owner);
  };
}

/** What the guard learnt of a request. */
interface Admitted {
  account?: KnownAccount;
  csrfToken?: string;
  credential?: Credential;
  standing?: string;
}

/** What a request was let in by: its session or API token, by the hash that is stored. */
export interface Credential {
  kind: 'session' | 'token';
  hash: string;
}

const admitted = new WeakMap<object, Admitted>();

export function admit(request: Request, who: Admitted): void {
  admitted.set(request, who);
}

/** The account behind a request: always there on a route with a role, and on a public page read with a session. */
export function accountOf(request: Request): KnownAccount | undefined {
  return admitted.get(request)?.account;
}

/** What a request was let in by; undefined for one that nobody is known behind. */
export function credentialOf(request: Request): Credential | undefined {
  return admitted.get(request)?.credential;
}

/** What the account was worth when the request was let in: see `standingOf`. */
export function standingAtEntry(request: Request): string | undefined {
  return admitted.get(request)?.standing;
}

/** What forms and scripts of this session must send along as `_csrf` or x-csrf-token; undefined without session. */
export function csrfTokenOfRequest(request: Request): string | undefined {
  return admitted.get(request)?.csrfToken;
}

/** The account behind the request. On a route without a role it may be nobody: that is a 401. */
export const CurrentAccount = createParamDecorator((_: unknown, context: ExecutionContext): KnownAccount => {
  const account = accountOf(context.switchToHttp().getRequest<Request>());
  if (!account) throw new UnauthenticatedError();
  return account;
});
