import type { Bilingual } from '../../../platform/core/index.js';
import {
  isUnmeasured,
  type BootServiceDescription,
  type DhcpAnswer,
  type Measured,
} from './measured.schema.js';

/** What the test says of one thing. Nothing that was not measured is `good`. */
export interface NetworkFinding {
  id: string;
  verdict: 'good' | 'fault' | 'unmeasured';
  title: Bilingual;
  found: Bilingual;
  /** Of a fault, and of what could not be measured. */
  remedy?: Bilingual;
}

export interface Judged {
  service: BootServiceDescription;
  measured: Measured;
  httpPort: number;
}

/** More than this, and certificates seem to come from the future or to be over. */
const CLOCK_SECONDS = 60;

/** What the measurements mean: each usual fault with its cause and its remedy. Pure. */
export function judge(source: Judged): NetworkFinding[] {
  return [link, service, dhcp, otherPxe, pxePort, tftp, http, firewall, clock].map((one) => one(source));
}

function link({ service: { interfaceName, address }, measured }: Judged): NetworkFinding {
  const title = { fr: 'Interface réseau', en: 'Network interface' };
  if (isUnmeasured(measured.link)) return unmeasured('link', title, measured.link.why);
  if (measured.link.carrier) return good('link', title, same(`${interfaceName}, ${address}`));
  return fault(
    'link',
    title,
    {
      fr: `Aucun câble branché, ou switch éteint, sur ${interfaceName}.`,
      en: `No cable, or a switch that is off, on ${interfaceName}.`,
    },
    {
      fr: 'Branchez le câble du réseau des PC à cette carte. Si ce réseau est sur une autre carte, indiquez-la dans BOOT_INTERFACE, puis relancez le service de démarrage.',
      en: 'Plug the cable of the network of the PCs into this card. If that network is on another card, set BOOT_INTERFACE to it, then restart the boot service.',
    },
  );
}

