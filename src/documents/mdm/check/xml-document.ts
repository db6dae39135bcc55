import type { DocumentFinding } from '../../../platform/core/index.js';
import { readXml, XmlError, type XmlElement, type XmlLimits } from '../../../platform/xml/index.js';

/**
 * The root of an XML document, or what keeps it from being read: `apple/not-well-formed`, `apple/doctype`…
 * @throws {XmlError} `too-large` or `encoding`: it cannot even be read as text
 */
export function readXmlOrFinding(
  bytes: Uint8Array,
  name: string,
  limits: XmlLimits = {},
): XmlElement | DocumentFinding {
  try {
    return readXml(bytes, limits).root;
  } catch (error) {
    if (!(error instanceof XmlError) || error.fault === 'too-large' || error.fault === 'encoding')
      throw error;
    return {
      rule: `${name}/${error.fault}`,
      severity: 'error',
      ...error.position,
      path: '',
      found: error.fault,
      expected: {
        fr: `un document XML bien formé : ${error.text.fr}`,
        en: `a well-formed XML document: ${error.text.en}`,
      },
      remedy: error.remedy,
    };
  }
}
