import { DOMParser, type Element } from '@xmldom/xmldom';
import { type MdmExtras, mdmFiles } from './mdm-files.js';

/** A document, parsed by another XML parser than Établi's; throws if it is not well-formed. */
export function parsedXml(text: string) {
  const onError = (_level: string, message: string) => {
    throw new Error(message);
  };
  return new DOMParser({ onError }).parseFromString(text, 'text/xml');
}

/** The commands of `syncml/<csp>.xml` for a profile. */
export async function syncmlOf(csp: string, profile: object, options: MdmExtras = {}): Promise<string[]> {
  return commandsIn((await mdmFiles('windows', profile, options)).text(`syncml/${csp}.xml`));
}

/** `Replace int ./Device/… = 1` for each command of a body, `Atomic` for a container. CmdIDs must count from 1. */
export function commandsIn(text: string): string[] {
  return [...parsedXml(text).getElementsByTagName('CmdID')].map((id, index) => {
    if (id.textContent !== String(index + 1))
      throw new Error(`CmdID ${id.textContent} is number ${index + 1}`);
    const command = id.parentNode as Element;
    if (command.nodeName === 'Atomic') return 'Atomic';
    const textOf = (name: string) => command.getElementsByTagName(name)[0]?.textContent ?? undefined;
    const data = textOf('Data');
    const words = [
      command.nodeName,
      textOf('Format'),
      textOf('LocURI'),
      data === undefined ? undefined : `= ${data}`,
    ];
    return words.filter((word) => word !== undefined).join(' ');
  });
}
