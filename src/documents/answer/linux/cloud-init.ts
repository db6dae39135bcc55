import { cloudConfig, metaData, yamlText } from './cloud-config.js';
import { firstItems, firstPackages, neededPackages } from './first-packages.js';
import { softwareNotCarried, lateScript } from './late-script.js';
import { neverCarried } from './not-carried.js';
import type { LinuxAnswer, LinuxOrder } from './order.js';
import { refuseUnwritable } from './unwritable.js';

const LATE = '/run/late';

/**
 * user-data, meta-data and network-config of a NoCloud seed, for a Debian or Ubuntu master that has cloud-init.
 * Throws InputError naming the unsupported field. https://docs.cloud-init.io/en/latest/reference/datasources/nocloud.html
 */
export function renderCloudInit(order: LinuxOrder): LinuxAnswer {
  const { profile } = order;
  refuseUnwritable(profile);
  const userData = `#cloud-config\n${yamlText(userDataOf(order))}`;
  return {
    files: [
      { name: 'user-data', text: userData },
      { name: 'meta-data', text: metaData(order, userData) },
      { name: 'network-config', text: yamlText(networkConfig()) },
    ],
    notCarried: [...softwareNotCarried(order, 'apt'), ...neverCarried(profile, 'master')],
  };
}

function userDataOf(order: LinuxOrder): object {
  const { profile } = order;
  const { locale, apt, update } = profile;
  const { layout, variant, model } = locale.keyboard;
  const packages = packagesOf(order);
  return {
    ...cloudConfig(order),
    locale: locale.language,
    timezone: locale.timeZone,
    keyboard: { layout, ...(variant !== undefined && { variant }), ...(model !== undefined && { model }) },
    ...(apt.proxy !== undefined && { apt: { proxy: apt.proxy } }),
    package_update: packages.length > 0 || update === 'all',
    package_upgrade: update === 'all',
    ...(packages.length > 0 && { packages }),
    write_files: [{ path: LATE, permissions: '0600', content: script(order) }],
    runcmd: [
      ['sh', LATE],
      ['rm', '-f', LATE],
    ],
  };
}

/** With its own apt sources, the profile's packages are installed after these sources are written. */
function packagesOf({ profile }: LinuxOrder): string[] {
  const first = profile.apt.sources === undefined ? firstPackages(profile) : [];
  return [...new Set([...neededPackages(profile, 'apt'), ...first])];
}

function script(order: LinuxOrder): string {
  const { profile } = order;
  const { sources } = profile.apt;
  return lateScript(order, {
    manager: 'apt',
    users: profile.users.length,
    console: true,
    connections: true,
    sources: true,
    nftables: true,
    running: true,
    software: sources === undefined ? profile.software.slice(firstItems(profile)) : profile.software,
    update: 'security',
  });
}

/** DHCP on every wired interface; none delays the boot. Netplan, version 2. */
function networkConfig(): object {
  return {
    version: 2,
    ethernets: { wired: { match: { name: 'e*' }, dhcp4: true, dhcp6: true, optional: true } },
  };
}
