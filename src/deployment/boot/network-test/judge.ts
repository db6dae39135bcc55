import { same } from '../../../platform/core/index.js';
import { fault, good, unmeasured, type Judged, type NetworkFinding } from './finding.js';
import { dhcp, otherPxe, service } from './judge-dhcp.js';
import { firewall, http, pxePort, tftp } from './judge-ports.js';
import { isUnmeasured } from './measured.schema.js';

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
