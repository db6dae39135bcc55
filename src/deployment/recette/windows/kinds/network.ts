import { same } from '../../../../platform/core/index.js';
import { z } from 'zod';
import { listText } from '../../judgement.js';
import type { WindowsAsked } from '../asked.js';
import { bad, good, goodIf, NONE, NOT_ASKED, unknown, windowsKind } from '../windows-kind.js';

const adapters = z.object({
  adapters: z.array(
    z.object({
      name: z.string(),
      mac: z.string(),
      addresses: z.array(z.string()),
      gateways: z.array(z.string()),
      dns: z.array(z.string()),
      dhcp: z.boolean(),
    }),
  ),
});
type Adapter = z.output<typeof adapters>['adapters'][number];

const interfacesOf = ({ windows }: WindowsAsked) => windows.network?.interfaces ?? [];
type Interface = ReturnType<typeof interfacesOf>[number];

const addresses = windowsKind({
  kind: 'network-addresses',
  title: { fr: 'Adresses du poste', en: 'Addresses of the PC' },
  requirement: {
    fr: 'Chaque carte a l’adresse, la passerelle et le DNS demandés, ou une adresse du réseau',
    en: 'Every adapter has the address, gateway and DNS that were asked for, or an address of the network',
  },
  severity: 'blocking',
  probe: 'adapters',
  value: adapters,
  expected: (asked) => {
    const wanted = interfacesOf(asked).flatMap(wantedOf);
    return wanted.length === 0 ? { fr: 'une adresse', en: 'an address' } : same(listText(wanted));
  },
  judge: ({ value: { adapters: found }, asked }) => {
    if (found.length === 0) return bad(NONE);
    const usable = found.flatMap((one) => one.addresses).filter((text) => !isSelfMade(text));
    const shown = same(listText(usable) || '—');
    if (usable.length === 0)
      return bad(same(listText(found.flatMap((one) => one.addresses)) || '—'), { adapters: found });
    const missing = interfacesOf(asked).flatMap((wanted) => missingOf(wanted, found));
    return missing.length === 0
      ? good(shown, { adapters: found })
      : bad(
          { fr: `manquent : ${listText(missing)}`, en: `missing: ${listText(missing)}` },
          { adapters: found },
        );
  },
});

/** RFC 3927, RFC 4291: addresses that a PC gives itself when nobody does. */
const isSelfMade = (text: string): boolean => /^(?:169\.254\.|fe80:|127\.|::1$)/i.test(text);

function wantedOf({ ipv4, ipv6, dns }: Interface): string[] {
  const fixed = [...(ipv4?.addresses ?? []), ...(ipv6?.addresses ?? [])].map((text) => text.split('/')[0]!);
  return [
    ...fixed,
    ...[ipv4?.gateway, ipv6?.gateway].filter((one) => one !== undefined),
    ...(dns?.servers ?? []),
  ];
}

function missingOf(wanted: Interface, found: Adapter[]): string[] {
  const { mac, name } = wanted;
  const own =
    mac !== undefined
      ? found.find((one) => one.mac === mac)
      : name !== undefined
        ? found.find((one) => one.name.toLowerCase() === name.toLowerCase())
        : undefined;
  if (own === undefined && (mac ?? name) !== undefined) return [(mac ?? name)!];
  // Without a name it is the first of the PC, in an order that Windows alone knows: any may have it.
  const has = (own === undefined ? found : [own]).flatMap((one) => [
    ...one.addresses,
    ...one.gateways,
    ...one.dns,
  ]);
  return wantedOf(wanted).filter((text) => !has.includes(text));
}

const gateway = windowsKind({
  kind: 'network-reachable',
  title: { fr: 'Passerelle joignable', en: 'Gateway reachable' },
  requirement: { fr: 'Le poste sort de son réseau', en: 'The PC gets out of its network' },
  severity: 'reserve',
  probe: 'gateways',
  value: z.object({
    gateways: z.array(z.object({ address: z.string(), answers: z.boolean(), known: z.boolean() })),
  }),
  expected: { fr: 'joignable', en: 'reachable' },
  judge: ({ value: { gateways } }) => {
    if (gateways.length === 0) return bad({ fr: 'aucune passerelle', en: 'no gateway' });
    // A router may answer no echo; that its address is known says that it is there.
    const there = gateways.filter(({ answers, known }) => answers || known).map((one) => one.address);
    const list = listText(gateways.map((one) => one.address));
    return there.length > 0 ? good(same(listText(there)), { gateways }) : bad(same(list), { gateways });
  },
});