function service({ service: { address, interfaceName }, measured }: Judged): NetworkFinding {
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

function dhcp({ service: { address, mode }, measured }: Judged): NetworkFinding {
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

function otherPxe({ service: { address }, measured }: Judged): NetworkFinding {
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

function pxePort({ service: { mode, interfaceName }, measured }: Judged): NetworkFinding {
  const title = { fr: 'Second port de PXE (UDP 4011)', en: 'Second port of PXE (UDP 4011)' };
  if (mode === 'dhcp')
    return good('pxe-port', title, { fr: 'Inutile dans ce mode.', en: 'Not needed in this mode.' });
  if (isUnmeasured(measured.pxePort)) return unmeasured('pxe-port', title, measured.pxePort.why);
  if (measured.pxePort.answered)
    return good('pxe-port', title, { fr: 'Établi répond.', en: 'Établi answers.' });
  return fault(
    'pxe-port',
    title,
    { fr: 'Établi ne répond pas sur ce port.', en: 'Établi does not answer on this port.' },
    {
      fr: `Ouvrez le port UDP 4011 dans le pare-feu de cette machine, pour ${interfaceName}. S’il l’est, relancez le service de démarrage.`,
      en: `Open the UDP port 4011 in the firewall of this machine, for ${interfaceName}. If it is open, restart the boot service.`,
    },
  );
}

function tftp({ measured }: Judged): NetworkFinding {
  const title = { fr: 'Premier fichier des PC (TFTP, UDP 69)', en: 'First file of PCs (TFTP, UDP 69)' };
  if (isUnmeasured(measured.tftp)) return unmeasured('tftp', title, measured.tftp.why);
  if (measured.tftp.answered)
    return good('tftp', title, {
      fr: 'Le fichier est servi, vu de cette machine.',
      en: 'The file is served, seen from this machine.',
    });
  return fault(
    'tftp',
    title,
    { fr: 'Le fichier de démarrage n’est pas servi.', en: 'The boot file is not served.' },
    {
      fr: 'Relancez le service de démarrage, qui refait ses fichiers ; son journal dit s’il en manque un.',
      en: 'Restart the boot service, which makes its files again; its log says whether one is missing.',
    },
  );
}

function http({ service: { address }, measured, httpPort }: Judged): NetworkFinding {
  const title = { fr: `Serveur d’Établi (TCP ${httpPort})`, en: `Établi’s server (TCP ${httpPort})` };
  if (!isUnmeasured(measured.http) && measured.http.status === 200)
    return good('http', title, {
      fr: `Il répond sur ${address}, vu de cette machine.`,
      en: `It answers on ${address}, seen from this machine.`,
    });
  const found = isUnmeasured(measured.http) ? measured.http.why : String(measured.http.status);
  return fault(
    'http',
    title,
    {
      fr: `Le serveur ne répond pas sur l’adresse du réseau des PC (${found}).`,
      en: `The server does not answer on the address of the network of the PCs (${found}).`,
    },
    {
      fr: `Vérifiez que HOST et HTTP_PORT laissent le serveur écouter sur ${address}.`,
      en: `Check that HOST and HTTP_PORT let the server listen on ${address}.`,
    },
  );
}

function firewall({ service: { interfaceName }, measured }: Judged): NetworkFinding {
  const title = { fr: 'Règles du pare-feu', en: 'Rules of the firewall' };
  if (isUnmeasured(measured.firewall))
    return unmeasured('firewall', title, measured.firewall.why, {
      fr: 'Les règles ne se lisent qu’avec nftables. D’un autre poste du réseau des PC, essayez le serveur par son adresse : la page /health/live doit répondre.',
      en: 'Rules are read with nftables only. From another computer on the network of the PCs, try the server by its address: the page /health/live must answer.',
    });
  const { closed } = measured.firewall;
  if (closed.length === 0)
    return good('firewall', title, {
      fr: 'Aucune règle ne ferme un port dont les PC ont besoin.',
      en: 'No rule closes a port that PCs need.',
    });
  return fault(
    'firewall',
    title,
    { fr: `Fermés : ${closed.join(', ')}.`, en: `Closed: ${closed.join(', ')}.` },
    {
      fr: `Ouvrez ces ports dans le pare-feu de cette machine, pour ${interfaceName} seulement.`,
      en: `Open these ports in the firewall of this machine, for ${interfaceName} only.`,
    },
  );
}

function clock({ measured }: Judged): NetworkFinding {
  const title = { fr: 'Horloge, comparée au réseau', en: 'Clock, compared with the network' };
  if (isUnmeasured(measured.clock))
    return unmeasured('clock', title, measured.clock.why, {
      fr: 'Le DHCP du réseau n’annonce pas de serveur de temps (option 42) qui réponde. Comparez l’heure affichée ici avec une montre.',
      en: 'DHCP on this network names no time server (option 42) that answers. Compare the time shown here with a watch.',
    });
  const { server, aheadSeconds } = measured.clock;
  const off = Math.abs(Math.round(aheadSeconds));
  if (off <= CLOCK_SECONDS)
    return good('clock', title, {
      fr: `Écart de ${off} s avec ${server}.`,
      en: `${off} s off from ${server}.`,
    });
  const way = aheadSeconds > 0 ? { fr: 'avance', en: 'ahead' } : { fr: 'retarde', en: 'behind' };
  return fault(
    'clock',
    title,
    {
      fr: `L’horloge de cette machine ${way.fr} de ${off} s sur ${server} : les PC refuseront ses certificats.`,
      en: `The clock of this machine is ${off} s ${way.en} of ${server}: PCs will refuse its certificates.`,
    },
    {
      fr: 'Mettez-la à l’heure : timedatectl set-ntp true, ou chronyc makestep.',
      en: 'Set it: timedatectl set-ntp true, or chronyc makestep.',
    },
  );
}

const PORT_68: Bilingual = {
  fr: 'Si le port 68 est pris, un client DHCP de cette machine l’occupe : donnez à l’interface une adresse fixe.',
  en: 'If the port 68 is taken, a DHCP client of this machine holds it: give the interface a fixed address.',
};

function serversOf(answers: DhcpAnswer[]): string[] {
  return [...new Set(answers.map(({ server }) => server))];
}

function good(id: string, title: Bilingual, found: Bilingual): NetworkFinding {
  return { id, verdict: 'good', title, found };
}

function fault(id: string, title: Bilingual, found: Bilingual, remedy: Bilingual): NetworkFinding {
  return { id, verdict: 'fault', title, found, remedy };
}

function unmeasured(id: string, title: Bilingual, why: string, remedy?: Bilingual): NetworkFinding {
  const found = { fr: `Non mesuré : ${why}`, en: `Not measured: ${why}` };
  return { id, verdict: 'unmeasured', title, found, ...(remedy && { remedy }) };
}

function same(text: string): Bilingual {
  return { fr: text, en: text };
}
