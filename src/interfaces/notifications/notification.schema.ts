import { z } from 'zod';
import { bilingualSchema, expecting, LANGUAGES } from '../../platform/core/index.js';
import { pageSchema, paginationSchema } from '../../platform/database/index.js';
import { EVENT_KINDS } from './event.js';
import { CHANNELS, DELIVERY_STATES, TARGET_KINDS } from './notification.entity.js';

const when = z.iso.datetime();
const LEAST_SECRET = 16;

export const targetNameSchema = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]{0,49}$/,
    expecting(
      'des lettres minuscules sans accent, des chiffres et des traits d’union, 50 au plus',
      'lower-case letters without accents, digits and hyphens, at most 50',
    ),
  );

function isHttp(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, hash } = new URL(text);
  return /^https?:$/.test(protocol) && `${username}${password}${hash}` === '';
}

const events = z
  .array(z.enum(EVENT_KINDS))
  .min(1)
  .transform((given) => [...new Set(given)]);
const common = { name: targetNameSchema, events, language: z.enum(LANGUAGES).default('fr') };

/** A new target. */
export const newTargetSchema = z
  .discriminatedUnion('kind', [
    z.object({
      ...common,
      kind: z.literal('webhook'),
      address: z
        .string()
        .trim()
        .max(2_000)
        .refine(
          isHttp,
          expecting(
            'une adresse https://, sans nom d’utilisateur',
            'an https:// address, without a user name',
          ),
        ),
      plainHttp: z.boolean().default(false).describe('Allow http:// for this address'),
      secret: z
        .string()
        .min(LEAST_SECRET)
        .max(200)
        .optional()
        .describe('What signs the messages; made when it is not given, and shown in this answer only'),
    }),
    z.object({ ...common, kind: z.literal('mail'), address: z.email().max(254) }),
  ])
  .superRefine((target, context) => {
    if (target.kind !== 'webhook' || target.plainHttp || !/^http:/i.test(target.address)) return;
    const message = expecting(
      'une adresse https:// ; en clair seulement si vous le permettez pour cette adresse (plainHttp)',
      'an https:// address; in clear only if you allow it for this address (plainHttp)',
    );
    context.addIssue({ code: 'custom', path: ['address'], message });
  })
  .meta({ id: 'NewNotificationTarget' });
export type NewTarget = z.output<typeof newTargetSchema>;

export const targetSchema = z
  .object({
    name: z.string(),
    kind: z.enum(TARGET_KINDS),
    address: z.string(),
    events: z.array(z.enum(EVENT_KINDS)),
    language: z.enum(LANGUAGES),
    plainHttp: z.boolean(),
    createdBy: z.string(),
    createdAt: when,
  })
  .meta({ id: 'NotificationTarget' });
export type TargetDto = z.output<typeof targetSchema>;

export const createdTargetSchema = targetSchema
  .extend({ secret: z.string().optional().describe('Of a webhook: shown only here') })
  .meta({ id: 'CreatedNotificationTarget' });
export type CreatedTargetDto = z.output<typeof createdTargetSchema>;

export const removedTargetSchema = z
  .object({ givenUp: z.int().describe('Messages that were still owed to it, and are given up') })
  .meta({ id: 'RemovedNotificationTarget' });
export type RemovedTargetDto = z.output<typeof removedTargetSchema>;

export const outcomeSchema = z.object({ outcome: bilingualSchema }).meta({ id: 'NotificationTest' });
export type NotificationTestDto = z.output<typeof outcomeSchema>;

export const deliverySchema = z
  .object({
    id: z.uuid(),
    eventId: z.uuid().nullable(),
    channel: z.enum(CHANNELS),
    kind: z.string().describe('The event, or what a person asked for'),
    recipient: z.string(),
    subject: z.string().describe('The name of the PC, or the number of the lot'),
    state: z.enum(DELIVERY_STATES),
    attempts: z.int(),
    nextAt: when.describe('When it is tried next; of no use once it is sent or given up'),
    sentAt: when.nullable(),
    failure: bilingualSchema.nullable().describe('Why the last attempt failed'),
    createdAt: when,
  })
  .meta({ id: 'NotificationDelivery' });
export type DeliveryDto = z.output<typeof deliverySchema>;

export const deliveryPageSchema = pageSchema(deliverySchema).meta({ id: 'NotificationDeliveryPage' });
export const deliveryQuerySchema = paginationSchema.extend({
  state: z.enum(DELIVERY_STATES).optional(),
  recipient: z.string().max(100).optional(),
});
export type DeliveryQuery = z.output<typeof deliveryQuerySchema>;

export const queuedSchema = z
  .object({ delivery: z.uuid().describe('GET /api/notification-deliveries tells how it ends') })
  .meta({ id: 'QueuedNotification' });
export type QueuedDto = z.output<typeof queuedSchema>;

export const attachSchema = z.object({
  ticket: z.int().min(1).max(2_147_483_647).optional().describe('The ticket; otherwise the computer'),
});
