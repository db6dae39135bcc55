import { targetsOfImage } from '../../../../documents/profile/index.js';
import type { BootDriver, DeviceMatch, DriverImage } from '../../../../park/catalog/index.js';
import type { DriverChoice } from '../../facts.js';
import type { DeployPlan } from '../../plan.js';
import { driverChoice } from '../boot-check/driver-choice.js';
import type { Device } from '../boot-check/readings.js';

/** The drivers of NVMe and AHCI that every Windows has from 8.1 on: a vendor's own is not put in their place. */
const IN_EVERY_WINDOWS: DriverImage['storage'] = [
  ['PCI\\CC_010802', 'stornvme'],
  ['PCI\\CC_010601', 'storahci'],
].map(([id = '', service = '']) => ({
  id,
  inf: `${service}.inf`,
  service,
  start: 0,
  file: `Windows/System32/drivers/${service}.sys`,
}));

/** Whether the build of the Windows on a captured disk is known: drivers are chosen by it. */
export function hasBuild({ systemVersion }: Pick<DeployPlan['master'], 'systemVersion'>): boolean {
  return /^\d{4,6}(\.\d+)?$/.test(systemVersion);
}

/** The Windows on a captured disk, as far as it is known without reading its registry. */
export function imageOnDisk({ master, profile }: DeployPlan): DriverImage {
  const { systemVersion: build } = master;
  const target = profile.document.windows?.target;
  const isServer = target !== undefined && targetsOfImage(build, 'ServerNT').includes(target);
  return {
    build,
    architecture: master.architecture,
    productType: isServer ? 'ServerNT' : 'WinNT',
    ids: [],
    storage: IN_EVERY_WINDOWS,
  };
}

/**
 * What the Windows of a captured disk gets on this PC: the packages of the catalogue for its devices, and the driver
 * of its disk where Windows has none of its own. Without one there, the disk may have it from its reference PC.
 */
export function choiceForDisk(
  start: BootDriver,
  controllers: readonly Device[],
  matches: readonly DeviceMatch[],
): DriverChoice {
  const known =
    start.state === 'none' ? { state: 'in-image' as const, drivers: [], reason: NOT_KNOWN } : start;
  const { reason, boot, packages } = driverChoice(known, controllers, matches);
  return { reason, boot, packages };
}

const NOT_KNOWN = {
  fr: 'non mesuré : ce disque démarre avec les pilotes du PC de référence, le catalogue n’en a pas pour ce contrôleur',
  en: 'not measured: this disk starts with the drivers of its reference PC, the catalogue has none for this controller',
};
