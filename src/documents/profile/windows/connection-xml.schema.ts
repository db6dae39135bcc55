import { z } from 'zod';
import { XmlError, type XmlElement, readXml } from '../../../platform/xml/index.js';
import { expecting } from '../expected.js';
import { secret } from '../names.js';
import { unique } from '../rules.js';
import { connectionName } from '../vpn.schema.js';
import { option } from './option.js';

const WLAN = 'http://www.microsoft.com/networking/WLAN/profile/v1';
/** Limit on the length of a document, certificates included. */
const MOST_BYTES = 200_000;

/** Parses a document whose root is `name` of `namespace`; otherwise undefined. */
function documentOf(text: string, name: string, namespace: string): XmlElement | undefined {
  const bytes = Buffer.from(text, 'utf8');
  // A lone surrogate would be written as another character.
  if (bytes.toString('utf8') !== text) return undefined;
  try {
    const { root } = readXml(bytes, { bytes: MOST_BYTES });
    return root.name === name && root.namespace === namespace ? root : undefined;
  } catch (error) {
    if (error instanceof XmlError) return undefined;
    throw error;
  }
}

function elementsOf(element: XmlElement): XmlElement[] {
  return [element, ...element.children.flatMap(elementsOf)];
}

/** Reports whether an element of this name is not empty: in a profile, it would hold a secret in plain text. */
function holds(root: XmlElement, name: string): boolean {
  return elementsOf(root).some((element) => element.name === name && element.text.trim() !== '');
}

function xmlText(name: string, namespace: string, secretElement: string, secretOption: string) {
  return z.string().superRefine((text, context) => {
    const root = documentOf(text, name, namespace);
    if (root === undefined) {
      const what = namespace === '' ? `<${name}>` : `<${name} xmlns="${namespace}">`;
      const message = expecting(`un document XML bien formé, ${what}`, `a well-formed XML document, ${what}`);
      context.addIssue({ code: 'custom', message, input: '[…]' });
    } else if (holds(root, secretElement)) {
      const message = expecting(
        `<${secretElement}/> vide, et le secret par ${secretOption}: {vault: …}`,
        `an empty <${secretElement}/>, and the secret by ${secretOption}: {vault: …}`,
      );
      context.addIssue({ code: 'custom', message, input: '[secret]' });
    }
  });
}

const EMPTY = (name: string): RegExp => new RegExp(`<((?:\\w+:)?${name})\\s*(?:/>|>\\s*</\\1\\s*>)`, 'g');

/** Puts `value` (already escaped) into the only empty element of this name. */
export function withSecret(xml: string, name: string, value: string): string {
  return xml.replace(EMPTY(name), (_all, qualified: string) => `<${qualified}>${value}</${qualified}>`);
}

/**
 * Reports whether the document has exactly one element of this name, which `withSecret` can fill. True if it is not a
 * valid document: another check refuses that.
 */
function hasOneEmpty(xml: string, root: string, namespace: string, name: string): boolean {
  const document = documentOf(xml, root, namespace);
  if (document === undefined) return true;
  const all = elementsOf(document).filter((element) => element.name === name);
  return all.length === 1 && xml.match(EMPTY(name))?.length === 1;
}

const secretPlace = (element: string, key: string) => ({
  path: [key],
  error: expecting(
    `rien sans un seul <${element}/> vide dans xml`,
    `nothing without one empty <${element}/> in xml`,
  ),
});

const WIFI = 'script system netsh wlan add profile';
const wlanProfile = z
  .strictObject({
    xml: option(
      xmlText('WLANProfile', WLAN, 'keyMaterial', 'keyMaterial'),
      'WLAN profile as `netsh wlan export profile` writes it, its keyMaterial empty',
      WIFI,
    ),
    keyMaterial: option(secret.optional(), 'What stands in keyMaterial', WIFI),
  })
  .refine(
    ({ xml, keyMaterial }) =>
      keyMaterial === undefined || hasOneEmpty(xml, 'WLANProfile', WLAN, 'keyMaterial'),
    secretPlace('keyMaterial', 'keyMaterial'),
  );

const VPN = 'script firstLogon MDM_VPNv2_01 ProfileXML';
const vpnProfile = z
  .strictObject({
    name: option(connectionName, 'Name of the connection', 'script firstLogon MDM_VPNv2_01 InstanceID'),
    xml: option(
      xmlText('VPNProfile', '', 'L2tpPsk', 'l2tpPsk'),
      'ProfileXML of the VPNv2 CSP, its L2tpPsk empty',
      VPN,
    ),
    l2tpPsk: option(secret.optional(), 'What stands in L2tpPsk', VPN),
  })
  .refine(
    ({ xml, l2tpPsk }) => l2tpPsk === undefined || hasOneEmpty(xml, 'VPNProfile', '', 'L2tpPsk'),
    secretPlace('L2tpPsk', 'l2tpPsk'),
  );

export const wlanProfiles = z.array(wlanProfile).max(50);
export const vpnProfiles = z
  .array(vpnProfile)
  .max(20)
  .superRefine(
    unique(({ name }) => name, ['un VPN qui n’est pas déjà dans la liste', 'a VPN not yet in the list']),
  );
