import { z } from 'zod';
import { bilingualSchema, PermanentError } from '../../../../platform/core/index.js';

const injectionSchema = z.object({
  boot: z.array(
    z.looseObject({ service: z.string(), file: z.string(), sha256: z.string(), readBack: z.boolean() }),
  ),
  /** One entry an INF. */
  packages: z.array(z.looseObject({ folder: z.string() })),
  winre: z.enum(['injected', 'absent', 'unchanged']),
  /** Why Windows RE has no boot driver of ours. */
  winreWhy: bilingualSchema.optional(),
});
export type Injected = z.output<typeof injectionSchema>;

/** What the agent did for an order. Throws PermanentError unless all of it was written and read back. */
export function judgedInjection(
  order: { boot: readonly unknown[]; packages: readonly { folder: string }[] },
  answer: unknown,
): Injected {
  const result = injectionSchema.safeParse(answer);
  if (!result.success) throw notProven('—');
  const { boot, packages } = result.data;
  const unread = boot.filter(({ readBack }) => !readBack).map(({ service }) => service);
  if (unread.length > 0) throw notProven(unread.join(', '));
  if (boot.length !== order.boot.length) throw notProven(`${boot.length}/${order.boot.length}`);
  const copied = packages.map(({ folder }) => folder);
  const lost = order.packages.map(({ folder }) => folder).filter((folder) => !copied.includes(folder));
  if (lost.length > 0) throw notProven(lost.join(', '));
  return result.data;
}

function notProven(what: string): PermanentError {
  return new PermanentError(
    {
      fr: `les pilotes n’ont pas tous été écrits et relus : ${what}`,
      en: `not all drivers were written and read back: ${what}`,
    },
    {
      remedy: {
        fr: 'Reprenez le déploiement depuis le début.',
        en: 'Retry the deployment from the start.',
      },
    },
  );
}
