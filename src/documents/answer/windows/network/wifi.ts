import { contextOf, wlanProfileXml } from '../../../connection/index.js';
import { withSecret } from '../../../profile/index.js';
import { renderTemplate } from '../../../../platform/template/index.js';
import { escapeText } from '../../../../platform/xml/index.js';
import { type CarriedFile, carriedPath, type MachineScript, type WindowsOrder } from '../contribution.js';
import { oneLineSecret } from './one-line-secret.js';

/** The WLAN profiles of a PC, and the scripts that add them. */
export function wifiContribution(order: WindowsOrder): { files: CarriedFile[]; scripts: MachineScript[] } {
  const files = [...byHand(order), ...asked(order)];
  if (files.length === 0) return { files, scripts: [] };
  const script = (isLast: boolean): string =>
    renderTemplate('answer/windows/network/wifi.ps1', {
      paths: files.map(({ name }) => carriedPath(name)),
      isLast,
    });
  return {
    files,
    scripts: [
      { phase: 'system', language: 'powershell', name: 'wifi', text: script(false) },
      // The driver of a card may be installed only by the first updates.
      { phase: 'firstLogon', language: 'powershell', name: 'wifi-again', text: script(true) },
    ],
  };
}

/**
 * Windows puts each new profile before the others. So the preferred one is added last; of two with the same priority,
 * the first in the list is preferred. MS Learn, WlanSetProfile.
 */
function asked({ profile, secret }: WindowsOrder): CarriedFile[] {
  const rank = (index: number): number => profile.network.wifi[index]?.priority ?? 0;
  return profile.network.wifi
    .map((wifi, index) => ({
      name: `wlan-${index + 1}.xml`,
      text: wlanProfileXml(wifi, contextOf(profile, 'wifi', index, secret)),
      secret: wifi.passphrase !== undefined,
      index,
    }))
    .sort((one, other) => rank(one.index) - rank(other.index) || other.index - one.index)
    .map(({ name, text, secret }) => ({ name, text, ...(secret && { secret }) }));
}

function byHand({ windows, secret }: WindowsOrder): CarriedFile[] {
  return (windows.network?.wlanProfiles ?? [])
    .map(({ xml, keyMaterial }, index): CarriedFile => {
      const name = `wlan-by-hand-${index + 1}.xml`;
      if (keyMaterial === undefined) return { name, text: xml };
      const field = `windows.network.wlanProfiles[${index}].keyMaterial`;
      const value = escapeText(oneLineSecret(field, keyMaterial, secret));
      return { name, text: withSecret(xml, 'keyMaterial', value), secret: true };
    })
    .reverse();
}