const dns = windowsKind({
  kind: 'dns',
  title: { fr: 'Noms résolus', en: 'Names resolved' },
  requirement: {
    fr: 'Le poste trouve les serveurs qu’il lui faut',
    en: 'The PC finds the servers that it needs',
  },
  severity: 'blocking',
  probe: 'names',
  value: z.object({ names: z.array(z.object({ name: z.string(), addresses: z.array(z.string()) })) }),
  expected: ({ names }) => same(listText(names) || '—'),
  notFor: ({ names }) => (names.length === 0 ? NOT_ASKED : undefined),
  judge: ({ value: { names }, asked }) => {
    const found = new Map(names.map((one) => [one.name, one.addresses]));
    const unread = asked.names.filter((name) => !found.has(name));
    if (unread.length > 0) return unknown(same(listText(unread)));
    const lost = asked.names.filter((name) => found.get(name)!.length === 0);
    return lost.length === 0
      ? good(same(listText(asked.names)), { names })
      : bad({ fr: `introuvables : ${listText(lost)}`, en: `not found: ${listText(lost)}` }, { names });
  },
});

const internet = windowsKind({
  kind: 'internet',
  title: { fr: 'Accès à Internet', en: 'Internet access' },
  requirement: { fr: 'Le poste atteint Internet', en: 'The PC reaches the Internet' },
  severity: 'information',
  probe: 'connections',
  value: z.object({
    connections: z.array(
      z.object({ name: z.string(), category: z.string(), ipv4: z.string(), ipv6: z.string() }),
    ),
  }),
  expected: { fr: 'Internet', en: 'Internet' },
  judge: ({ value: { connections } }) => {
    if (connections.length === 0) return bad({ fr: 'aucun réseau', en: 'no network' });
    const isOn = connections.some(({ ipv4, ipv6 }) => ipv4 === 'Internet' || ipv6 === 'Internet');
    return goodIf(isOn, same(listText(connections.map(({ name, ipv4 }) => `${name} : ${ipv4}`))), {
      connections,
    });
  },
});

/** WLAN_profile: authentication of a network without a password, or with a broken one. */
const OPEN = ['open', 'shared', 'wpa', 'wpapsk', ''];

const wifi = windowsKind({
  kind: 'wifi-profiles',
  title: { fr: 'Réseaux Wi-Fi enregistrés', en: 'Wi-Fi networks stored' },
  requirement: {
    fr: 'Seuls les Wi-Fi demandés sont enregistrés, et aucun n’est ouvert',
    en: 'Only the Wi-Fi networks that were asked for are stored, and none is open',
  },
  hygiene: [20, 32],
  severity: 'reserve',
  probe: 'wifi',
  value: z.object({ profiles: z.array(z.object({ name: z.string(), authentication: z.string() })) }),
  expected: (asked) => {
    const names = wifiOf(asked);
    return names.length === 0 ? NONE : same(listText(names));
  },
  judge: ({ value: { profiles }, asked }) => {
    const wanted = wifiOf(asked);
    const names = profiles.map(({ name }) => name);
    const missing = wanted.filter((name) => !names.includes(name));
    const byHand = (asked.windows.network?.wlanProfiles ?? []).length;
    const more = names.filter((name) => !wanted.includes(name)).slice(byHand);
    const open = profiles
      .filter(({ authentication }) => OPEN.includes(authentication.toLowerCase()))
      .map(({ name }) => name);
    if (missing.length + more.length + open.length === 0)
      return good(names.length === 0 ? NONE : same(listText(names)), { profiles });
    const words = (absent: string, extra: string, weak: string): string =>
      [
        missing.length > 0 ? `${absent} ${listText(missing)}` : '',
        more.length > 0 ? `${extra} ${listText(more)}` : '',
        open.length > 0 ? `${weak} ${listText(open)}` : '',
      ]
        .filter(Boolean)
        .join(' ; ');
    return bad(
      {
        fr: words('manquent :', 'en trop :', 'non protégés :'),
        en: words('missing:', 'not asked for:', 'not protected:'),
      },
      { profiles },
    );
  },
});

function wifiOf({ document }: WindowsAsked): string[] {
  return (document.network?.wifi ?? []).map(({ ssid }) => ssid);
}

export const NETWORK_KINDS = [addresses, gateway, dns, internet, wifi];
