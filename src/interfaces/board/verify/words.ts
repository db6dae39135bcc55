import { wordsOf } from '../frame/words.js';

/** The texts of the page of verification. */
export const verifyWordsIn = wordsOf({
  title: { fr: 'Vérifier un certificat', en: 'Verify a certificate' },
  explained: {
    fr: 'Déposez le PDF ou le JSON d’un certificat de déploiement. Un seul octet modifié suffit pour qu’il soit refusé. Le fichier n’est pas conservé.',
    en: 'Drop the PDF or the JSON of a deployment certificate. A single changed byte is enough for it to be refused. The file is not kept.',
  },
  file: { fr: 'Certificat (PDF ou JSON)', en: 'Certificate (PDF or JSON)' },
  drop: { fr: 'Déposez le fichier ici, ou choisissez-le', en: 'Drop the file here, or choose it' },
  check: { fr: 'Vérifier', en: 'Verify' },
  otherKey: { fr: 'Le certificat vient d’un autre Établi', en: 'The certificate comes from another Établi' },
  key: {
    fr: 'Clé publique de cet Établi (certificate-key.pem)',
    en: 'Public key of that Établi (certificate-key.pem)',
  },
  scan: { fr: 'Vous n’avez que le papier', en: 'You only have the paper' },
  scanExplained: {
    fr: 'Scannez son QR code avec un téléphone, ou ici avec une douchette.',
    en: 'Scan its QR code with a phone, or here with a barcode scanner.',
  },
  code: { fr: 'Contenu du QR code', en: 'Content of the QR code' },
  find: { fr: 'Chercher', en: 'Look up' },
  noFile: { fr: 'Choisissez le fichier du certificat.', en: 'Choose the file of the certificate.' },
  badKey: {
    fr: 'Ce fichier n’est pas une clé publique Ed25519 (PEM). Demandez certificate-key.pem à celui qui a émis le certificat.',
    en: 'This file is not an Ed25519 public key (PEM). Ask whoever issued the certificate for certificate-key.pem.',
  },
  badCode: {
    fr: 'Ce n’est pas le contenu du QR code d’un certificat : une adresse qui contient /verify/C-… est attendue.',
    en: 'This is not the content of the QR code of a certificate: an address with /verify/C-… is expected.',
  },
  authentic: { fr: 'Authentique', en: 'Authentic' },
  authenticOwn: {
    fr: 'Ce fichier a été émis par cet Établi, et aucun octet n’en a été modifié.',
    en: 'This file was issued by this Établi, and no byte of it was changed.',
  },
  authenticOther: {
    fr: 'Ce fichier a été signé avec la clé que vous avez donnée, et aucun octet n’en a été modifié. À vous de savoir à qui est cette clé.',
    en: 'This file was signed with the key that you gave, and no byte of it was changed. It is up to you to know whose key it is.',
  },
  refused: { fr: 'Non authentique', en: 'Not authentic' },
  refusedExplained: {
    fr: 'Ne vous fiez pas à ce fichier. S’il vient d’un autre Établi, donnez aussi la clé publique de celui-ci.',
    en: 'Do not rely on this file. If it comes from another Établi, also give the public key of that one.',
  },
  issued: { fr: 'Émis par cet Établi', en: 'Issued by this Établi' },
  issuedExplained: {
    fr: 'Comparez ce qui suit avec le papier. Un papier peut être falsifié : seul le fichier, déposé ci-dessous, prouve chaque octet.',
    en: 'Compare what follows with the paper. Paper can be forged: only the file, dropped below, proves every byte.',
  },
  unknown: { fr: 'Inconnu', en: 'Unknown' },
  unknownExplained: {
    fr: 'Cet Établi n’a émis aucun certificat avec ce numéro et cette empreinte.',
    en: 'This Établi has issued no certificate with this number and this digest.',
  },
  superseded: {
    fr: 'Remplacé : un certificat plus récent a été émis pour ce PC le',
    en: 'Superseded: a later certificate was issued for this PC on',
  },
  timeStamp: { fr: 'Horodatage', en: 'Time stamp' },
  noTimeStamp: { fr: 'sans', en: 'none' },
  number: { fr: 'Numéro', en: 'Number' },
  pc: { fr: 'PC', en: 'PC' },
  serial: { fr: 'N° de série', en: 'Serial number' },
  issuedAt: { fr: 'Émis le', en: 'Issued' },
  customer: { fr: 'Client', en: 'Customer' },
  provider: { fr: 'Prestataire', en: 'Provider' },
  technician: { fr: 'Technicien', en: 'Technician' },
  reservations: { fr: 'Réserves', en: 'Reservations' },
  noReservation: { fr: 'aucune', en: 'none' },
});
