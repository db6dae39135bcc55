import type { ProfileUpdates } from '../../profile/index.js';
import type { NotCarried } from '../order.js';
import { type CspCommand, replace } from './syncml.js';

const POLICY = './Device/Vendor/MSFT/Policy/Config';

/** AllowAutoUpdate: 2 installs and restarts outside the active hours, 5 is off. */
const AUTOMATIC = { install: 2, off: 5 } as const;
/** ActiveHoursMaxRange is 18 unless told, and knows no more. */
const MOST_ACTIVE_HOURS = 18;

/** MS Learn, "Policy CSP - Update", "Policy CSP - ApplicationManagement". */
export function updateCommands(updates: ProfileUpdates = {}): CspCommand[] {
  const { automatic, activeHours, deadlineDays, previews, apps } = updates;
  const set = (option: keyof ProfileUpdates, name: string, value: number | undefined) =>
    value === undefined ? [] : [replace(`updates.${option}`, `${POLICY}/${name}`, 'int', value)];
  const hours = activeHours && lengthOf(activeHours) <= MOST_ACTIVE_HOURS ? activeHours : undefined;
  return [
    ...set(
      'automatic',
      'Update/AllowAutoUpdate',
      automatic === 'download' ? undefined : automatic && AUTOMATIC[automatic],
    ),
    ...set('deferFeatureDays', 'Update/DeferFeatureUpdatesPeriodInDays', updates.deferFeatureDays),
    ...set('deferQualityDays', 'Update/DeferQualityUpdatesPeriodInDays', updates.deferQualityDays),
    ...set('deadlineDays', 'Update/ConfigureDeadlineForFeatureUpdates', deadlineDays),
    ...set('deadlineDays', 'Update/ConfigureDeadlineForQualityUpdates', deadlineDays),
    ...set('activeHours', 'Update/ActiveHoursStart', hours?.start),
    ...set('activeHours', 'Update/ActiveHoursEnd', hours?.end),
    // 0: none; 3: the user decides.
    ...set('previews', 'Update/ManagePreviewBuilds', previews === undefined ? undefined : previews ? 3 : 0),
    ...set(
      'apps',
      'ApplicationManagement/AllowAppStoreAutoUpdate',
      apps === undefined ? undefined : Number(apps),
    ),
  ];
}

/** What of `updates` the CSP has no value for. */
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
