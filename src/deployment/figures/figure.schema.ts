import { z } from 'zod';
import { bilingualSchema } from '../../platform/core/index.js';

const day = z.iso.date();

/** `?from=2026-11-01&to=2026-11-30&customer=…`; without days, the last thirty. */
export const figuresQuerySchema = z.object({
  from: day.optional().describe('First day, of the server’s time zone; by default 30 days before the last'),
  to: day.optional().describe('Last day, included; by default today'),
  customer: z.string().min(1).max(300).optional().describe('Only the lots of this customer'),
});
export type FiguresQuery = z.infer<typeof figuresQuerySchema>;

const count = z.number().int();
const seconds = z.number();

const perDay = z.object({ day, certified: count, failed: count });
const stepTime = z.object({
  step: z.string(),
  title: bilingualSchema,
  model: z.string().describe('Empty for a PC that was never seen'),
  master: z.string(),
  count,
  medianSeconds: seconds,
  p90Seconds: seconds,
});
const cause = z.object({
  step: z.string(),
  title: bilingualSchema,
  cause: bilingualSchema.describe('As it was said last; the numbers and names in it are not compared'),
  count,
  lastAt: z.iso.datetime(),
});
const finding = z.object({
  kind: z.string(),
  title: bilingualSchema,
  isManual: z.boolean(),
  failed: count,
  unmeasured: count,
});

export const figuresSchema = z
  .object({
    from: day,
    to: day,
    timeZone: z.string(),
    customer: z.string().nullable(),
    notCounted: count.describe('Deployments that ended and are not in the figures yet'),
    totals: z.object({
      certified: count,
      failed: count,
      cancelled: count,
      withoutHand: count.describe('Certified PCs that nobody did anything to between arming and certificate'),
      recettes: count.describe('PCs whose recette was measured'),
    }),
    days: z.array(perDay),
    weeks: z.array(perDay.omit({ day: true }).extend({ monday: day })),
    hands: z.array(z.object({ action: z.string(), name: bilingualSchema, count })),
    steps: z.object({
      overall: z.array(stepTime.omit({ model: true, master: true })),
      items: z.array(stepTime),
      total: count,
    }),
    causes: z.object({ items: z.array(cause), total: count }),
    findings: z.object({ items: z.array(finding), total: count }),
    customers: z.array(z.string()),
  })
  .meta({ id: 'Figures' });
export type FiguresDto = z.output<typeof figuresSchema>;
