import { z } from 'zod';
import { bilingualSchema, DEPLOYMENT_STATES, readable } from '../../../platform/core/index.js';
import { pageSchema, type Pagination, paginationSchema } from '../../../platform/database/index.js';
import { expecting } from '../../../documents/profile/index.js';
import { COLUMNS } from './columns.js';
import { MOST_ROWS } from './sheet.js';

const error = expecting('une ligne de texte, de 1 à 200 caractères', 'one line of text, 1 to 200 characters');
const line = z
  .string({ error })
  .trim()
  .regex(/^[^\u0000-\u001f\u007f]*$/, { error })
  .transform((text) => readable(text).trim())
  .pipe(z.string().min(1, { error }).max(200, { error }));

const cell = z.string().max(4_000).nullish();

const day = expecting('une date qui existe : 2026-12-24', 'a date that exists: 2026-12-24');
const moment = expecting('une date et une heure : 2026-12-24T06:30', 'a date and a time: 2026-12-24T06:30');

/** An empty field of a form is no value. */
const orNothing = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? null : value), schema.nullable()).optional();

/** What may be changed of a lot as long as it is not archived. */
const details = {
  orderNumber: orNothing(line).describe('The customer’s order number, for the papers'),
  site: orNothing(line).describe('Where the PCs go'),
  dueOn: orNothing(z.iso.date({ error: day })).describe('When the PCs must be ready: 2026-12-24'),
  beginAt: orNothing(
    z
      .union([z.iso.datetime({ offset: true }), z.iso.datetime({ local: true })], { error: moment })
      .transform((text) => new Date(text)),
  ).describe('When the PCs that are armed then are woken; without a zone, in that of the server'),
  notes: z.string().trim().max(2_000).nullish(),
};

/** A change of a lot: fields that are not named stay as they are. */
export const lotChangeSchema = z
  .strictObject({ customer: line.optional(), ...details })
  .meta({ id: 'LotChange' });
export type LotChange = z.output<typeof lotChangeSchema>;

/** Which lots: all, those with a PC that has not ended, of these the late or the paused ones, or the ended ones. */
export const LOT_LISTS = ['all', 'open', 'late', 'paused', 'ended'] as const;
export type LotList = (typeof LOT_LISTS)[number];

export const lotListSchema = paginationSchema.extend({
  show: z.enum(LOT_LISTS).default('all'),
  customer: z.string().trim().max(200).optional().describe('A part of the customer, the site or the number'),
});
export type LotListQuery = Pagination & { show?: LotList; customer?: string };

/** The fields of a lot besides its rows: in the query of a CSV request, in the body of a JSON request. */
export const lotOrderSchema = z.object({
  customer: line.describe('Customer or service'),
  profile: line.describe('Name of the profile'),
  profileVersion: z.coerce
    .number()
    .int()
    .min(1)
    .optional()
    .describe('Version of the profile; the current one by default'),
  ...details,
});
export type LotOrder = z.output<typeof lotOrderSchema>;

export const lotQuerySchema = lotOrderSchema.partial().extend({
  dryRun: z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true')
    .describe('Answers every row’s verdict and creates nothing'),
});
export type LotQuery = z.output<typeof lotQuerySchema>;

export const lotBodySchema = lotOrderSchema
  .extend({
    rows: z
      .array(
        z.strictObject({
          serial: cell.describe('Serial number; this or `mac` is needed'),
          mac: cell.describe('MAC address of a network card of the PC itself'),
          hostname: cell.describe('Name, at most 15 letters, digits and hyphens'),
          user: cell.describe('Who gets the PC'),
          assetTag: cell.describe('Inventory number'),
          organizationalUnit: cell.describe('Organizational unit'),
          position: cell.describe('Position on the bench'),
          notes: cell,
        }),
      )
      .min(1)
      .max(MOST_ROWS)
      .describe('One PC a row'),
  })
  .meta({ title: 'New lot' });

const ignored = z
  .array(
    z.object({
      row: z.int().describe('As the spreadsheet counts, headings included'),
      column: z.string(),
      found: z.string(),
      text: bilingualSchema.describe('Why it is not kept, and what may have been meant'),
    }),
  )
  .describe('What was read and is not kept, though the rest is');

/** A lot in the API. */
export const lotSchema = z
  .object({
    id: z.uuid(),
    number: z.string().describe('L-2026-0001'),
    customer: z.string(),
    profile: z.object({ id: z.uuid(), name: z.string(), version: z.int() }),
    site: z.string().nullable(),
    dueOn: z.iso.date().nullable(),
    isLate: z.boolean().describe('It was due, and a PC has not ended'),
    beginAt: z.iso.datetime().nullable(),
    woken: z.int().describe('PCs that the date to begin has woken'),
    pausedAt: z.iso.datetime().nullable().describe('Since when none of its steps begins'),
    pausedBy: z.string().nullable(),
    notes: z.string().nullable(),
    orderNumber: z.string().nullable(),
    createdBy: z.string(),
    createdAt: z.iso.datetime(),
    counts: z.partialRecord(z.enum(DEPLOYMENT_STATES), z.int()).describe('Deployments in each state'),
    closed: z.int().describe('Of the failed ones, those that somebody closed'),
    reserved: z.int().describe('Of the certified ones, those with reservations or a check that failed'),
    ended: z.boolean().describe('Every PC has ended, and each failure was closed'),
    ignoredColumns: z.array(z.string()).optional().describe('Columns of the CSV that were not kept'),
    ignored: ignored.optional(),
  })
  .meta({ id: 'Lot' });
export type LotDto = z.output<typeof lotSchema>;

export const lotPageSchema = pageSchema(lotSchema).meta({ id: 'LotPage' });

/** The response of a dry run. */
export const lotPreviewSchema = z
  .object({
    accepted: z.boolean().describe('Whether the lot would be created'),
    ignoredColumns: z.array(z.string()),
    ignored,
    rows: z.array(
      z.object({
        row: z.int().describe('As the spreadsheet counts, headings included'),
        values: z.partialRecord(z.enum(COLUMNS), z.string()).describe('What would be kept of it'),
        problems: z.array(
          z.object({
            column: z.string().optional(),
            found: z.string(),
            text: bilingualSchema.describe('What was expected'),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'LotPreview' });
export type LotPreviewDto = z.output<typeof lotPreviewSchema>;

/** What can be done with several PCs of a lot at once. */
export const LOT_ACTS = ['wake', 'disarm', 'cancel', 'retry'] as const;
export type LotAct = (typeof LOT_ACTS)[number];

export const lotActSchema = z
  .strictObject({ act: z.enum(LOT_ACTS), deployments: z.array(z.uuid()).min(1).max(MOST_ROWS) })
  .meta({ id: 'LotAct' });

export const actVerdictsSchema = z
  .array(
    z.object({
      deploymentId: z.uuid(),
      name: z.string(),
      isDone: z.boolean(),
      text: bilingualSchema.describe('What was done, or why not'),
    }),
  )
  .meta({ id: 'ActVerdicts', description: 'One for each PC that was named' });
export type ActVerdictDto = z.output<typeof actVerdictsSchema>[number];
