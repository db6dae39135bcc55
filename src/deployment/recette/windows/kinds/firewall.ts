import { z } from 'zod';
import { listText } from '../../judgement.js';
import type { WindowsAsked } from '../asked.js';
import { bad, good, unknown, windowsKind } from '../windows-kind.js';
import { optionOf } from './by-profile.js';

const PROFILES = ['Domain', 'Private', 'Public'] as const;
type Name = (typeof PROFILES)[number];
const FRENCH: Record<Name, string> = { Domain: 'domaine', Private: 'privé', Public: 'public' };

/** Texts of Get-NetFirewallProfile: True, False, NotConfigured; Allow, Block, NotConfigured. */
const value = z.object({
  service: z.boolean(),
  profiles: z.array(
    z.object({
      name: z.string(),
      enabled: z.string(),
      inbound: z.string(),
      outbound: z.string(),
      inboundRules: z.string(),
      localRules: z.string(),
    }),
  ),
});
type Profiles = z.output<typeof value>['profiles'];

const wanted = (asked: WindowsAsked, name: Name, option: string): unknown =>
  optionOf(asked, `network.firewall.${name.toLowerCase()}.${option}`);

/** Every one of the three must be there: one that was not told is not measured. */
function byName(profiles: Profiles): Map<string, Profiles[number]> | undefined {
  const map = new Map(profiles.map((one) => [one.name, one]));
  return PROFILES.every((name) => map.has(name)) ? map : undefined;
}
const INCOMPLETE = { fr: 'les trois profils n’ont pas été lus', en: 'the three profiles were not read' };

const on = windowsKind({
  kind: 'firewall-on',
  title: { fr: 'Pare-feu actif', en: 'Firewall on' },
  requirement: {
    fr: 'Le pare-feu est actif sur les réseaux du domaine, privés et publics',
    en: 'The firewall is on for networks of the domain, private and public ones',
  },
  hygiene: [17, 32],
  severity: 'blocking',
  probe: 'firewall',
  value,
  expected: (asked) => {
    const off = PROFILES.filter((name) => wanted(asked, name, 'enabled') === false);
    if (off.length === 0) return { fr: 'actif sur les trois profils', en: 'on for all three profiles' };
    return { fr: `inactif, comme demandé : ${listText(off)}`, en: `off as asked: ${listText(off)}` };
  },
  judge: ({ value: { service, profiles }, asked }) => {
    const all = byName(profiles);
    if (all === undefined) return unknown(INCOMPLETE);
    if (!service) return bad({ fr: 'service arrêté', en: 'service stopped' });
    const wrong = PROFILES.filter(
      (name) => (all.get(name)!.enabled === 'True') !== (wanted(asked, name, 'enabled') !== false),
    );
    const isOn = (name: Name): boolean => all.get(name)!.enabled === 'True';
    const said = {
      fr: listText(PROFILES.map((name) => `${FRENCH[name]} ${isOn(name) ? 'actif' : 'inactif'}`)),
      en: listText(PROFILES.map((name) => `${name} ${isOn(name) ? 'on' : 'off'}`)),
    };
    return (wrong.length > 0 ? bad : good)(said, { profiles });
  },
});

const inbound = windowsKind({
  kind: 'firewall-inbound',
  title: { fr: 'Connexions entrantes refusées par défaut', en: 'Incoming connections refused by default' },
  requirement: {
    fr: 'Ce qui n’est pas expressément permis n’entre pas',
    en: 'What is not expressly allowed does not get in',
  },
  hygiene: [17],
  severity: 'blocking',
  probe: 'firewall',
  value,
  expected: (asked) => {
    const open = PROFILES.filter((name) => wanted(asked, name, 'inbound') === 'allow');
    if (open.length === 0)
      return { fr: 'refusées sur les trois profils', en: 'refused for all three profiles' };
    return { fr: `permises, comme demandé : ${listText(open)}`, en: `allowed as asked: ${listText(open)}` };
  },
  judge: ({ value: { profiles }, asked }) => {
    const all = byName(profiles);
    if (all === undefined) return unknown(INCOMPLETE);
    // NotConfigured in what holds is the default of Windows, which refuses.
    const isOpen = (name: Name): boolean => all.get(name)!.inbound === 'Allow';
    const isKnown = PROFILES.every((name) => /^(?:Allow|Block|NotConfigured)$/.test(all.get(name)!.inbound));
    if (!isKnown) return unknown({ fr: 'réponse illisible', en: 'unreadable answer' }, { profiles });
    const wrong = PROFILES.filter((name) => isOpen(name) !== (wanted(asked, name, 'inbound') === 'allow'));
    const said = {
      fr: listText(PROFILES.map((name) => `${FRENCH[name]} ${isOpen(name) ? 'permises' : 'refusées'}`)),
      en: listText(PROFILES.map((name) => `${name} ${all.get(name)!.inbound}`)),
    };
    return (wrong.length === 0 ? good : bad)(said, { profiles });
  },
});

export const FIREWALL_KINDS = [on, inbound];
