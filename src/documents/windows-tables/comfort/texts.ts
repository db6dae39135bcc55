import { z } from 'zod';
import { readXml, XmlError } from '../../../platform/xml/index.js';
import { expecting } from '../../../platform/core/index.js';

/** `#0078d4` */
export const colour = z.string().regex(/^#[0-9a-fA-F]{6}$/, {
  error: expecting('une couleur : #0078d4', 'a colour: #0078d4'),
});

/** The path of a file that is already on the PC, from the master or a script. */
export const windowsPath = z
  .string()
  .max(259)
  .regex(/^[A-Za-z]:\\[^<>:"|?*\u0000-\u001f\u007f]+$/, {
    error: expecting(
      'le chemin d’un fichier : C:\\Images\\fond.jpg',
      'the path of a file: C:\\Pictures\\wall.jpg',
    ),
  });

export const webAddress = z
  .string()
  .max(2000)
  .regex(/^https?:\/\/[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?:[/?#][!#-&(-;=?-~]*)?$/, {
    error: expecting(
      'une adresse : https://intranet.exemple.fr/',
      'an address: https://intranet.example.org/',
    ),
  });

export const hostName = z
  .string()
  .max(253)
  .regex(/^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$/, {
    error: expecting('un nom ou une adresse : time.exemple.fr', 'a name or an address: time.example.org'),
  });

const MOST_CHARACTERS = 65_536;

/** An XML document with the given root element. */
export function xmlDocument(root: string) {
  return z
    .string()
    .max(MOST_CHARACTERS)
    .refine((text) => rootOf(text) === root, {
      error: expecting(`un document XML <${root}>`, `an XML document <${root}>`),
    });
}

function rootOf(text: string): string | undefined {
  try {
    return readXml(Buffer.from(text)).root.name;
  } catch (error) {
    if (error instanceof XmlError) return undefined;
    throw error;
  }
}

/** The pins of Start in the format of Windows 11: `{"pinnedList": […]}`. */
export const pinsJson = z
  .string()
  .max(MOST_CHARACTERS)
  .refine(isPinnedList, {
    error: expecting('un texte JSON {"pinnedList": […]}', 'a JSON text {"pinnedList": […]}'),
  });

function isPinnedList(text: string): boolean {
  try {
    const value = JSON.parse(text) as { pinnedList?: unknown } | null;
    return Array.isArray(value?.pinnedList) && !/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(text);
  } catch {
    return false;
  }
}

/** Names for DISM and for Store apps. */
export const packageFamily = z
  .string()
  .max(120)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, {
    error: expecting('un nom de paquet : Contoso.App', 'the name of a package: Contoso.App'),
  });
export const featureName = z
  .string()
  .max(120)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._~-]*$/, {
    error: expecting(
      'une fonctionnalité : NetFx3, OpenSSH.Server~~~~0.0.1.0',
      'a feature: NetFx3, OpenSSH.Server~~~~0.0.1.0',
    ),
  });
