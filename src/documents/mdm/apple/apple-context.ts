import { stableUuid } from '../../connection/index.js';
import { type Bilingual, InputError } from '../../../platform/core/index.js';
import type { MdmOrder, NotCarried } from '../order.js';
import { isXmlText, type PropertyListValue } from './property-list.js';

export type AppleSystem = 'macos' | 'ios';
/** The name of the system in Apple's tables. */
export const SYSTEM = { macos: 'macOS', ios: 'iOS' } as const;
export type Content = Record<string, PropertyListValue | undefined>;

/** A payload of a configuration profile, without its identifier. */
export interface ApplePayload {
  /** `com.apple.wifi.managed` */
  type: string;
  /** The kind in its identifier: `wifi`. */
  kind: string;
  /** A stable name that distinguishes payloads of the same kind. */
  name?: string;
  /** The name shown to users. */
  title: string;
  content: Content;
  /** Keys that the profile names as Apple does: they need not be in Apple's table. */
  byHand?: Content;
}

/** The payloads made from one part of a profile, and the options left out. */
export interface ApplePart {
  payloads: ApplePayload[];
  notCarried: NotCarried[];
}

export interface AppleContext extends MdmOrder {
  system: AppleSystem;
  /** False when the devices are known not to be supervised. */
  supervised: boolean;
  /** The UUID of the payload of a certificate, by its name in `certificates`. */
  certificateUuid: (name: string) => string;
  /** A secret as text that is valid in XML. Throws InputError naming `field`. */
  secretText: (field: string, secret: { vault: string }) => string;
}

export function contextOf(order: MdmOrder): AppleContext {
  const certificateUuid = (name: string) => uuidOf(order, 'certificate', name);
  return {
    ...order,
    system: order.platform === 'macos' ? 'macos' : 'ios',
    supervised: order.mdm.apple.supervised ?? true,
    certificateUuid,
    secretText: (field, secret) => secretText(order, field, secret),
  };
}

/** `fr.etabli.office.wifi.Atelier`: the same for the same profile, kind and name. */
export function identifierOf({ mdm, profile }: MdmOrder, kind?: string, name?: string): string {
  return [mdm.identifier, profile.name, kind, name === undefined ? undefined : plainName(name)]
    .filter((part) => part !== undefined)
    .join('.');
}

export function uuidOf(order: MdmOrder, kind?: string, name?: string): string {
  return stableUuid(`apple ${identifierOf(order, kind, name)}`).toUpperCase();
}

/** Letters, digits and hyphens; if other characters were replaced, a digest is added to keep names different. */
function plainName(name: string): string {
  const plain = name.replace(/[^A-Za-z0-9-]+/g, '-');
  return plain === name ? plain : `${plain}-${stableUuid(name).slice(0, 8)}`;
}

function secretText(order: MdmOrder, field: string, secret: { vault: string }): string {
  const value = order.secret(secret);
  if (isXmlText(value)) return value;
  const expected = {
    fr: 'un texte sans caractère de contrôle ni demi-codet',
    en: 'a text without control characters or lone surrogates',
  };
  throw new InputError({ fr: `${field} : attendu ${expected.fr}`, en: `${field}: expected ${expected.en}` }, [
    { field, found: '[secret]', expected },
  ]);
}

export function notCarried(option: string, fr: string, en: string): NotCarried {
  return { option, reason: { fr, en } };
}

export function notCarriedIf(
  condition: boolean | undefined,
  option: string,
  fr: string,
  en: string,
): NotCarried[] {
  return condition ? [notCarried(option, fr, en)] : [];
}

export const NOTHING: ApplePart = { payloads: [], notCarried: [] };

export function joined(parts: readonly ApplePart[]): ApplePart {
  return {
    payloads: parts.flatMap(({ payloads }) => payloads),
    notCarried: parts.flatMap((part) => part.notCarried),
  };
}

/** Removes undefined values. */
export function present(content: Content): Record<string, PropertyListValue> {
  return Object.fromEntries(
    Object.entries(content).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}

export function hasContent(content: Content): boolean {
  return Object.values(content).some((value) => value !== undefined);
}

const SYSTEM_NAMES: Record<AppleSystem, Bilingual> = {
  macos: { fr: 'macOS n’a pas ce réglage', en: 'macOS does not have this setting' },
  ios: { fr: 'l’iPhone et l’iPad n’ont pas ce réglage', en: 'iPhone and iPad do not have this setting' },
};

/** An option that this system does not have. */
export function notHere(system: AppleSystem, option: string): NotCarried {
  return { option, reason: SYSTEM_NAMES[system] };
}

export function needsSupervision(option: string): NotCarried {
  return notCarried(option, 'il faut un appareil supervisé', 'this needs a supervised device');
}
