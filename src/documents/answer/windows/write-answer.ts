import { escapeAttribute, escapeText } from '../../../platform/xml/index.js';
import type { WindowsArchitecture } from '../../profile/index.js';
import type { PlacedSettings, SettingElement } from './answer-tree.js';
import { PASSES } from './answer-tree.js';
import type { AnswerTree } from './compose.js';

const WCM = 'http://schemas.microsoft.com/WMIConfig/2002/State';
const XSI = 'http://www.w3.org/2001/XMLSchema-instance';
/** The element with the carried files; Windows Setup ignores elements of unknown namespaces. */
export const CARRIED_NAMESPACE = 'urn:etabli:answer';

/** The text of an answer file, UTF-8. Windows Setup Technical Reference, "Answer files overview". */
export function writeAnswer(
  { settings, files }: Pick<AnswerTree, 'settings' | 'files'>,
  architecture: WindowsArchitecture,
): string {
  const passes = PASSES.flatMap((pass) => {
    const components = settings.filter((placed) => placed.pass === pass);
    if (components.length === 0) return [];
    return [
      `  <settings pass="${pass}">\n${components.map((one) => component(one, architecture)).join('')}  </settings>\n`,
    ];
  });
  const carried = files.map(
    ({ name, text }) => `    <File name="${escapeAttribute(name)}">${escapeText(text)}</File>\n`,
  );
  const extension =
    carried.length === 0 ? '' : `  <Carried xmlns="${CARRIED_NAMESPACE}">\n${carried.join('')}  </Carried>\n`;
  return (
    '<?xml version="1.0" encoding="utf-8"?>\n' +
    `<unattend xmlns="urn:schemas-microsoft-com:unattend" xmlns:wcm="${WCM}" xmlns:xsi="${XSI}">\n` +
    `${passes.join('')}${extension}</unattend>\n`
  );
}

function component({ component: name, elements }: PlacedSettings, architecture: WindowsArchitecture): string {
  return (
    `    <component name="${escapeAttribute(name)}" processorArchitecture="${architecture}" ` +
    'publicKeyToken="31bf3856ad364e35" language="neutral" versionScope="nonSxS">\n' +
    `${elements.map((element) => written(element, '      ')).join('')}    </component>\n`
  );
}

function written({ name, content, action, attributes = {} }: SettingElement, indent: string): string {
  const pairs = { ...(action ? { 'wcm:action': action } : {}), ...attributes };
  const opening = `${name}${Object.entries(pairs)
    .map(([key, value]) => ` ${key}="${escapeAttribute(value)}"`)
    .join('')}`;
  if (typeof content === 'string') {
    return content === ''
      ? `${indent}<${opening} />\n`
      : `${indent}<${opening}>${escapeText(content)}</${name}>\n`;
  }
  return `${indent}<${opening}>\n${content.map((child) => written(child, `${indent}  `)).join('')}${indent}</${name}>\n`;
}
