import { readable } from '../../platform/core/index.js';
import { isSharedMac, normaliseMac } from './mac.js';
import { isPlaceholderSerial, isPlaceholderUuid } from './placeholders.js';

/**
 * How a PC names itself. `serial` and `uuid` left out mean that they were not told; null, empty or a
 * placeholder mean that the PC was asked and has none, which is a fact about it.
 */
export interface ReportedIdentity {
  serial?: string | null;
  uuid?: string | null;
  macs: string[];
  /** Those of `macs` that are known to hang on USB: docks and adapters, which wander between PCs. */
  adapters?: string[];
  manufacturer?: string;
  product?: string;
}

export interface Identity {
  serial?: string;
  uuid?: string;
  /** Whether the PC was asked for its serial number or UUID at all. */
  toldSerial: boolean;
  toldUuid: boolean;
  /** Every MAC that it has. */
  macs: string[];
  /** Those of `macs` that may name it, as far as one can tell from themselves. */
  ownMacs: string[];
  manufacturer?: string;
  product?: string;
}

/** A serial number as it is compared and stored: trimmed, upper case, single spaces; undefined for a placeholder. */
export function normaliseSerial(serial: string): string | undefined {
  const text = readable(serial.replace(/[\t\n]/g, ''))
    .trim()
    .replace(/\s+/g, ' ')
    .toUpperCase();
  return text.length > 128 || isPlaceholderSerial(text) ? undefined : text;
}

/** A UUID in lower case, or undefined for a placeholder or what is no UUID. */
export function normaliseUuid(uuid: string): string | undefined {
  const text = uuid.trim().toLowerCase();
  return isPlaceholderUuid(text) ? undefined : text;
}

function present(text: string | undefined): string | undefined {
  const clean = text === undefined ? '' : readable(text.replace(/[\t\n]/g, '')).trim();
  return clean === '' ? undefined : clean.slice(0, 200);
}

/** What of a report can be relied on. */
export function readIdentity(reported: ReportedIdentity): Identity {
  const normal = (macs: string[]) => [...new Set(macs.flatMap((mac) => normaliseMac(mac) ?? []))].sort();
  const macs = normal(reported.macs);
  const adapters = new Set(normal(reported.adapters ?? []));
  return {
    serial: normaliseSerial(reported.serial ?? ''),
    uuid: normaliseUuid(reported.uuid ?? ''),
    toldSerial: reported.serial !== undefined,
    toldUuid: reported.uuid !== undefined,
    macs: macs.filter((mac) => !isSharedMac(mac)),
    ownMacs: macs.filter((mac) => !isSharedMac(mac) && !adapters.has(mac)),
    manufacturer: present(reported.manufacturer),
    product: present(reported.product),
  };
}
