import { z } from 'zod';
import { choice, elsewhere, flag, reading, row, setting, toggle } from '../option-row.js';

/** The default power plans of Windows. powercfg /list */
export const POWER_PLANS = {
  balanced: '381b4222-f694-41f0-9685-ff5bb260df2e',
  highPerformance: '8c5e7fda-e8bf-4a96-9a85-a6e23a8c635c',
  powerSaver: 'a1841308-3541-4fab-bc81-f71556f20b4a',
} as const;

const bySource = <T extends z.ZodType>(value: T) =>
  z.strictObject({
    plugged: value.optional().meta({ description: 'On mains', descriptionFr: 'Sur secteur' }),
    battery: value.optional().meta({ description: 'On battery', descriptionFr: 'Sur batterie' }),
  });
const minutes = bySource(z.int().min(0).max(10_000));
const action = bySource(z.enum(['nothing', 'sleep', 'hibernate', 'shutDown']));
const powercfg = (name: string) => elsewhere(`script system powercfg ${name}`);

/** Power. One script sets the powercfg options, for the chosen plan. */
export const POWER_OPTIONS = {
  plan: choice(
    { fr: 'Le mode de gestion de l’alimentation', en: 'Power plan' },
    ['balanced', 'highPerformance', 'powerSaver'],
    setting('specialize', 'Microsoft-Windows-PowerCPL', 'PreferredPlan', POWER_PLANS),
  ),
  screenOffMinutes: row(
    { fr: 'L’écran s’éteint ; 0 : jamais', en: 'The screen goes off; 0: never' },
    minutes,
    powercfg('VIDEOIDLE'),
  ),
  sleepMinutes: row(
    { fr: 'Le PC se met en veille ; 0 : jamais', en: 'The PC sleeps; 0: never' },
    minutes,
    powercfg('STANDBYIDLE'),
  ),
  hibernateMinutes: row(
    { fr: 'Le PC se met en veille prolongée ; 0 : jamais', en: 'The PC hibernates; 0: never' },
    minutes,
    powercfg('HIBERNATEIDLE'),
  ),
  diskOffMinutes: row(
    { fr: 'Les disques s’arrêtent ; 0 : jamais', en: 'Disks stop; 0: never' },
    minutes,
    powercfg('DISKIDLE'),
  ),
  hibernation: toggle(
    { fr: 'Le PC peut se mettre en veille prolongée', en: 'Whether the PC can hibernate' },
    powercfg('/hibernate'),
    reading(flag('machine', 'SYSTEM\\CurrentControlSet\\Control\\Power', 'HibernateEnabled')),
  ),
  fastStartup: toggle(
    {
      fr: 'L’arrêt conserve le système pour un démarrage rapide',
      en: 'Shutting down keeps the system for a fast start',
    },
    flag('machine', 'SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Power', 'HiberbootEnabled'),
  ),
  lid: row(
    { fr: 'Ce que fait la fermeture du capot', en: 'What closing the lid does' },
    action,
    powercfg('LIDACTION'),
  ),
  powerButton: row(
    { fr: 'Ce que fait le bouton d’alimentation', en: 'What the power button does' },
    action,
    powercfg('PBUTTONACTION'),
  ),
};
