import { z } from 'zod';
import { bilingualSchema } from '../../platform/core/index.js';
import { rankText } from './match/rank.js';
import type { PackageChoice } from './match/choice.js';
import type { DeviceMatch } from './match/match.js';

export const matchQuerySchema = z.object({
  master: z
    .string()
    .trim()
    .min(1)
    .max(63)
    .optional()
    .describe(
      'A Windows master: its version, and the drivers that its image has; without it, build and productType',
    ),
  build: z.coerce.number().int().min(10_240).max(99_999).default(26_100).describe('Build of Windows'),
  productType: z.enum(['WinNT', 'LanmanNT', 'ServerNT']).default('WinNT'),
});
export type MatchQuery = z.output<typeof matchQuerySchema>;

const choiceSchema = z.object({
  kind: z.enum(['package', 'image']),
  packageId: z.uuid().optional(),
  inf: z.string().optional(),
  provider: z.string().optional(),
  version: z.string().optional(),
  date: z.string().optional(),
  signature: z.enum(['microsoft', 'vendor', 'unsigned', 'unknown']).optional(),
  description: z.string().optional().describe('What the INF calls the device'),
  id: z.string().describe('The id by which it was found'),
  rank: z.string().describe('Windows’ rank: the lowest wins'),
});

export const deviceMatchSchema = z
  .object({
    device: z.object({
      name: z.string().optional(),
      slot: z.string().optional(),
      class: z.string().optional(),
      hardwareIds: z.array(z.string()),
    }),
    choice: choiceSchema.optional().describe('Absent when there is no driver'),
    reason: bilingualSchema,
    others: z.array(choiceSchema),
  })
  .meta({ id: 'DeviceMatch', description: 'The driver of a device, and why' });
export type DeviceMatchDto = z.output<typeof deviceMatchSchema>;

/** Those without a driver first. */
export function matchesForPeople(matches: readonly DeviceMatch[]): DeviceMatchDto[] {
  const ordered = [...matches].sort(
    (one, other) => Number(one.choice !== undefined) - Number(other.choice !== undefined),
  );
  return ordered.map(({ device, choice, reason, others }) => ({
    device: {
      name: device.name,
      slot: device.slot,
      class: device.class,
      hardwareIds: device.hardwareIds,
    },
    ...(choice && { choice: choiceOf(choice) }),
    reason,
    others: others.map(choiceOf),
  }));
}

function choiceOf(choice: NonNullable<DeviceMatch['choice']>): DeviceMatchDto['others'][number] {
  if (choice.kind === 'image') return { kind: 'image', id: choice.id, rank: rankText(choice.rank) };
  return { ...packageOf(choice), id: choice.id.id, rank: rankText(choice.rank) };
}

function packageOf({ candidate, id }: PackageChoice) {
  const { packageId, inf, provider, version, date, signature } = candidate;
  return {
    kind: 'package' as const,
    packageId,
    inf,
    provider,
    version,
    date,
    signature,
    description: id.description,
  };
}
