import type { ProfileUpdates } from '../../profile/index.js';
import { csp, type CspPlace, type DataOf } from '../../windows-tables/index.js';
import type { NotCarried } from '../order.js';
import { neutralCommands, type PlacesOf } from './option-commands.js';
import type { CspCommand } from './syncml.js';

type Hours = NonNullable<ProfileUpdates['activeHours']>;

/** ActiveHoursMaxRange: 18 is the default and the maximum. */
const MOST_ACTIVE_HOURS = 18;

const number = <V>(node: string, data?: DataOf<V, number>): CspPlace<V> =>
  csp<V>(`./Device/Vendor/MSFT/Policy/Config/${node}`, 'int', data);

const hour = (node: string, of: (hours: Hours) => number): CspPlace<Hours> =>
  number<Hours>(node, (hours) => (lengthOf(hours) <= MOST_ACTIVE_HOURS ? of(hours) : undefined));

/** MS Learn, "Policy CSP - Update", "Policy CSP - ApplicationManagement". */
const PLACES: PlacesOf<ProfileUpdates> = {
  // 2 installs and restarts outside the active hours, 5 is off.
  automatic: [number('Update/AllowAutoUpdate', { install: 2, off: 5 })],
  deferFeatureDays: [number('Update/DeferFeatureUpdatesPeriodInDays')],
  deferQualityDays: [number('Update/DeferQualityUpdatesPeriodInDays')],
  deadlineDays: [
    number('Update/ConfigureDeadlineForFeatureUpdates'),
    number('Update/ConfigureDeadlineForQualityUpdates'),
  ],
  activeHours: [
    hour('Update/ActiveHoursStart', ({ start }) => start),
    hour('Update/ActiveHoursEnd', ({ end }) => end),
  ],
  // 0: none; 3: the user decides.
  previews: [number<boolean>('Update/ManagePreviewBuilds', (value) => (value ? 3 : 0))],
  apps: [number<boolean>('ApplicationManagement/AllowAppStoreAutoUpdate', Number)],
};

export function updateCommands(updates: ProfileUpdates = {}): CspCommand[] {
  return neutralCommands(PLACES, updates, 'updates');
}

/** Options of `updates` that the CSP does not support. */
export function updateRefusals({ automatic, activeHours }: ProfileUpdates = {}): NotCarried[] {
  return [
    ...(automatic === 'download'
      ? [
          {
            option: 'updates.automatic',
            reason: {
              fr: 'Windows géré demande avant de télécharger, ou installe : il ne télécharge pas sans installer',
              en: 'managed Windows asks before it downloads, or installs: it does not download without installing',
            },
          },
        ]
      : []),
    ...(activeHours && lengthOf(activeHours) > MOST_ACTIVE_HOURS
      ? [
          {
            option: 'updates.activeHours',
            reason: {
              fr: 'Windows connaît 18 heures d’activité au plus',
              en: 'Windows knows at most 18 active hours',
            },
          },
        ]
      : []),
  ];
}

function lengthOf({ start, end }: { start: number; end: number }): number {
  return (end - start + 24) % 24;
}
