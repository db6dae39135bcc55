import { z } from 'zod';
import { WINDOWS_ARCHITECTURES, WINDOWS_TARGETS } from '../../windows-tables/index.js';
import { accessibility } from './accessibility.schema.js';
import { accounts } from './accounts.schema.js';
import { activation } from './activation.schema.js';
import { comfort } from './comfort.schema.js';
import { disk } from './disk.schema.js';
import { domain } from './domain.schema.js';
import { drivers } from './drivers.schema.js';
import { checkFirstStart } from './first-start.js';
import { language } from './language.schema.js';
import { name } from './name.schema.js';
import { network } from './network.schema.js';
import { option } from './option.js';
import { personalise } from './personalise.schema.js';
import { raw } from './raw.schema.js';
import { scripts } from './scripts.schema.js';
import { security } from './security.schema.js';
import { setup } from './setup.schema.js';
import { update } from './update.schema.js';

/**
 * Options for Windows only. A group that is absent writes nothing into the answer file, unless its description says
 * otherwise.
 */
export const windows = z
  .strictObject({
    target: z.enum(WINDOWS_TARGETS).default('windows-11-25h2').describe('Release of Windows'),
    architecture: z.enum(WINDOWS_ARCHITECTURES).default('amd64').describe('Processor architecture'),
    language: language
      .optional()
      .describe('Language, formats, keyboards, place, time zone; `locale` of the profile without it'),
    setup: setup.optional().describe('What Windows Setup asks: edition, image, bypasses'),
    disk: disk
      .optional()
      .describe('How the disk is partitioned, and what must be true of it before Windows Setup does so'),
    drivers: option(drivers.optional(), {
      fr: 'Les pilotes que le déploiement d’Établi met dans un master',
      en: 'Drivers that Établi’s deployment puts into a master',
    }),
    update: option(update.optional(), {
      fr: 'Comment le déploiement met Windows à jour, quand `update` du profil le demande',
      en: 'How the deployment updates Windows, where `update` of the profile asks for it',
    }),
    activation: option(activation.optional(), {
      fr: 'Comment Windows est activé, sur le PC en marche',
      en: 'How Windows is activated, on the running PC',
    }),
    personalise: option(personalise.optional(), {
      fr: 'Imprimantes, lecteurs réseau, images et programmes par défaut, sur le PC en marche',
      en: 'Printers, network drives, pictures and default programs, on the running PC',
    }),
    accounts: accounts.optional().describe('Local accounts, autologon, password policy'),
    name: name.optional().describe('The name of the PC; the pattern of `hostname` without it'),
    domain: domain.optional().describe('Domain or workgroup'),
    network: network
      .optional()
      .describe('Addresses, proxy, firewall of Windows; Wi-Fi and VPN stand in `network` of the profile'),
    security: security.optional().describe('BitLocker, Defender, UAC, hardening'),
    comfort: comfort.optional().describe('Explorer, taskbar, Start, Edge, updates, apps'),
    accessibility: accessibility
      .optional()
      .describe('What helps people with disabilities, from the logon screen on'),
    scripts: scripts.optional().describe('Scripts of your own, in four phases'),
    raw: raw.optional().describe('Any component and setting by hand'),
  })
  .superRefine(checkFirstStart)
  .describe('Windows: answer files and what they do');

/** The Windows section of a profile, with its defaults. */
export type WindowsSection = z.output<typeof windows>;
