import 'reflect-metadata';
import { createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import type { Request } from 'express';
import type { Role } from '../core/index.js';
import { UnauthenticatedError } from './access-errors.js';
import type { KnownAccount } from './actor.js';

/** Who may call a route. A machine uses a session when `session` is true, else a ticket. */
export type Access = { kind: 'role'; role: Role } | { kind: 'public' } | { kind: 'machine'; session?: true };

const ACCESS = 'etabli:access';
const BEFORE_PASSWORD = 'etabli:before-password';
const SCREENS_TOO = 'etabli:screens-too';
type Target = abstract new (...args: never[]) => unknown;

/** The route, or every route of the class without its own declaration, needs this role or a higher one. */
export const Roles = (role: Role) => declare({ kind: 'role', role });

/** Also allowed for an account that must change its password first. */
export const BeforePasswordChange = () => SetMetadata(BEFORE_PASSWORD, true);

/** Whether the route has that declaration. */
export function isBeforePasswordChange(handler: object): boolean {
  return Reflect.getOwnMetadata(BEFORE_PASSWORD, handler) === true;
}

/** A screen of the wall may read it too, with its token and without an account. */
export const ScreensToo = () => SetMetadata(SCREENS_TOO, true);

export function isForScreens(handler: object): boolean {
  return Reflect.getOwnMetadata(SCREENS_TOO, handler) === true;
}

/** Anyone may call it. */
export const Public = () => declare({ kind: 'public' });

/** A machine calls it with its ticket, which the route verifies. */
export const Machine = () => declare({ kind: 'machine' });

/** A machine calls it with its session. */
export const MachineSession = () => declare({ kind: 'machine', session: true });

/** The declared access of a route, else that of its class, else undefined. */
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

/** What the guard stores with a request. */
interface Admitted {
  account?: KnownAccount;
  csrfToken?: string;
  credential?: Credential;
  standing?: string;
}

/** The session, API token or token of a screen that authenticated a request, by its stored hash. */
export interface Credential {
  kind: 'session' | 'token' | 'screen';
  hash: string;
}

const admitted = new WeakMap<object, Admitted>();

export function admit(request: Request, who: Admitted): void {
  admitted.set(request, who);
}

/** The account of a request: set on routes with a role, and on public pages with a session. */
export function accountOf(request: Request): KnownAccount | undefined {
  return admitted.get(request)?.account;
}

/** The credential of a request; undefined without authentication. */
export function credentialOf(request: Request): Credential | undefined {
  return admitted.get(request)?.credential;
}

/** The state of the account when the request was authenticated: see `standingOf`. */
export function standingAtEntry(request: Request): string | undefined {
  return admitted.get(request)?.standing;
}

/** The CSRF token of the session, sent as `_csrf` or x-csrf-token; undefined without session. */
export function csrfTokenOfRequest(request: Request): string | undefined {
  return admitted.get(request)?.csrfToken;
}

/** The account of the request. UnauthenticatedError on a route without a role when there is none. */
export const CurrentAccount = createParamDecorator((_: unknown, context: ExecutionContext): KnownAccount => {
  const account = accountOf(context.switchToHttp().getRequest<Request>());
  if (!account) throw new UnauthenticatedError();
  return account;
});
