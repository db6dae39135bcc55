import type { NetworkInterfaceInfo } from 'node:os';
import type { NetworkFinding } from './finding.js';

/** A clock that was set back by less may be one that was corrected. */
const BACK_MS = 60_000;

/** The boot service does not speak: why, as far as the server sees it. */
export function silentFinding(
  configured: string | undefined,
  interfaces: NodeJS.Dict<NetworkInterfaceInfo[]>,
): NetworkFinding {
  const title = { fr: 'Service de démarrage', en: 'Boot service' };
  const known = Object.entries(interfaces)
    .flatMap(([name, all]) => (all ?? []).map((one) => ({ name, ...one })))
    .filter(({ family, internal }) => family === 'IPv4' && !internal);
  const list = known.map(({ name, address }) => `${name} (${address})`).join(', ') || '—';
  const set = {
    fr: `Indiquez dans BOOT_INTERFACE l’interface du réseau des PC, puis relancez Établi. Interfaces avec une adresse : ${list}.`,
    en: `Set BOOT_INTERFACE to the interface of the network of the PCs, then restart Établi. Interfaces with an address: ${list}.`,
  };
  const fault = { id: 'boot-service', verdict: 'fault', title } as const;
  if (configured === undefined)
    return {
      ...fault,
      found: {
        fr: 'Aucun service de démarrage ne s’est annoncé, et BOOT_INTERFACE n’est pas réglé ici.',
        en: 'No boot service has announced itself, and BOOT_INTERFACE is not set here.',
      },
      remedy: {
        fr: `${set.fr} S’il est un service à part : systemctl start etabli-boot.`,
        en: `${set.en} If it is a service of its own: systemctl start etabli-boot.`,
      },
    };
  if (!known.some(({ name }) => name === configured))
    return {
      ...fault,
      found: {
        fr: `L’interface ${configured} n’existe pas ou n’a pas d’adresse IPv4.`,
        en: `The interface ${configured} does not exist or has no IPv4 address.`,
      },
      remedy: set,
    };
  return {
    ...fault,
    found: { fr: 'Le service de démarrage ne répond pas.', en: 'The boot service does not answer.' },
    remedy: {
      fr: 'Lisez son journal, puis relancez-le : systemctl restart etabli-boot, ou etabli up.',
      en: 'Read its log, then restart it: systemctl restart etabli-boot, or etabli up.',
    },
  };
}

/** An entry of the audit log from the future: the clock went back. */
export function clockFinding(newest: Date | undefined, now: Date): NetworkFinding {
  const title = { fr: 'Horloge, comparée au passé', en: 'Clock, compared with the past' };
  if (newest === undefined)
    return {
      id: 'clock-back',
      verdict: 'unmeasured',
      title,
      found: { fr: 'Non mesuré : le journal d’audit est vide.', en: 'Not measured: the audit log is empty.' },
    };
  if (newest.getTime() - now.getTime() <= BACK_MS)
    return {
      id: 'clock-back',
      verdict: 'good',
      title,
      found: { fr: 'L’horloge n’a pas reculé.', en: 'The clock has not gone back.' },
    };
  const when = newest.toISOString();
  return {
    id: 'clock-back',
    verdict: 'fault',
    title,
    found: {
      fr: `L’horloge a reculé : Établi a déjà noté ${when}.`,
      en: `The clock went back: Établi has already recorded ${when}.`,
    },
    remedy: {
      fr: 'Mettez l’horloge de cette machine à l’heure : timedatectl set-ntp true, ou chronyc makestep.',
      en: 'Set the clock of this machine: timedatectl set-ntp true, or chronyc makestep.',
    },
  };
}

/** Whether a PC has reached the server from the network: what no test of this machine alone can show. */
export function lastPcFinding(last: Date | undefined, now: Date): NetworkFinding {
  const title = { fr: 'Dernier PC qui a joint le serveur', en: 'Last PC that reached the server' };
  if (last === undefined)
    return {
      id: 'last-pc',
      verdict: 'unmeasured',
      title,
      found: {
        fr: 'Aucun PC n’a encore joint ce serveur par le réseau.',
        en: 'No PC has reached this server over the network yet.',
      },
      remedy: {
        fr: 'Démarrez un PC par le réseau : lui seul montre que rien, entre lui et Établi, ne bloque.',
        en: 'Boot a PC from the network: only that shows that nothing between it and Établi blocks.',
      },
    };
  const days = Math.floor((now.getTime() - last.getTime()) / 86_400_000);
  const since =
    days < 1 ? { fr: 'moins d’un jour', en: 'less than a day' } : { fr: `${days} j`, en: `${days} d` };
  return {
    id: 'last-pc',
    verdict: 'good',
    title,
    found: { fr: `Il y a ${since.fr}.`, en: `${since.en} ago.` },
  };
}
