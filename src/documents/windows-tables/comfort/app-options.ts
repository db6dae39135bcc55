import { z } from 'zod';
import { APPS, FEATURES } from '../apps.js';
import { elsewhere, row } from '../option-row.js';
import { featureName, packageFamily } from './texts.js';

/** A short name, or a DISM name. */
const feature = z.union([
  z.enum(Object.keys(FEATURES) as [keyof typeof FEATURES, ...(keyof typeof FEATURES)[]]),
  featureName,
]);

/** One script removes all listed apps, and one changes all features. */
export const REMOVAL_OPTIONS = {
  removeApps: row(
    {
      fr: 'Les applications de Windows qui sont retirées, pour tous les comptes à venir',
      en: 'Apps of Windows that are removed, for every account to come',
    },
    z.array(z.enum(Object.keys(APPS) as [keyof typeof APPS, ...(keyof typeof APPS)[]])),
    elsewhere(
      'script system Remove-AppxProvisionedPackage, Remove-WindowsCapability, Disable-WindowsOptionalFeature',
    ),
  ),
  removePackages: row(
    {
      fr: 'D’autres applications à retirer, par le nom de leur paquet : Contoso.App',
      en: 'Further apps that are removed, by the name of their package: Contoso.App',
    },
    z.array(packageFamily),
    elsewhere('script system Remove-AppxProvisionedPackage'),
  ),
};

export const FEATURE_OPTIONS = {
  enable: row(
    {
      fr: 'Les fonctionnalités facultatives et les capacités à ajouter',
      en: 'Optional features and capabilities that are added',
    },
    z.array(feature),
    elsewhere('script system Enable-WindowsOptionalFeature, Add-WindowsCapability'),
  ),
  disable: row(
    {
      fr: 'Les fonctionnalités facultatives et les capacités à retirer',
      en: 'Optional features and capabilities that are removed',
    },
    z.array(feature),
    elsewhere('script system Disable-WindowsOptionalFeature, Remove-WindowsCapability'),
  ),
};
