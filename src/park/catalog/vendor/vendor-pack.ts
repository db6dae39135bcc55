import type { WindowsTarget } from '../inf/target-os.js';

export const MAKERS = ['dell', 'hp', 'lenovo'] as const;
export type Maker = (typeof MAKERS)[number];

/** A driver pack of a maker, for one of its systems and one version of Windows. */
export interface VendorPack {
  maker: Maker;
  /** The name by which the maker's firmware says which system it is, in upper case. */
  systemId: string;
  model: string;
  os: 'win10' | 'win11';
  /** `22H2`; empty when the pack is for every release. */
  release: string;
  url: string;
  fileName: string;
  digest?: { kind: 'sha256' | 'md5'; value: string };
  /** Length; absent when the catalogue does not say. */
  bytes?: number;
  /** `2026-01-31` */
  released: string;
}

/** The first build of each release, the newest first. */
const RELEASES: [build: number, os: VendorPack['os'], release: string][] = [
  [26_200, 'win11', '25H2'],
  [26_100, 'win11', '24H2'],
  [22_631, 'win11', '23H2'],
  [22_621, 'win11', '22H2'],
  [22_000, 'win11', '21H2'],
  [19_045, 'win10', '22H2'],
  [19_044, 'win10', '21H2'],
  [19_043, 'win10', '21H1'],
  [19_042, 'win10', '20H2'],
  [19_041, 'win10', '2004'],
  [18_363, 'win10', '1909'],
  [18_362, 'win10', '1903'],
  [17_763, 'win10', '1809'],
];

/** The release of a build; of a newer build, the newest release that is known here. */
export function releaseOf({ build }: Pick<WindowsTarget, 'build'>): Pick<VendorPack, 'os' | 'release'> {
  const found = RELEASES.find(([first]) => build >= first) ?? RELEASES.at(-1)!;
  return { os: found[1], release: found[2] };
}

/**
 * The pack for a release among those of one system: that of the release itself, else of the nearest older one, else
 * one for every release, else of the nearest newer one. Of two, the one that was released later.
 */
export function bestPack(
  packs: readonly VendorPack[],
  { os, release }: Pick<VendorPack, 'os' | 'release'>,
): VendorPack | undefined {
  const wanted = orderOf(release);
  const distance = (pack: VendorPack) => {
    const order = pack.release === '' ? undefined : orderOf(pack.release);
    if (order === undefined) return 1_000_000;
    return order <= wanted ? wanted - order : 2_000_000 + order - wanted;
  };
  return packs
    .filter((pack) => pack.os === os)
    .sort((one, other) => distance(one) - distance(other) || (one.released < other.released ? 1 : -1))[0];
}

/** `22H2` is 2200 + 2 halves, `1909` is 1909: both grow with time. */
function orderOf(release: string): number {
  const half = /^(\d{2})H([12])$/i.exec(release);
  if (half !== null) return Number(half[1]) * 100 + (half[2] === '1' ? 3 : 9);
  return /^\d{4}$/.test(release) ? Number(release) : 0;
}

/** `https://…/sp100647.exe` -> `sp100647.exe` */
export function fileNameOf(url: string): string {
  return (url.split(/[?#]/)[0] ?? '').split('/').at(-1)?.toLowerCase() ?? '';
}

/** A SHA-256 in hexadecimal if there is one, otherwise an MD5. */
export function digestOf(sha256: string | undefined, md5: string | undefined): VendorPack['digest'] {
  const [long, short] = [sha256?.trim().toLowerCase() ?? '', md5?.trim().toLowerCase() ?? ''];
  if (/^[0-9a-f]{64}$/.test(long)) return { kind: 'sha256', value: long };
  return /^[0-9a-f]{32}$/.test(short) ? { kind: 'md5', value: short } : undefined;
}
