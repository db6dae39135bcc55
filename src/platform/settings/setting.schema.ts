import { z } from 'zod';
import { bilingualSchema } from '../core/index.js';
import { FIELD_KINDS } from './setting.js';

const head = { name: z.string(), title: bilingualSchema };

export const settingsSchema = z.array(z.object(head)).meta({ id: 'Settings' });
export type SettingsDto = z.output<typeof settingsSchema>;

export const settingSchema = z
  .object({
    ...head,
    fields: z.array(
      z.object({
        name: z.string(),
        label: bilingualSchema,
        kind: z.enum(FIELD_KINDS),
        help: bilingualSchema.optional(),
        sentTo: z
          .array(z.string())
          .optional()
          .describe('Fields that say where this secret is sent: it is given again when one changes'),
        choices: z.array(z.object({ value: z.string(), label: bilingualSchema })).optional(),
      }),
    ),
    value: z.record(z.string(), z.unknown()).describe('Without its secrets; a picture is a data URL'),
    secrets: z.record(z.string(), z.boolean()).describe('By name of a secret field: whether it is set'),
    canBeTested: z.boolean(),
    updatedBy: z.string().nullable(),
    updatedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Setting' });
export type SettingDto = z.output<typeof settingSchema>;

export const settingChangeSchema = z.record(z.string(), z.unknown()).meta({ id: 'SettingChange' });
export type SettingChangeDto = z.output<typeof settingChangeSchema>;

export const settingTestSchema = z.object({ outcome: bilingualSchema }).meta({ id: 'SettingTest' });
export type SettingTestDto = z.output<typeof settingTestSchema>;
