import { leftOutByNetworkManager } from '../../connection/index.js';
import { notCovered } from '../coverage.js';
import { JSON_TEXT, PLAIN_TEXT, TAR } from '../media-types.js';
import type { MdmFile, MdmOrder, NotCarried, PlatformFiles } from '../order.js';
import { archive } from './archive.js';
import { chromiumPolicies, firefoxPolicies } from './browsers.js';
import { connectionFiles } from './connections.js';
import { LINUX_COVERAGE } from './coverage.js';
import { dconfFiles, desktopSettings } from './desktop.js';
import type { PlacedFile } from './placed-file.js';
import { systemFiles } from './system.js';

/**
 * The files of a Linux PC by path, and first an archive of all of them to unpack at /. dconf(7)
 * reads its databases only after `dconf update` has compiled them.
 */
export async function linuxFiles(order: MdmOrder): Promise<PlatformFiles> {
  const connections = connectionFiles(order);
  const placed = [
    ...connections.files,
    ...authorityFiles(order),
    ...desktopFiles(order),
    ...browserFiles(order),
    ...Object.entries(systemFiles(order.profile)).map(([path, text]) => placedText(path, text)),
  ];
  const notCarried = [
    ...connections.notCarried,
    ...leftOutByNetworkManager(order.profile),
    ...refusals(order, placed),
    ...notCovered(order.profile, LINUX_COVERAGE),
  ];
  if (placed.length === 0) return { files: [], notCarried };
  const whole = { name: `${order.profile.name}.tar`, mediaType: TAR, bytes: await archive(placed) };
  return { files: [whole, ...placed.map(fileOf)], notCarried };
}

function fileOf({ path, content }: PlacedFile): MdmFile {
  return { name: path, mediaType: path.endsWith('.json') ? JSON_TEXT : PLAIN_TEXT, bytes: content };
}

function placedText(path: string, text: string): PlacedFile {
  return { path, content: Buffer.from(text), mode: 0o644 };
}

/** Read by update-ca-certificates(8). */
function authorityFiles({ profile }: MdmOrder): PlacedFile[] {
  return (profile.certificates ?? []).flatMap((certificate) =>
    'pem' in certificate
      ? [placedText(`usr/local/share/ca-certificates/etabli-${certificate.name}.crt`, certificate.pem)]
      : [],
  );
}

/** A system database with locked keys; the login screen reads it too. */
function desktopFiles({ profile, mdm }: MdmOrder): PlacedFile[] {
  const settings = desktopSettings(profile, mdm.linux);
  if (Object.keys(settings).length === 0) return [];
  const { values, locks } = dconfFiles(settings);
  return [
    placedText('etc/dconf/profile/user', 'user-db:user\nsystem-db:etabli\n'),
    placedText('etc/dconf/db/etabli.d/50-etabli', values),
    placedText('etc/dconf/db/etabli.d/locks/50-etabli', locks),
  ];
}

function browserFiles({ profile: { restrictions = {} }, mdm: { linux } }: MdmOrder): PlacedFile[] {
  const firefox = { ...firefoxPolicies(restrictions), ...linux.firefox };
  const chromium = { ...chromiumPolicies(restrictions), ...linux.chromium };
  const json = (value: object) => `${JSON.stringify(value, null, 2)}\n`;
  return [
    ...(Object.keys(firefox).length === 0
      ? []
      : [placedText('etc/firefox/policies/policies.json', json({ policies: firefox }))]),
    ...(Object.keys(chromium).length === 0
      ? []
      : [
          placedText('etc/chromium/policies/managed/etabli.json', json(chromium)),
          placedText('etc/opt/chrome/policies/managed/etabli.json', json(chromium)),
        ]),
  ];
}

function refusals({ profile }: MdmOrder, placed: readonly PlacedFile[]): NotCarried[] {
  const { certificates = [], users, updates, passcode } = profile;
  const isPlaced = (name: string) => placed.some(({ path }) => path.endsWith(`/${name}.p12`));
  return [
    ...certificates.flatMap(({ kind, name }, index) => {
      if (kind === 'root' || kind === 'intermediate' || isPlaced(name)) return [];
      return [{ option: `certificates[${index}]`, reason: kind === 'client' ? UNUSED : NEVER_ASKS }];
    }),
    ...(users.length > 0 ? [{ option: 'users', reason: ACCOUNTS }] : []),
    ...(passcode?.required === false ? [{ option: 'passcode.required', reason: PASSWORD_ASKED }] : []),
    ...(updates?.activeHours && updates.automatic !== 'install'
      ? [{ option: 'updates.activeHours', reason: NO_RESTART }]
      : []),
  ];
}

const UNUSED = {
  fr: 'un PC Linux n’installe un certificat de poste qu’avec la connexion qui l’utilise',
  en: 'a Linux PC installs a device certificate only with the connection that uses it',
};
const NEVER_ASKS = {
  fr: 'un PC Linux ne demande pas lui-même de certificat (SCEP, ACME)',
  en: 'a Linux PC does not request certificates itself (SCEP, ACME)',
};
const ACCOUNTS = {
  fr: 'les comptes d’un PC Linux sont créés à son déploiement',
  en: 'the accounts of a Linux PC are created when it is deployed',
};
const PASSWORD_ASKED = {
  fr: 'un PC Linux demande le mot de passe du compte, si le compte en a un',
  en: 'a Linux PC asks for the account password, if there is one',
};
const NO_RESTART = {
  fr: 'un PC Linux ne redémarre de lui-même que s’il installe ses mises à jour',
  en: 'a Linux PC restarts by itself only when it installs its updates',
};
