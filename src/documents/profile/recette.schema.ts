import { z } from 'zod';
import { isReadyCheck, READY_CHECKS, SIGNING_ROLES } from './manual-checks.js';
import { bilingual, kebab, line } from './names.js';
import { expecting } from './expected.js';
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
      z.union(
        [
          z.enum(READY_CHECKS).describe('A check that Établi knows: its title, and how it is done'),
          z.strictObject({
            id: kebab.describe('Short name'),
            title: z
              .strictObject({ fr: line, en: line })
              .optional()
              .describe('What the technician looks at; a check that Établi knows has one already'),
            severity: z.enum(['blocking', 'reserve', 'information']).default('reserve'),
          }),
        ],
        {
          error: expecting(
            `un contrôle connu (${READY_CHECKS.join(', ')}), ou {id, title: {fr, en}, severity}`,
            `a known check (${READY_CHECKS.join(', ')}), or {id, title: {fr, en}, severity}`,
          ),
        },
      ),
    )
    .max(100)
    .default([])
    .superRefine(
      unique(
        (check) => (typeof check === 'string' ? check : check.id),
        ['un contrôle qui n’est pas déjà dans la liste', 'a check not yet in the list'],
      ),
    )
    .superRefine((checks, context) => {
      checks.forEach((check, index) => {
        if (typeof check === 'string' || check.title !== undefined || isReadyCheck(check.id)) return;
        const message = expecting(
          `le titre du contrôle ; seuls ${READY_CHECKS.join(', ')} en ont déjà un`,
          `the title of the check; only ${READY_CHECKS.join(', ')} have one already`,
        );
        context.addIssue({ code: 'custom', path: [index, 'title'], message, input: undefined });
      });
    })
    .describe('What only a person can judge: screen, keyboard, webcam, sound'),
  signatures: z
    .array(z.enum(SIGNING_ROLES))
    .max(SIGNING_ROLES.length)
    .optional()
    .superRefine((roles, context) =>
      unique<string>(
        (role) => role,
        ['un rôle qui n’est pas déjà dans la liste', 'a role not yet in the list'],
      )(roles ?? [], context),
    )
    .describe(
      'Who signs the answers to the manual checks on the tablet; the certificate waits for them: `technician`, by PIN; `customer`, by hand',
    ),
  reservations: z
    .enum(['signature', 'account'])
    .default('signature')
    .describe(
      'How a reservation is accepted: `signature`, on the printed certificate, and nothing waits; `account`, each by somebody logged in, before the certificate',
    ),
});
