import { PermanentError, readableJson } from '../../../platform/core/index.js';
import { readXml, type XmlElement } from '../../../platform/xml/index.js';

/** Names of PROCESSOR_ARCHITECTURE_*, winnt.h. */
const ARCHITECTURES: Record<string, string> = {
  0: 'x86',
  5: 'arm',
  6: 'ia64',
  9: 'amd64',
  12: 'arm64',
};

/** An image of a WIM, as the XML of the file describes it; '' where the XML says nothing. */
export interface Edition {
  index: number;
  /** `Windows 11 Pro` */
  name: string;
  /** `Windows 11 Professionnel` */
  displayName: string;
  /** EDITIONID: `Professional` */
  edition: string;
  /** `26100.1742`; '' for an image without Windows. */
  build: string;
  languages: string[];
  /** `amd64`, `arm64`…; '' for an image without Windows. */
  architecture: string;
  /** `Client`, `Server`, `Server Core`, `WindowsPE`… */
  installationType: string;
  /** Bytes of its files, each hard link once. */
  bytes: number;
}

/** The images in the XML of a WIM. Throws PermanentError when it is not one. */
export function editionsIn(xml: Buffer): Edition[] {
  let root: XmlElement;
  try {
    root = readXml(xml).root;
  } catch (cause) {
    throw invalid(cause);
  }
  if (root.name !== 'WIM') throw invalid(undefined);
  return readableJson(root.children.filter(({ name }) => name === 'IMAGE').map(editionOf));
}

function editionOf(image: XmlElement, at: number): Edition {
  const windows = child(image, 'WINDOWS');
  const architecture = text(windows, 'ARCH');
  const languages = child(windows, 'LANGUAGES');
  return {
    index: Number(image.attributes.find(({ name }) => name === 'INDEX')?.value ?? at + 1),
    name: text(image, 'NAME'),
    displayName: text(image, 'DISPLAYNAME'),
    edition: text(windows, 'EDITIONID'),
    build: buildOf(child(windows, 'VERSION')),
    languages: inOrder(languages),
    architecture: ARCHITECTURES[architecture] ?? architecture,
    installationType: text(windows, 'INSTALLATIONTYPE'),
    bytes: Number(text(image, 'TOTALBYTES')) - Number(text(image, 'HARDLINKBYTES')),
  };
}

function buildOf(version: XmlElement | undefined): string {
  const [build, revision] = [text(version, 'BUILD'), text(version, 'SPBUILD')];
  return build === '' ? '' : `${build}.${revision === '' ? '0' : revision}`;
}

/** The languages, the default one first. */
function inOrder(languages: XmlElement | undefined): string[] {
  const standard = text(languages, 'DEFAULT');
  const all = (languages?.children ?? []).filter(({ name }) => name === 'LANGUAGE').map((one) => one.text);
  return [...new Set([standard, ...all].filter((tag) => tag !== ''))];
}

function child(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((one) => one.name === name);
}

function text(element: XmlElement | undefined, name: string): string {
  return child(element, name)?.text.trim() ?? '';
}

function invalid(cause: unknown): PermanentError {
  return new PermanentError(
    {
      fr: 'le XML qui décrit les images de ce WIM est illisible',
      en: 'the XML that describes the images of this WIM cannot be read',
    },
    {
      cause,
      remedy: { fr: 'Copiez ou téléchargez ce fichier de nouveau.', en: 'Copy or download this file again.' },
    },
  );
}
