import { OTHER_ROOT_PEM, ROOT_PEM } from './connections.js';

const wlan = (name: string, inside = '') =>
  `<WLANProfile xmlns="http://www.microsoft.com/networking/WLAN/profile/v1"><name>${name}</name>${inside}</WLANProfile>`;

/** Values of options whose schema has not enough information: at least two different ones for each. */
export const VALUES: [path: RegExp, values: unknown[]][] = [
  [/\.vault$/, ['essai/un', 'essai/deux']],
  [/^mdm\.windows\.custom\[0\]\.value$/, [1, 2]],
  [/^mdm\.windows\.custom\[0\]\.uri$/, ['./Device/Vendor/MSFT/Policy/A', './Device/Vendor/MSFT/Policy/B']],
  [/^mdm\.windows\.firewall\.rules\[0\]\.(?:local|remote)Ports$/, ['80', '443']],
  [/^mdm\.windows\.autopilot\.tenantDomain$/, ['a.onmicrosoft.com', 'b.onmicrosoft.com']],
  [/^mdm\.apple\.enrolment\.topic$/, ['com.apple.mgmt.a', 'com.apple.mgmt.b']],
  [/^mdm\.apple\.wifi\[0\]\.ssid$/, ['Atelier', 'Bureau']],
  [/^mdm\.apple\.vpn\[0\]\.name$/, ['Siege', 'Usine']],
  [/^mdm\.apple\.directory\.domain$/, ['corp.fr', 'corp.de']],
  [/\.enrolment\.accessRights$/, [1, 3]],
  [/^mdm\.android\.manager\.component$/, ['fr.un/.Receiver', 'fr.deux/.Receiver']],
  [/\.signatureChecksum$/, ['A'.repeat(43), 'B'.repeat(43)]],
  [/^windows\.language\.(?:image|fallback|formats|systemLocale|locales\[0\]\.language)$/, ['fr-FR', 'de-DE']],
  [/^windows\.language\.locales\[0\]\.keyboard$/, ['de-DE', '040c:0000040c']],
  [/^windows\.language\.location$/, ['FR', 'DE']],
  [/^windows\.language\.timeZone$/, ['Romance Standard Time', 'UTC']],
  [/^windows\.target$/, ['windows-10', 'server-2022']],
  [/^windows\.setup\.edition\.key$/, ['VK7JG-NPHTM-C97JM-9MPGT-3V66T', 'W269N-WFGWX-YVC9B-4J6C9-T83GX']],
  [/^windows\.accounts\.autologon\.username$/, ['anna', 'bruno']],
  [/^windows\.(?:accounts\.autologon\.domain|domain\.(?:join|account\.domain))$/, ['corp.fr', 'corp.de']],
  [/^windows\.domain\.(?:user\.create\.)?organizationalUnit$/, ['OU=a,DC=corp,DC=fr', 'OU=b,DC=corp,DC=fr']],
  [/^windows\.network\.interfaces\[0\]\.mac$/, ['00:1a:2b:3c:4d:5e', '00:1a:2b:3c:4d:5f']],
  [/^windows\.network\.interfaces\[0\]\.name$/, ['Ethernet', 'Ethernet 2']],
  [/^windows\.network\.interfaces\[0\]\.ipv4\.addresses\[0\]$/, ['10.0.0.2/24', '10.0.0.3/24']],
  [/^windows\.network\.interfaces\[0\]\.ipv4\.gateway$/, ['10.0.0.1', '10.0.0.254']],
  [/^windows\.network\.interfaces\[0\]\.ipv6\.addresses\[0\]$/, ['fd00::2/64', 'fd00::3/64']],
  [/^windows\.network\.interfaces\[0\]\.ipv6\.gateway$/, ['fd00::1', 'fd00::9']],
  [/\.routes\[0\]\.prefix$/, ['10.1.0.0/16', '10.2.0.0/16']],
  [/\.routes\[0\]\.nextHop$/, ['10.0.0.1', '10.0.0.9']],
  [/^windows\.network\..*suffixes\[0\]$|dns\.domain$/, ['corp.fr', 'corp.de']],
  [/^windows\.network\.proxy\.server$/, ['proxy.fr:8080', 'proxy.de:8080']],
  [/^windows\.network\.firewall\.rules\[0\]\.(?:local|remote)Ports\[0\]$/, ['80', '443']],
  [/^windows\.network\.firewall\.rules\[0\]\.remoteAddresses\[0\]$/, ['10.0.0.1', '10.0.0.2']],
  [/^windows\.disk\.disk$/, [0, 1]],
  [/^windows\.raw(?:\[0\]\.settings)+\[0\]\.value$/, ['un', 'deux', true]],
  [
    /^windows\.raw(?:\[0\]\.settings){3}\[0\]$/,
    [
      { name: 'un', value: 'a' },
      { name: 'deux', value: 'a' },
    ],
  ],
  [/^windows\.disk\.data\[0\]\.letter$/, ['D', 'E']],
  [/activeHours\.(?:start|end)$/, [8, 12, 18]],
  [/^restrictions\.browserHomepage$/, ['https://a.fr/', 'https://b.fr/']],
  [/^locale\.timeZone$/, ['Europe/Paris', 'America/New_York']],
  [/^personalise\.printers\[0\]\.uri$/, ['ipp://a.fr/', 'ipp://b.fr/']],
  [/^personalise\.shares\[0\]\.url$/, ['//a/b', '//c/d']],
  [/^personalise\.shares\[0\]\.mountPoint$/, ['/mnt/a', '/mnt/b']],
  [/^certificates\[0\]\.subject$/, ['CN=a', 'CN=b']],
  [/(?:pem|escrow\.certificate)$/, [ROOT_PEM, OTHER_ROOT_PEM]],
  [/trustedCertificates\[0\]$|pinnedCertificates\[0\]$/, ['ac', 'ac2']],
  [
    /(?:clientCertificate|authentication\.certificate|enrolment\.identity|contentFilter\.certificate|kerberos\.certificate)$/,
    ['poste', 'autre'],
  ],
  [
    /serverNames\[0\]|dnsSuffixes\[0\]|trustedNetworks\[0\]|vpn\[0\]\.server$|remoteId$/,
    ['vpn.fr', 'vpn.de'],
  ],
  [/^network\.vpn\[0\]\.(?:routes|addresses|peer\.allowedIps)\[0\]$/, ['10.0.0.0/8', '10.1.0.0/16']],
  [/^network\.vpn\[0\]\.dnsServers\[0\]$/, ['10.0.0.1', '10.0.0.2']],
  [/appLocker\.policy$/, ['<AppLockerPolicy Version="1"/>', '<AppLockerPolicy Version="2"/>']],
  [/^network\.vpn\[0\]\.name$/, ['Siege', 'Usine']],
  [/^network\.vpn\[0\]\.peer\.publicKey$/, [`${'A'.repeat(43)}=`, `${'B'.repeat(42)}A=`]],
  [/^network\.vpn\[0\]\.peer\.endpoint$/, ['vpn.fr:51820', 'vpn.de:51820']],
  [/\.sha256$/, ['a'.repeat(64), 'b'.repeat(64)]],
  [/(?:[uU]rl|server|webClip|proxy|permitted\[0\]|denied\[0\])$/, ['https://a.fr/', 'https://b.fr/']],
  [
    /(?:taskbar\.pins|start\.tiles)\.xml$/,
    ['<LayoutModificationTemplate a="1"/>', '<LayoutModificationTemplate a="2"/>'],
  ],
  [/start\.pins\.json$/, ['{"pinnedList":[]}', '{"pinnedList":[{"packagedAppId":"a!b"}]}']],
  [/dns\.servers\[0\]$/, ['10.0.0.1', '10.0.0.2']],
  [/wlanProfiles\[0\]\.xml$/, ['a', 'b'].map((name) => wlan(name))],
  [/vpnProfiles\[0\]\.xml$/, ['<VPNProfile a="1"/>', '<VPNProfile a="2"/>']],
  [/Bytes$/, ['20GiB', '30GiB']],
];

