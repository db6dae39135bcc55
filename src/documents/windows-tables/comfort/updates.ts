import { z } from 'zod';
import { expecting } from '../../../platform/core/index.js';
import {
  amount,
  choice,
  type DataOf,
  flag,
  place,
  POLICIES,
  type RegistryData,
  row,
  toggle,
  WINDOWS_POLICIES,
} from '../option-row.js';
import type { WindowsTarget } from '../targets.js';
import { webAddress } from './texts.js';

const UPDATE = `${WINDOWS_POLICIES}\\WindowsUpdate`;
const AUTOMATIC = `${UPDATE}\\AU`;

/** Windows Update, by its policies. */
export const UPDATE_OPTIONS = {
  mode: choice(
    {
      fr: 'Mises à jour automatiques : désactivées, annoncées avant le téléchargement, annoncées avant l’installation, ou sans intervention',
      en: 'Automatic updates: off, announced before the download, announced before the installation, or on their own',
    },
    ['off', 'notify', 'download', 'automatic'],
    place('machine', AUTOMATIC, 'NoAutoUpdate', { off: 1, notify: 0, download: 0, automatic: 0 }),
    place('machine', AUTOMATIC, 'AUOptions', { notify: 2, download: 3, automatic: 4 }),
  ),
  restartsWithSomeoneLoggedOn: toggle(
    {
      fr: 'Redémarre de lui-même alors qu’une session est ouverte',
      en: 'Restarts by itself while somebody is logged on',
    },
    flag('machine', AUTOMATIC, 'NoAutoRebootWithLoggedOnUsers', 0, 1),
  ),
  otherProducts: toggle(
    {
      fr: 'Met aussi à jour Office et les autres produits Microsoft',
      en: 'Updates of Office and other Microsoft products too',
    },
    flag('machine', AUTOMATIC, 'AllowMUUpdateService'),
  ),
  drivers: toggle(
    { fr: 'Pilotes par Windows Update', en: 'Drivers by Windows Update' },
    flag('machine', UPDATE, 'ExcludeWUDriversInQualityUpdate', 0, 1),
  ),
  previews: toggle(
    {
      fr: 'Préversions et fonctionnalités facultatives dès leur sortie',
      en: 'Optional previews and features as soon as they are released',
    },
    place('machine', UPDATE, 'AllowOptionalContent', { true: 1, false: null }),
    place('machine', UPDATE, 'SetAllowOptionalContent', { true: 1, false: null }),
  ),
  deliveryOptimization: choice(
    {
      fr: 'Origine des téléchargements : Microsoft seul, les PC du réseau, d’un groupe, ceux d’internet aussi, ou sans le service en nuage',
      en: 'Where downloads come from: Microsoft alone, PCs of the network, of a group, of the internet too, or without the cloud service',
    },
    ['httpOnly', 'lan', 'group', 'internet', 'simple'],
    place('machine', `${WINDOWS_POLICIES}\\DeliveryOptimization`, 'DODownloadMode', {
      httpOnly: 0,
      lan: 1,
      group: 2,
      internet: 3,
      simple: 99,
    }),
  ),
  storeApps: toggle(
    {
      fr: 'Les applications du Store se mettent à jour d’elles-mêmes',
      en: 'Apps of the Store update by themselves',
    },
    place('machine', `${POLICIES}\\WindowsStore`, 'AutoDownload', { true: 4, false: 2 }),
  ),
  maps: toggle(
    {
      fr: 'Les cartes hors connexion se mettent à jour d’elles-mêmes',
      en: 'Offline maps update by themselves',
    },
    place('machine', `${WINDOWS_POLICIES}\\Maps`, 'AutoDownloadAndUpdateMapData', { true: 1, false: 0 }),
  ),
  maliciousSoftwareTool: toggle(
    {
      fr: 'L’outil mensuel de suppression de logiciels malveillants',
      en: 'The monthly malicious software removal tool',
    },
    flag('machine', `${POLICIES}\\MRT`, 'DontOfferThroughWUAU', 0, 1),
  ),
};

const hour = z.int().min(0).max(23);

const activeHours = z
  .strictObject({
    start: hour.meta({ description: 'First hour', descriptionFr: 'Première heure' }),
    end: hour.meta({ description: 'Hour in which they end', descriptionFr: 'Heure de fin' }),
  })
  .refine(({ start, end }) => start !== end && (end - start + 24) % 24 <= 18, {
    error: expecting(
      'des heures différentes, à 18 heures d’intervalle au plus',
      'different hours, at most 18 apart',
    ),
  });

/** A value of the policy key. */
const policy = <V>(name: string, data?: DataOf<V, RegistryData>) => place<V>('machine', UPDATE, name, data);

/** Windows Update policies with numbers and URLs. Servers have no product name in `stayOn`. */
export const furtherUpdateOptions = (target: WindowsTarget) => ({
  activeHours: row(
    {
      fr: 'Les heures où Windows Update ne redémarre pas le PC',
      en: 'Hours in which Windows Update does not restart the PC',
    },
    activeHours,
    policy('SetActiveHours', () => 1),
    policy('ActiveHoursStart', ({ start }) => start),
    policy('ActiveHoursEnd', ({ end }) => end),
  ),
  deferFeatureDays: amount(
    {
      fr: 'Les jours pendant lesquels une nouvelle version de Windows attend',
      en: 'Days that a new release of Windows waits',
    },
    0,
    365,
    policy('DeferFeatureUpdates', () => 1),
    policy('DeferFeatureUpdatesPeriodInDays'),
  ),
  deferQualityDays: amount(
    {
      fr: 'Les jours pendant lesquels une mise à jour mensuelle attend',
      en: 'Days that a monthly update waits',
    },
    0,
    30,
    policy('DeferQualityUpdates', () => 1),
    policy('DeferQualityUpdatesPeriodInDays'),
  ),
  stayOn: row(
    { fr: 'La version sur laquelle le PC reste', en: 'The release that the PC stays on' },
    z.string().regex(/^2[0-9]H[12]$/, { error: expecting('une version : 25H2', 'a release: 25H2') }),
    policy('TargetReleaseVersion', () => 1),
    policy('TargetReleaseVersionInfo'),
    policy('ProductVersion', () => {
      if (target.startsWith('server')) return undefined;
      return target === 'windows-10' ? 'Windows 10' : 'Windows 11';
    }),
  ),
  server: row(
    { fr: 'Le serveur WSUS', en: 'The WSUS server' },
    webAddress,
    policy('WUServer'),
    policy('WUStatusServer'),
    place('machine', AUTOMATIC, 'UseWUServer', () => 1),
  ),
});
