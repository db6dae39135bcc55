import {
  leftOutByWindows,
  contextOf,
  profileName,
  vpnProfileXml,
  wlanProfileXml,
} from '../../connection/index.js';
import { InputError } from '../../../platform/core/index.js';
import { XML } from '../media-types.js';
import type { MdmFile, MdmOrder, NotCarried } from '../order.js';
import { add, type CspCommand, segment } from './syncml.js';

/** The networks of a profile, as files and as commands of a management server. */
export interface WindowsConnections {
  files: MdmFile[];
  wifi: CspCommand[];
  vpn: CspCommand[];
  notCarried: NotCarried[];
}

interface Written {
  files: MdmFile[];
  commands: CspCommand[];
  notCarried: NotCarried[];
}

/** WLAN profiles for `netsh wlan add profile` and the WiFi CSP; ProfileXML for the VPNv2 CSP and its WMI bridge. */
export function connections(order: MdmOrder): WindowsConnections {
  const { wifi, vpn } = order.profile.network;
  const context = (kind: 'wifi' | 'vpn', index: number) =>
    contextOf(order.profile, kind, index, order.secret);
  const networks = wifi.map((one, index) =>
    attempt(`wifi/${fileName(one.ssid, index)}`, () => {
      const xml = wlanProfileXml(one, context('wifi', index));
      // MS Learn, "WiFi CSP": the node has the name of the profile.
      const uri = `./Device/Vendor/MSFT/WiFi/Profile/${segment(profileName(one))}/WlanXml`;
      return { xml, command: add(`network.wifi[${index}]`, uri, 'chr', xml) };
    }),
  );
  const tunnels = vpn.map((one, index) =>
    attempt(`vpn/${fileName(one.name, index)}`, () => {
      const xml = vpnProfileXml(one, context('vpn', index));
      const scope = xml.includes('<DeviceTunnel>true</DeviceTunnel>') ? './Device' : './User';
      const uri = `${scope}/Vendor/MSFT/VPNv2/${segment(one.name)}/ProfileXML`;
      return { xml, command: add(`network.vpn[${index}]`, uri, 'chr', xml) };
    }),
  );
  const all = [...networks, ...tunnels];
  return {
    files: all.flatMap(({ files }) => files),
    wifi: networks.flatMap(({ commands }) => commands),
    vpn: tunnels.flatMap(({ commands }) => commands),
    notCarried: [
      ...all.flatMap(({ notCarried }) => notCarried),
      ...leftOutByWindows(order.profile),
      ...priorities(order),
    ],
  };
}

/** `1-Bureau.xml`: other characters of the name are left out of the file name. */
function fileName(name: string, index: number): string {
  const plain = name.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '');
  return `${[index + 1, plain].filter((part) => part !== '').join('-')}.xml`;
}

function attempt(name: string, write: () => { xml: string; command: CspCommand }): Written {
  try {
    const { xml, command } = write();
    return {
      files: [{ name, mediaType: XML, bytes: Buffer.from(xml) }],
      commands: [command],
      notCarried: [],
    };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { files: [], commands: [], notCarried: error.findings.map(refusal) };
  }
}

function refusal({ field, expected }: InputError['findings'][number]): NotCarried {
  return {
    option: typeof field === 'string' ? field : field.en,
    reason: { fr: `Windows attend ${expected.fr}`, en: `Windows expects ${expected.en}` },
  };
}

/** A WLAN profile has no priority: Windows prefers profiles in the order in which they were added. */
function priorities({ profile }: MdmOrder): NotCarried[] {
  return profile.network.wifi.flatMap(({ priority }, index) =>
    priority === undefined ? [] : [{ option: `network.wifi[${index}].priority`, reason: RANK }],
  );
}

const RANK = {
  fr: 'un profil WLAN n’a pas de rang : Windows retient l’ordre d’arrivée',
  en: 'a WLAN profile has no rank: Windows keeps the order in which they came',
};
