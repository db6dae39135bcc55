import { z } from 'zod';
import { bilingual, kebab, line } from './names.js';
import { unique } from './rules.js';

export const recette = z.strictObject({
  checks: z
    .array(
      z.strictObject({
        kind: kebab.describe('Kind of check; an unknown one is refused with the list of all'),
        parameters: z.record(z.string().max(100), z.unknown()).optional().describe('Depends on the kind'),
        severity: z
          .enum(['blocking', 'reserve', 'information'])
          .default('blocking')
          .describe(
            '`blocking`: no certificate when it fails; `reserve`: written out in the certificate; `information`: only told',
          ),
        requirement: bilingual.optional().describe('The requirement that it proves'),
      }),
    )
    .max(500)
    .default([])
    .describe(
      'What is measured on the installed PC. A Linux is measured by these alone, a Windows by all its kinds: one that stands here gets this severity and these parameters',
    ),
  without: z
    .array(kebab.describe('Kind of check'))
    .max(200)
    .superRefine(
      unique((kind) => kind, ['un contrôle qui n’est pas déjà dans la liste', 'a check not yet in the list']),
    )
    .optional()
    .describe('Kinds that a Windows is not measured by; the certificate names them'),
  manual: z
    .array(
      z.strictObject({
        id: kebab.describe('Short name'),
        title: z.strictObject({ fr: line, en: line }).describe('What the technician looks at'),
        severity: z.enum(['blocking', 'reserve', 'information']).default('reserve'),
      }),
    )
    .max(100)
    .default([])
    .superRefine(
      unique(({ id }) => id, ['un contrôle qui n’est pas déjà dans la liste', 'a check not yet in the list']),
    )
    .describe('What only a person can judge: screen, keyboard, webcam, sound'),
  reservations: z
    .enum(['signature', 'account'])
    .default('signature')
    .describe(
      'How a reservation is accepted: `signature`, on the printed certificate, and nothing waits; `account`, each by somebody logged in, before the certificate',
    ),
});
