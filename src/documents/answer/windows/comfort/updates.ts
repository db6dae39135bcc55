import type { WindowsSection, WindowsTarget } from '../../../profile/index.js';
import { UPDATE_POLICIES } from '../../../windows-tables/index.js';
import { dword, type RegistryValue, text } from '../registry.js';

type Comfort = NonNullable<WindowsSection['comfort']>;
type Updates = NonNullable<Comfort['updates']>;
type Edge = NonNullable<Comfort['edge']>;

const EDGE = 'SOFTWARE\\Policies\\Microsoft\\Edge';

const number = (name: string, value: number) => dword('machine', UPDATE_POLICIES, name, value);
const word = (name: string, value: string) => text('machine', UPDATE_POLICIES, name, value);

/** The policies of Windows Update that carry figures and addresses. */
export function updateValues(updates: Updates, target: WindowsTarget): RegistryValue[] {
  const { activeHours, deferFeatureDays, deferQualityDays, stayOn, server } = updates;
  return [
    ...(activeHours === undefined
      ? []
      : [
          number('SetActiveHours', 1),
          number('ActiveHoursStart', activeHours.start),
          number('ActiveHoursEnd', activeHours.end),
        ]),
    ...deferral('DeferFeatureUpdates', deferFeatureDays),
    ...deferral('DeferQualityUpdates', deferQualityDays),
    ...(stayOn === undefined ? [] : releaseValues(stayOn, target)),
    ...(server === undefined
      ? []
      : [
          word('WUServer', server),
          word('WUStatusServer', server),
          dword('machine', `${UPDATE_POLICIES}\\AU`, 'UseWUServer', 1),
        ]),
  ];
}

function deferral(name: string, days: number | undefined): RegistryValue[] {
  return days === undefined ? [] : [number(name, 1), number(`${name}PeriodInDays`, days)];
}

/** Servers have no product of their own in this policy. */
function releaseValues(release: string, target: WindowsTarget): RegistryValue[] {
  const product = target === 'windows-10' ? 'Windows 10' : 'Windows 11';
  return [
    number('TargetReleaseVersion', 1),
    word('TargetReleaseVersionInfo', release),
    ...(target.startsWith('server') ? [] : [word('ProductVersion', product)]),
  ];
}

/** The page that Edge starts with. */
export function homePageValues({ homePage }: Edge): RegistryValue[] {
  if (homePage === undefined) return [];
  return [
    text('machine', EDGE, 'HomepageLocation', homePage),
    dword('machine', EDGE, 'HomepageIsNewTabPage', false),
    dword('machine', EDGE, 'RestoreOnStartup', 4),
    text('machine', `${EDGE}\\RestoreOnStartupURLs`, '1', homePage),
  ];
}
