import { z } from 'zod';
import { ROLES } from '../core/index.js';
import { pageSchema, paginationSchema } from '../database/index.js';
import { ACTOR_KINDS } from './actor.js';
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from './password.js';

const time = z.iso.datetime();
const name = z.string().trim().toLowerCase().min(1).max(64).describe('Account name, kept in lower case');
const displayName = z.string().trim().min(1).max(200).describe('Full name');
const role = z.enum(ROLES);
/** A new password; `hashPassword` checks its length in characters. */
const password = z
  .string()
  .min(SHORTEST_PASSWORD)
  .max(LONGEST_PASSWORD * 2);
const givenPassword = z
  .string()
  .min(1)
  .max(LONGEST_PASSWORD * 2);

export const loginSchema = z.object({ name, password: givenPassword }).meta({ id: 'Login' });
export type LoginBody = z.infer<typeof loginSchema>;

export const ownPasswordSchema = z.object({ current: givenPassword, password }).meta({ id: 'OwnPassword' });
export type OwnPasswordBody = z.infer<typeof ownPasswordSchema>;

export const ownPinSchema = z
  .strictObject({
    password: givenPassword.describe('Your password'),
    pin: z.string().max(64).describe('6 to 12 digits, neither all the same nor a row'),
  })
  .meta({ id: 'OwnPin' });
export type OwnPinBody = z.infer<typeof ownPinSchema>;

export const pinStateSchema = z.object({ set: z.boolean() }).meta({ id: 'PinState' });

export const sessionSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    displayName: z.string(),
    role,
    via: z.enum(['session', 'token', 'local']),
    passwordChangeRequired: z.boolean().describe('Somebody else chose the password'),
    csrfToken: z.string().nullable().describe('To send as x-csrf-token; null with an API token'),
  })
  .meta({ id: 'Session' });

export const newUserSchema = z
  .object({ name, displayName: displayName.optional(), role, password })
  .meta({ id: 'NewUser' });
export type NewUserBody = z.infer<typeof newUserSchema>;

export const userChangeSchema = z
  .object({ displayName: displayName.optional(), role: role.optional(), disabled: z.boolean().optional() })
  .meta({ id: 'UserChange' });
export type UserChangeBody = z.infer<typeof userChangeSchema>;

export const passwordSchema = z.object({ password }).meta({ id: 'NewPassword' });
export type PasswordBody = z.infer<typeof passwordSchema>;

export const userSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    displayName: z.string(),
    role,
    passwordChangeRequired: z.boolean(),
    createdAt: time,
    disabledAt: time.nullable(),
  })
  .meta({ id: 'User' });
export type UserDto = z.output<typeof userSchema>;
export const userPageSchema = pageSchema(userSchema).meta({ id: 'UserPage' });

export const tokenQuerySchema = paginationSchema.extend({
  accountId: z.uuid().optional().describe('For administrators: whose tokens; by default your own'),
});
export type TokenQuery = z.infer<typeof tokenQuerySchema>;

export const newTokenSchema = z
  .object({
    name: z.string().trim().min(1).max(100).describe('What it is for'),
    role: role.optional().describe('The most that it may do; without it all that your account may'),
    ttlDays: z.number().int().min(1).max(3650).optional().describe('Without it the token does not expire'),
  })
  .meta({ id: 'NewToken' });
export type NewTokenBody = z.infer<typeof newTokenSchema>;

const token = z.object({
  id: z.uuid(),
  name: z.string(),
  role: role.nullable().describe('The most that it may do; null: all that its account may'),
  createdAt: time,
  expiresAt: time.nullable(),
});
export const createdTokenSchema = token
  .extend({ token: z.string().describe('The token itself, shown only here') })
  .meta({ id: 'CreatedToken' });
export type CreatedTokenDto = z.output<typeof createdTokenSchema>;
export const tokenSchema = token
  .extend({ accountId: z.uuid(), lastUsedAt: time.nullable() })
  .meta({ id: 'Token' });
export type TokenDto = z.output<typeof tokenSchema>;
export const tokenPageSchema = pageSchema(tokenSchema).meta({ id: 'TokenPage' });

const filter = z.string().min(1).max(200).optional();
export const auditQuerySchema = paginationSchema.extend({
  action: filter.describe('deployment.arm'),
  actorKind: z.enum(ACTOR_KINDS).optional(),
  actorId: filter,
  subjectKind: filter.describe('deployment, machine, account, …'),
  subjectId: filter,
  actorName: filter.describe('Part of the name of who did it'),
  search: filter.describe('Part of a name, an action, a subject, an address or the details'),
  since: time.optional(),
  until: time.optional().describe('Before this time'),
});
export type AuditQuery = z.infer<typeof auditQuerySchema>;

export const auditEntrySchema = z
  .object({
    id: z.string(),
    at: time,
    actor: z.object({ kind: z.enum(ACTOR_KINDS), id: z.string(), name: z.string() }),
    action: z.string(),
    subject: z.object({ kind: z.string(), id: z.string() }),
    data: z.record(z.string(), z.unknown()),
    address: z.string().nullable(),
  })
  .meta({ id: 'AuditEntry' });
export const auditPageSchema = pageSchema(auditEntrySchema).meta({ id: 'AuditPage' });
