import type { DocumentFinding } from '../../../../platform/core/index.js';
import type { WindowsTarget } from '../../../profile/index.js';
import type { XmlElement } from '../../../../platform/xml/index.js';
import { readXmlOrFinding } from '../../../engine/index.js';
import { Report } from './report.js';
import { WINDOWS_RULES } from './rules.js';
import { UNATTEND_NAMESPACE, WindowsFile } from './windows-file.js';

/**
 * The findings about a Windows answer file, in line order.
 * @throws {XmlError} `too-large` or `encoding`: the file cannot be read as text
 */
export function checkWindows(bytes: Uint8Array, target?: WindowsTarget): DocumentFinding[] {
  const root = readXmlOrFinding(bytes, 'windows');
  if ('rule' in root) return [root];
  const file = new WindowsFile(root, target);
  const report = new Report(file);
  if (!checkRoot(root, report)) return report.findings;
  for (const rule of WINDOWS_RULES) rule(file, report);
  return report.findings;
}

/** Reports whether the root is that of an answer file; if not, the rules do not run. */
function checkRoot(root: XmlElement, report: Report): boolean {
  if (root.name === 'unattend' && root.namespace === UNATTEND_NAMESPACE) return true;
  const strange = root.name === 'unattend';
  report.add({
    rule: strange ? 'windows/wrong-namespace' : 'windows/wrong-root',
    severity: 'error',
    at: root,
    found: `<${root.name}${root.namespace ? ` xmlns="${root.namespace}"` : ''}>`,
    expected: {
      fr: `<unattend xmlns="${UNATTEND_NAMESPACE}">`,
      en: `<unattend xmlns="${UNATTEND_NAMESPACE}">`,
    },
    remedy: strange
      ? {
          fr: 'corrigez xmlns : Windows ignore le fichier entier',
          en: 'correct xmlns: Windows ignores the whole file',
        }
      : { fr: 'ce n’est pas un fichier de réponses Windows', en: 'this is not a Windows answer file' },
  });
  return false;
}