/** Additional list items, for an option that only orders its own item among others. */
export const NEXT_TO: [option: RegExp, list: string, items: unknown[]][] = [
  [/^network\.wifi\[0\]\.priority$/, 'network.wifi', [{ ssid: 'Bureau', security: 'open', priority: 1 }]],
];

type Group = Record<string, unknown>;

/** An interface has static addresses, or uses DHCP. */
const fixed = (address: string) => (_: Group, option: string) =>
  option.endsWith('.dhcp') ? {} : { addresses: [address] };

/** The options that must accompany an option; they may depend on its section and on the option. */
export const BESIDE: [path: RegExp, beside: Group | ((own: Group, option: string) => Group)][] = [
  [/^recette\.manual\[0\]$/, { id: 'autocollant', title: { fr: 'Autocollant', en: 'Sticker' } }],
  [
    /^network\.wifi\[0\]$/,
    (_, option) => ({
      ssid: 'Atelier',
      security: option.includes('.eap.')
        ? 'wpa2-enterprise'
        : option.includes('passphrase')
          ? 'wpa2-psk'
          : 'open',
    }),
  ],
  [/^network\.wifi\[0\]\.eap$/, ({ method }) => (method === 'tls' ? { clientCertificate: 'poste' } : {})],
  [
    /^network\.vpn\[0\]$/,
    ({ kind }, option) => ({
      ...(kind === 'wireguard'
        ? { name: 'Siege', addresses: ['10.0.0.2/32'], peer: {} }
        : { name: 'Siege', server: 'vpn.fr' }),
      ...(kind === 'openvpn' && { trustedCertificates: ['ac'], user: 'anna' }),
      ...(kind === 'l2tp' && { preSharedKey: { vault: 'psk' } }),
      ...(kind === 'ikev2' && { authentication: { method: 'eap-mschapv2' } }),
      ...(option.includes('dnsServers') && { dnsSuffixes: ['corp.fr'] }),
    }),
  ],
  [
    /^network\.vpn\[0\]\.peer$/,
    { publicKey: `${'A'.repeat(43)}=`, endpoint: 'vpn.fr:51820', allowedIps: ['10.0.0.0/8'] },
  ],
  [
    /^network\.vpn\[0\]\.authentication$/,
    ({ method }) => (method === 'certificate' || method === 'eap-tls' ? { certificate: 'poste' } : {}),
  ],
  [
    /^certificates\[0\]$/,
    ({ kind }) => ({
      name: 'un',
      ...((kind === 'root' || kind === 'intermediate') && { pem: ROOT_PEM }),
      ...(kind === 'scep' && { url: 'https://scep.fr/', subject: 'CN=a' }),
      ...(kind === 'acme' && { directoryUrl: 'https://acme.fr/', subject: 'CN=a' }),
    }),
  ],
  [/^personalise\.printers\[0\]$/, { name: 'un', uri: 'ipp://a.fr/' }],
  [
    /^personalise\.shares\[0\]$/,
    ({ kind }) => ({ url: kind === 'nfs' ? 'srv:/a' : '//a/b', kind: 'cifs', mountPoint: '/mnt/a' }),
  ],
  [/activeHours$/, { start: 9, end: 17 }],
  [/^windows\.language\.locales\[0\]$/, { language: 'fr-FR' }],
  [
    /^windows\.disk$/,
    (own, option) => ({
      ...(option.includes('.data[') && { windows: { sizeBytes: '40GiB' } }),
      ...(option.includes('systemBytes') && { firmware: 'bios' }),
    }),
  ],
  [
    /^windows\.domain$/,
    (_, option) => ({
      ...(/workgroup|offlineJoin/.test(option)
        ? {}
        : { join: 'corp.fr', account: { user: 'jonction', password: { vault: 'mdp' } } }),
      ...(/\.(?:existing|existingInUse|groups|user)\b/.test(option) && !/account/.test(option)
        ? { directory: 'corp' }
        : {}),
    }),
  ],
  [
    /^windows\.domain\.user\.create$/,
    { organizationalUnit: 'OU=a,DC=corp,DC=fr', password: { vault: 'mdp' } },
  ],
  [
    /^windows\.network\.interfaces\[0\]$/,
    (_, option) =>
      option.endsWith('.name')
        ? { ipv4: { addresses: ['10.0.0.2/24'] } }
        : { mac: '00:1a:2b:3c:4d:5e', ipv4: { addresses: ['10.0.0.2/24'] } },
  ],
  [/^windows\.network\.interfaces\[0\]\.ipv4$/, fixed('10.0.0.2/24')],
  [/^windows\.network\.interfaces\[0\]\.ipv6$/, fixed('fd00::2/64')],
  [/^windows\.network\.interfaces\[0\]\.routes\[0\]$/, { prefix: '10.1.0.0/16', nextHop: '10.0.0.1' }],
  [/^windows\.network\.proxy$/, { server: 'proxy.fr:8080' }],
  [
    /^windows\.network\.firewall\.rules\[0\]$/,
    (_, option) => (/Ports/.test(option) ? { protocol: 'tcp' } : {}),
  ],
  [
    /^windows\.network\.wlanProfiles\[0\]$/,
    (_, option) => (option.includes('keyMaterial') ? { xml: wlan('a', '<keyMaterial/>') } : {}),
  ],
  [
    /^windows\.network\.vpnProfiles\[0\]$/,
    (_, option) => ({
      name: 'Siege',
      xml: option.includes('l2tpPsk') ? '<VPNProfile><L2tpPsk/></VPNProfile>' : '<VPNProfile/>',
    }),
  ],
  [
    /^windows\.accounts$/,
    (_, option) =>
      option.includes('autologon')
        ? {
            users: ['anna', 'bruno'].map((name) => ({
              name,
              groups: ['Administrators'],
              password: { vault: name },
            })),
          }
        : {},
  ],
  [
    /^windows\.accounts\.autologon$/,
    (_, option) => ({
      username: 'anna',
      count: 1,
      ...(option.endsWith('.domain') && { password: { vault: 'mdp' } }),
    }),
  ],
  [
    /^windows\.security\.bitlocker$/,
    ({ mode, protector }, option) => ({
      ...(option.includes('.pin') && mode === 'on' && { protector: 'tpm-pin' }),
      ...(protector === 'tpm-pin' && { pin: { vault: 'pin' } }),
    }),
  ],
  [
    /^windows\.raw\[0\]$/,
    (_, option) => (option.includes('settings') ? {} : { settings: [{ name: 'un', value: 'a' }] }),
  ],
  [/^mdm\.apple\.wifi\[0\]$/, { ssid: 'Atelier' }],
  [/^mdm\.apple\.vpn\[0\]$/, { name: 'Siege' }],
  [
    /^mdm\.apple\.wifi\[0\]\.proxy$/,
    ({ kind }) =>
      kind === 'manual' ? { server: 'proxy.fr', port: 3128, user: 'anna' } : { url: 'https://a.fr/' },
  ],
  [/^mdm\.apple\.contentFilter\.onlyThese\[0\]$/, { url: 'https://a.fr/', title: 'A' }],
  [/^mdm\.apple\.dock\.links\[0\]$/, { url: 'https://a.fr/', title: 'A' }],
  [/^mdm\.apple\.enrolment$/, { serverUrl: 'https://mdm.fr/', topic: 'com.apple.mgmt.a', identity: 'poste' }],
  [
    /^mdm\.android\.manager$/,
    ({ kind }) =>
      kind === 'headwind'
        ? { server: 'https://mdm.fr', apk: { url: 'https://mdm.fr/a.apk' } }
        : kind === 'other'
          ? { component: 'fr.un/.Receiver', apk: { url: 'https://mdm.fr/a.apk' } }
          : {},
  ],
  [
    /^mdm\.android\.manager\.apk$/,
    (_, option) => ({
      url: 'https://mdm.fr/a.apk',
      ...(option.includes('sha256')
        ? { sha256: 'a'.repeat(64), checked: 'package' }
        : { signatureChecksum: 'A'.repeat(43) }),
    }),
  ],
  [
    /^mdm\.windows\.autopilot$/,
    (_, option) => ({
      tenantId: '00000000-0000-4000-8000-000000000001',
      tenantDomain: 'a.onmicrosoft.com',
      ...(option.endsWith('skipDomainCheck') && { join: 'hybrid' }),
    }),
  ],
  [/^mdm\.windows\.enrolment$/, { server: 'https://mdm.fr/', user: 'anna@mdm.fr' }],
  [/^mdm\.windows\.firewall\.rules\[0\]$/, (_, option) => (/Ports/.test(option) ? { protocol: 'tcp' } : {})],
  [/^mdm\.windows\.custom\[0\]$/, { uri: './Device/Vendor/MSFT/Policy/A', value: 1 }],
];
