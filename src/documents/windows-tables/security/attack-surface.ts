import { z } from 'zod';
import { expecting } from '../../../platform/core/index.js';
import { csp, names, place, POLICIES, row } from '../option-row.js';

const KEY = `${POLICIES}\\Windows Defender\\Windows Defender Exploit Guard\\ASR`;

/** "Attack surface reduction rules reference" of Microsoft Defender for Endpoint. */
const RULES = {
  'vulnerable-signed-drivers': '56a863a9-875e-4185-98a7-b882c64b5ce5',
  'adobe-reader-child-processes': '7674ba52-37eb-4a4f-a9a1-f0f9a1619a2c',
  'office-child-processes': 'd4f940ab-401b-4efc-aadc-ad5f3c50688a',
  'credential-theft-from-lsass': '9e6c4e1f-7d60-472f-ba1a-a39ef669e4b2',
  'executable-content-from-mail': 'be9ba2d9-53ea-4cdc-84e5-9b1eeee46550',
  'untrusted-executables': '01443614-cd74-433a-b99e-2ecdc07bfc25',
  'obfuscated-scripts': '5beb7efe-fd9a-4556-801d-275e5ffc04cc',
  'scripts-launching-downloads': 'd3e037e1-3eb8-44c8-a917-57927947596d',
  'office-executable-content': '3b576869-a4ec-4529-8536-b80a7769e899',
  'office-code-injection': '75668c1f-73b5-4cf0-bb93-3ecf5cb7cc84',
  'office-communication-child-processes': '26190899-1602-49e8-8b27-eb1d0a1ce869',
  'wmi-persistence': 'e6db77e5-3df2-4cf1-b95a-636979351e5b',
  'psexec-and-wmi-commands': 'd1e49aac-8f56-4280-b9ba-993a6d77406c',
  'restart-in-safe-mode': '33ddedf1-c6e0-47cb-833e-de6133960387',
  'untrusted-programs-from-usb': 'b2b3f03d-6a65-4f7b-a9c7-1c7ef74a9ba4',
  'copied-system-tools': 'c0033c00-d16d-4114-a5a0-dc9b3a7d2ceb',
  'webshells-on-servers': 'a8f5898e-1dc8-49a9-9878-85004b8a61e6',
  'win32-calls-from-office-macros': '92e97fa1-2edf-4476-bdd6-9dd0b4dddc7b',
  ransomware: 'c1db55ab-c21a-4637-bb3f-a12568109d35',
};
type RuleName = keyof typeof RULES;

const MODES = { off: 0, block: 1, audit: 2, warn: 6 };

const guid = z.string().regex(/^[0-9A-Fa-f]{8}-(?:[0-9A-Fa-f]{4}-){3}[0-9A-Fa-f]{12}$/, {
  error: expecting('le nom ou l’identifiant d’une règle', 'the name or the identifier of a rule'),
});

const rules = z
  .partialRecord(
    z.union([z.enum(Object.keys(RULES) as [RuleName, ...RuleName[]]), guid]),
    z.enum(['off', 'block', 'audit', 'warn']).meta({
      description: 'What the rule does',
      descriptionFr: 'Ce que fait la règle',
    }),
  )
  .refine((asked) => new Set(Object.keys(asked).map(guidOf)).size === Object.keys(asked).length, {
    error: expecting(
      'chaque règle une fois, par son nom ou son identifiant',
      'each rule once, by its name or its identifier',
    ),
  });

function guidOf(rule: string): string {
  return ((RULES as Record<string, string>)[rule] ?? rule).toLowerCase();
}

function modes(asked: z.output<typeof rules>): [guid: string, mode: number][] {
  return Object.entries(asked).map(([rule, mode]) => [guidOf(rule), MODES[mode!]]);
}

export const ATTACK_SURFACE_OPTION = row(
  {
    fr: 'Règles de réduction de la surface d’attaque, par leur nom ou leur identifiant, chacune off, block, audit ou warn',
    en: 'Rules of attack surface reduction, by their name or identifier, each off, block, audit or warn',
  },
  rules,
  place('machine', KEY, 'ExploitGuard_ASR_Rules', (asked) => (modes(asked).length > 0 ? 1 : undefined)),
  names('machine', `${KEY}\\Rules`, (asked) =>
    Object.fromEntries(modes(asked).map(([rule, mode]) => [rule, String(mode)])),
  ),
  csp('./Device/Vendor/MSFT/Policy/Config/Defender/AttackSurfaceReductionRules', 'chr', (asked) => {
    const words = modes(asked).map(([rule, mode]) => `${rule}=${mode}`);
    return words.length > 0 ? words.join('|') : undefined;
  }),
);
