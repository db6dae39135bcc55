import { same, type Bilingual } from '../../../platform/core/index.js';
import { fault, good, unmeasured, type Judged, type NetworkFinding } from './finding.js';
import { isUnmeasured, type DhcpAnswer } from './measured.schema.js';

const PORT_68: Bilingual = {
  fr: 'Si le port 68 est pris, un client DHCP de cette machine l’occupe : donnez à l’interface une adresse fixe.',
  en: 'If the port 68 is taken, a DHCP client of this machine holds it: give the interface a fixed address.',
};

export function service({ service: { address, interfaceName }, measured }: Judged): NetworkFinding {
  const title = { fr: 'Réponse d’Établi aux PC (UDP 67)', en: 'Établi’s answer to PCs (UDP 67)' };
  if (isUnmeasured(measured.answers)) return unmeasured('service', title, measured.answers.why, PORT_68);
  if (measured.answers.some(({ server }) => server === address))
    return good('service', title, {
      fr: `Établi répond sur ${interfaceName}.`,
      en: `Établi answers on ${interfaceName}.`,
    });
  const isListening = !isUnmeasured(measured.listening) && measured.listening.includes(67);
  if (!isListening)
    return fault(
      'service',
      title,
      { fr: 'dnsmasq n’écoute pas sur le port 67.', en: 'dnsmasq does not listen on port 67.' },
      {
        fr: 'Relancez le service de démarrage ; son journal dit pourquoi dnsmasq s’arrête. Un autre serveur DHCP sur cette machine garde peut-être le port.',
        en: 'Restart the boot service; its log says why dnsmasq stops. Another DHCP server on this machine may hold the port.',
      },
    );
  return fault(
    'service',
    title,
    {
      fr: 'Le service écoute, mais la question d’un PC ne lui parvient pas.',
      en: 'The service listens, but the question of a PC does not reach it.',
    },
    {
      fr: `Ouvrez le port UDP 67 dans le pare-feu de cette machine, pour ${interfaceName}.`,
      en: `Open the UDP port 67 in the firewall of this machine, for ${interfaceName}.`,
    },
  );
}

export function dhcp({ service: { address, mode }, measured }: Judged): NetworkFinding {
  const title = { fr: 'Serveur DHCP du réseau', en: 'DHCP server of the network' };
  if (isUnmeasured(measured.answers)) return unmeasured('dhcp', title, measured.answers.why, PORT_68);
  const servers = serversOf(measured.answers.filter(({ offers }) => offers !== undefined));
  const others = servers.filter((server) => server !== address);
  if (mode === 'dhcp') return onlyDhcp(title, servers.length, others);
  if (others.length === 0)
    return fault(
      'dhcp',
      title,
      {
        fr: 'Aucun serveur DHCP ne donne d’adresse sur ce réseau : un PC n’y démarrera pas.',
        en: 'No DHCP server gives addresses on this network: no PC will boot there.',
      },
      {
        fr: 'Vérifiez que le réseau du site est branché, et que son serveur DHCP a encore des adresses. Sur un réseau isolé, mettez BOOT_MODE=dhcp et BOOT_RANGE, puis relancez le service de démarrage.',
        en: 'Check that the network of the site is plugged in, and that its DHCP server has addresses left. On an isolated network, set BOOT_MODE=dhcp and BOOT_RANGE, then restart the boot service.',
      },
    );
  if (others.length > 1)
    return fault(
      'dhcp',
      title,
      {
        fr: `Plusieurs serveurs DHCP répondent : ${others.join(', ')}.`,
        en: `Several DHCP servers answer: ${others.join(', ')}.`,
      },
      {
        fr: 'Débranchez celui qui n’est pas du site (une box, un point d’accès, un partage de connexion) ; s’ils se remplacent l’un l’autre, il n’y a rien à faire.',
        en: 'Unplug the one that is not of the site (a router, an access point, a shared connection); if they stand in for each other, there is nothing to do.',
      },
    );
  return good('dhcp', title, same(others[0] ?? ''));
}

function onlyDhcp(title: Bilingual, count: number, others: string[]): NetworkFinding {
  if (others.length > 0)
    return fault(
      'dhcp',
      title,
      {
        fr: `Un autre serveur DHCP répond : ${others.join(', ')}. Les PC recevront l’adresse de l’un ou de l’autre.`,
        en: `Another DHCP server answers: ${others.join(', ')}. PCs will get the address of one or the other.`,
      },
      {
        fr: 'Débranchez-le, ou mettez BOOT_MODE=proxy pour qu’Établi complète ses réponses, puis relancez le service de démarrage.',
        en: 'Unplug it, or set BOOT_MODE=proxy so that Établi completes its answers, then restart the boot service.',
      },
    );
  if (count === 1)
    return good('dhcp', title, { fr: 'Établi seul donne les adresses.', en: 'Only Établi gives addresses.' });
  return fault(
    'dhcp',
    title,
    { fr: 'Établi n’a donné aucune adresse.', en: 'Établi gave no address.' },
    {
      fr: 'Vérifiez que BOOT_RANGE est dans le réseau de l’interface et a encore des adresses libres.',
      en: 'Check that BOOT_RANGE is in the network of the interface and has addresses left.',
    },
  );
}

export function otherPxe({ service: { address }, measured }: Judged): NetworkFinding {
  const title = { fr: 'Autre serveur PXE', en: 'Another PXE server' };
  if (isUnmeasured(measured.answers)) return unmeasured('other-pxe', title, measured.answers.why, PORT_68);
  const rivals = measured.answers.filter(
    ({ server, vendorClass, bootFile }) =>
      server !== address && ((vendorClass?.startsWith('PXEClient') ?? false) || bootFile !== undefined),
  );
  if (rivals.length === 0) return good('other-pxe', title, { fr: 'Aucun.', en: 'None.' });
  const list = rivals
    .map(({ server, bootFile }) => (bootFile ? `${server} (${bootFile})` : server))
    .join(', ');
  return fault(
    'other-pxe',
    title,
    {
      fr: `Un autre serveur propose un démarrage réseau : ${list}. Les PC démarreront tantôt chez lui, tantôt chez Établi.`,
      en: `Another server offers a network boot: ${list}. PCs will boot from it at times, and from Établi at times.`,
    },
    {
      fr: 'Arrêtez son service PXE (WDS, FOG, SCCM, options 66 et 67 du DHCP) sur ce réseau, ou mettez les PC sur un réseau à part.',
      en: 'Stop its PXE service (WDS, FOG, SCCM, the options 66 and 67 of DHCP) on this network, or put the PCs on a network of their own.',
    },
  );
}

function serversOf(answers: DhcpAnswer[]): string[] {
  return [...new Set(answers.map(({ server }) => server))];
}
