import type { Bilingual } from '../../../platform/core/index.js';

const NETWORK: Bilingual = {
  fr: 'le serveur de mises à jour n’a pas répondu : réseau, proxy ou pare-feu',
  en: 'the update server did not answer: network, proxy or firewall',
};
const NO_ADDRESS: Bilingual = {
  fr: 'le nom du serveur de mises à jour n’est pas résolu : DNS ou proxy',
  en: 'the name of the update server is not resolved: DNS or proxy',
};
const KMS_AWAY: Bilingual = {
  fr: 'aucun serveur KMS n’a répondu : réseau, DNS (_vlmcs._tcp) ou heure du PC',
  en: 'no KMS server answered: network, DNS (_vlmcs._tcp) or the clock of the PC',
};
const SERVICING: Bilingual = {
  fr: 'Windows n’a pas pu poser la mise à jour : magasin de composants abîmé, DISM /RestoreHealth',
  en: 'Windows could not put the update in place: damaged component store, DISM /RestoreHealth',
};

/**
 * What the usual HRESULTs of Windows Update and of activation mean, in words for a technician. MS Learn, "Windows
 * Update error reference" and "Troubleshoot Windows activation error codes".
 */
const WORDS: Record<string, Bilingual> = {
  '0x80070005': { fr: 'accès refusé', en: 'access denied' },
  '0x80070020': { fr: 'un fichier est utilisé par un autre programme', en: 'another program uses a file' },
  '0x80070070': { fr: 'disque plein', en: 'the disk is full' },
  '0x80070002': { fr: 'un fichier de la mise à jour manque', en: 'a file of the update is missing' },
  '0x8007000d': { fr: 'un fichier de la mise à jour est abîmé', en: 'a file of the update is damaged' },
  '0x80070422': {
    fr: 'le service Windows Update est désactivé',
    en: 'the Windows Update service is disabled',
  },
  '0x80070643': {
    fr: 'le programme d’installation de la mise à jour a échoué (partition de récupération trop petite pour KB5034441)',
    en: 'the installer of the update failed (recovery partition too small for KB5034441)',
  },
  '0x80070bc9': { fr: 'un redémarrage attend déjà', en: 'a restart is already due' },
  '0x800705b4': { fr: 'délai dépassé', en: 'timed out' },
  '0x80072ee2': NETWORK,
  '0x80072ee7': NO_ADDRESS,
  '0x80072efd': NETWORK,
  '0x80072efe': NETWORK,
  '0x80072f8f': {
    fr: 'certificat du serveur refusé : date du PC, ou proxy qui ouvre le TLS',
    en: 'certificate of the server refused: date of the PC, or a proxy that opens TLS',
  },
  '0x800b0109': {
    fr: 'la signature vient d’une autorité que ce PC ne connaît pas',
    en: 'the signature is of an authority that this PC does not know',
  },
  '0x80073701': SERVICING,
  '0x80073712': SERVICING,
  '0x800f081f': SERVICING,
  '0x800f0831': SERVICING,
  '0x800f0922': {
    fr: 'Windows a défait la mise à jour : partition système pleine, ou serveur inaccessible',
    en: 'Windows undid the update: system partition full, or server out of reach',
  },
  '0x800f0988': SERVICING,
  '0x80240016': {
    fr: 'une autre installation est en cours, ou un redémarrage attend',
    en: 'another installation is under way, or a restart is due',
  },
  '0x80240017': { fr: 'ne concerne pas ce PC', en: 'does not apply to this PC' },
  '0x80240022': {
    fr: 'aucune mise à jour du lot n’a pu être installée',
    en: 'none of these updates could be installed',
  },
  '0x80240024': { fr: 'aucune mise à jour', en: 'no updates' },
  '0x80240034': { fr: 'le téléchargement a échoué', en: 'the download failed' },
  '0x80240044': {
    fr: 'réservé à un administrateur de ce PC',
    en: 'for an administrator of this PC only',
  },
  '0x8024001e': { fr: 'le service s’est arrêté en chemin', en: 'the service stopped on the way' },
  '0x8024002e': {
    fr: 'Windows Update est interdit par une stratégie',
    en: 'Windows Update is forbidden by a policy',
  },
  '0x8024200d': {
    fr: 'le téléchargement est incomplet : il faut le refaire',
    en: 'the download is incomplete: it must be done again',
  },
  '0x80244007': { fr: 'le serveur a refusé la demande', en: 'the server refused the request' },
  '0x80244010': {
    fr: 'le serveur WSUS demande trop d’allers et retours',
    en: 'the WSUS server takes too many round trips',
  },
  '0x80244017': { fr: 'le serveur refuse l’accès (401)', en: 'the server refuses access (401)' },
  '0x80244019': { fr: 'absent du serveur (404)', en: 'not on the server (404)' },
  '0x8024401c': NETWORK,
  '0x80244022': { fr: 'le serveur est surchargé (503)', en: 'the server is overloaded (503)' },
  '0x8024402c': NO_ADDRESS,
  '0x8024402f': NETWORK,
  '0x80240438': NETWORK,
  '0x8024500c': {
    fr: 'une stratégie interdit les serveurs de Microsoft',
    en: 'a policy forbids the servers of Microsoft',
  },
  '0xc004c003': {
    fr: 'la clé est bloquée chez Microsoft',
    en: 'Microsoft has blocked the key',
  },
  '0xc004c008': {
    fr: 'la clé a déjà servi à trop de PC',
    en: 'the key was used for too many PCs already',
  },
  '0xc004c020': {
    fr: 'la clé à activations multiples est épuisée',
    en: 'the multiple activation key is used up',
  },
  '0xc004e016': { fr: 'la clé n’est pas valable', en: 'the key is not valid' },
  '0xc004f012': {
    fr: 'la clé manque dans les licences de ce Windows',
    en: 'this Windows has no licence for it',
  },
  '0xc004f014': { fr: 'aucune clé n’est installée', en: 'no key is installed' },
  '0xc004f015': { fr: 'la licence manque', en: 'the licence is missing' },
  '0xc004f025': { fr: 'il faut être administrateur', en: 'an administrator is needed' },
  '0xc004f034': {
    fr: 'la licence numérique n’est pas connue chez Microsoft, ou le serveur n’a pas répondu',
    en: 'Microsoft does not know the digital licence, or its server did not answer',
  },
  '0xc004f035': {
    fr: 'clé en volume, sans licence de Windows dans le micrologiciel',
    en: 'volume key, without a licence of Windows in the firmware',
  },
  '0xc004f038': {
    fr: 'le serveur KMS n’a pas encore vu assez de PC (25)',
    en: 'the KMS server has not seen enough PCs yet (25)',
  },
  '0xc004f039': { fr: 'le serveur KMS n’active pas', en: 'the KMS server does not activate' },
  '0xc004f042': {
    fr: 'le serveur KMS n’active pas cette édition',
    en: 'the KMS server does not activate this edition',
  },
  '0xc004f050': { fr: 'ce n’est pas une clé de Windows', en: 'this is not a key of Windows' },
  '0xc004f051': { fr: 'la clé est bloquée', en: 'the key is blocked' },
  '0xc004f069': {
    fr: 'la clé est celle d’une autre édition',
    en: 'the key is that of another edition',
  },
  '0xc004f074': KMS_AWAY,
  '0xc004f06c': {
    fr: 'l’heure du PC est trop loin de celle du serveur KMS',
    en: 'the clock of the PC is too far from that of the KMS server',
  },
  '0x8007007b': KMS_AWAY,
  '0x8007232b': {
    fr: 'le DNS n’annonce aucun serveur KMS (_vlmcs._tcp)',
    en: 'the DNS announces no KMS server (_vlmcs._tcp)',
  },
  '0x80072ee6': KMS_AWAY,
};

/** The words of an HRESULT with its code; the code alone where it is not one of the usual ones. */
export function hresultWords(hresult: string): Bilingual {
  const code = hresult.toLowerCase();
  const shown = `0x${code.replace(/^0x/, '').toUpperCase()}`;
  const words = Object.hasOwn(WORDS, code) ? WORDS[code] : undefined;
  if (words === undefined) return { fr: shown, en: shown };
  return { fr: `${words.fr} (${shown})`, en: `${words.en} (${shown})` };
}
