/** Which Windows a decoration such as `NTamd64.10.0...22000` is for. What it does not say is absent. */
export interface TargetOs {
  /** `amd64`, `x86`, `arm64`… in lower case. */
  architecture?: string;
  major?: number;
  minor?: number;
  productType?: number;
  suiteMask?: number;
  build?: number;
}

/** The Windows that drivers are chosen for. */
export interface WindowsTarget {
  architecture: 'amd64';
  /** 26100 */
  build: number;
  /** As the registry names it; servers are `ServerNT`, domain controllers `LanmanNT`. */
  productType: 'WinNT' | 'LanmanNT' | 'ServerNT';
}

/** VER_NT_WORKSTATION, VER_NT_DOMAIN_CONTROLLER, VER_NT_SERVER. */
const PRODUCT_TYPES: Record<WindowsTarget['productType'], number> = { WinNT: 1, LanmanNT: 2, ServerNT: 3 };
/** Windows 10, 11 and all servers since 2016 say 10.0, and differ by their build. */
const MAJOR = 10;
const MINOR = 0;

/** `NT[architecture][.major[.minor[.productType[.suiteMask[.build]]]]]`; undefined when it is written otherwise. */
export function parseDecoration(text: string): TargetOs | undefined {
  const found = /^nt([a-z0-9]*)((?:\.[0-9a-fx]*)*)$/i.exec(text);
  if (found === null) return undefined;
  const [, architecture = '', rest = ''] = found;
  const numbers = rest.split('.').slice(1).map(numberOf);
  if (numbers.length > 5 || numbers.some(Number.isNaN)) return undefined;
  const [major, minor, productType, suiteMask, build] = numbers;
  const target: TargetOs = { major, minor, productType, suiteMask, build };
  if (architecture !== '') target.architecture = architecture.toLowerCase();
  return withoutAbsent(target);
}

/**
 * The decoration of a manufacturer whose models count for this Windows: among those that fit, the one for the
 * highest version, then build, then the one that names the product type. '' stands for a section without decoration:
 * since Windows Server 2003 SP1 that is for x86 only.
 */
export function selectDecoration(decorations: readonly string[], target: WindowsTarget): string | undefined {
  let best: { text: string; order: number[] } | undefined;
  for (const text of decorations) {
    const os = parseDecoration(text);
    if (os === undefined || !fits(os, target)) continue;
    const order = [os.major ?? 0, os.minor ?? 0, os.build ?? 0, os.productType ?? 0, os.suiteMask ?? 0];
    if (best === undefined || compareNumbers(order, best.order) > 0) best = { text, order };
  }
  return best?.text;
}

/** Compares two lists number by number, as version numbers are compared. */
export function compareNumbers(one: readonly number[], other: readonly number[]): number {
  for (let index = 0; index < Math.max(one.length, other.length); index += 1) {
    const difference = (one[index] ?? 0) - (other[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** A suite mask names editions such as Embedded or Data Center; none of them is deployed here. */
function fits(os: TargetOs, { architecture, build, productType }: WindowsTarget): boolean {
  if (os.architecture !== architecture) return false;
  if (os.productType !== undefined && os.productType !== PRODUCT_TYPES[productType]) return false;
  if ((os.suiteMask ?? 0) !== 0) return false;
  return compareNumbers([os.major ?? 0, os.minor ?? 0, os.build ?? 0], [MAJOR, MINOR, build]) <= 0;
}

function numberOf(text: string): number | undefined {
  if (text === '') return undefined;
  return /^(\d+|0x[0-9a-f]+)$/i.test(text) ? Number(text) : NaN;
}

function withoutAbsent(target: TargetOs): TargetOs {
  return Object.fromEntries(Object.entries(target).filter(([, value]) => value !== undefined));
}
