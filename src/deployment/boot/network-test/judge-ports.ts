import { fault, good, unmeasured, type Judged, type NetworkFinding } from './finding.js';
import { isUnmeasured } from './measured.schema.js';

export function pxePort({ service: { mode, interfaceName }, measured }: Judged): NetworkFinding {
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

export function tftp({ measured }: Judged): NetworkFinding {
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

export function http({ service: { address }, measured, httpPort }: Judged): NetworkFinding {
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

export function firewall({ service: { interfaceName }, measured }: Judged): NetworkFinding {
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
