import { readable } from '../../platform/core/index.js';
import { isSharedMac, normaliseMac } from './mac.js';
import { isPlaceholderSerial, isPlaceholderUuid } from './placeholders.js';

/**
 * The identity that a PC reports. An absent `serial` or `uuid` was not reported; null, empty or a placeholder means
 * that the PC has none.
 */
export interface ReportedIdentity {
  serial?: string | null;
  uuid?: string | null;
  macs: string[];
  /** Those of `macs` on USB: docks and adapters, which people move between PCs. */
  adapters?: string[];
  manufacturer?: string;
  product?: string;
}

export interface Identity {
  serial?: string;
  uuid?: string;
  /** Whether the report includes the serial number or the UUID. */
  toldSerial: boolean;
  toldUuid: boolean;
  /** All MACs of the PC. */
  macs: string[];
  /** Those of `macs` that can identify it, judged by themselves. */
  ownMacs: string[];
  manufacturer?: string;
  product?: string;
}

/** The stored form of a serial number: trimmed, upper case, single spaces; undefined for a placeholder. */
export function normaliseSerial(serial: string): string | undefined {
  const text = readable(serial.replace(/[\t\n]/g, ''))
    .trim()
    .replace(/\s+/g, ' ')
    .toUpperCase();
  return text.length > 128 || isPlaceholderSerial(text) ? undefined : text;
}

/** A UUID in lower case, or undefined for a placeholder or an invalid UUID. */
export function normaliseUuid(uuid: string): string | undefined {
  const text = uuid.trim().toLowerCase();
  return isPlaceholderUuid(text) ? undefined : text;
}

function present(text: string | undefined): string | undefined {
  const clean = text === undefined ? '' : readable(text.replace(/[\t\n]/g, '')).trim();
  return clean === '' ? undefined : clean.slice(0, 200);
}

/** The usable part of a reported identity. */
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
