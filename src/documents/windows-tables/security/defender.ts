import { z } from 'zod';
import { expecting } from '../../../platform/core/index.js';
import {
  amount,
  choice,
  csp,
  type CspPlace,
  flag,
  names,
  type OptionRow,
  place,
  POLICIES,
  row,
  toggle,
} from '../option-row.js';
import { windowsText } from '../windows-text.js';
import { ATTACK_SURFACE_OPTION } from './attack-surface.js';

const DEFENDER = `${POLICIES}\\Windows Defender`;
const REAL_TIME = `${DEFENDER}\\Real-Time Protection`;
const SCAN = `${DEFENDER}\\Scan`;
const GUARD = `${DEFENDER}\\Windows Defender Exploit Guard`;
const CSP = './Device/Vendor/MSFT/Policy/Config/Defender';
const CONFIGURATION = './Device/Vendor/MSFT/Defender/Configuration';

/** `Allow…` nodes: 1 for true. */
const allow = (node: string): CspPlace<boolean> => csp<boolean>(`${CSP}/${node}`, 'int', Number);

const ACTIONS = { off: 0, block: 1, audit: 2 };
const FOLDERS = { ...ACTIONS, 'block-disk': 3, 'audit-disk': 4 };
const CLOUD_BLOCKING = { default: 0, high: 2, 'high-plus': 4, 'zero-tolerance': 6 };
const SAMPLES = { ask: 0, safe: 1, never: 2, all: 3 };
const SCANS = { quick: 1, full: 2 };
const DAYS = {
  'every-day': 0,
  sunday: 1,
  monday: 2,
  tuesday: 3,
  wednesday: 4,
  thursday: 5,
  friday: 6,
  saturday: 7,
  never: 8,
};
const wordsOf = <T extends object>(table: T) =>
  Object.keys(table) as [keyof T & string, ...(keyof T & string)[]];

const time = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, {
  error: expecting('une heure comme 12:30', 'a time such as 12:30'),
});

/** Minutes since midnight. */
function minutesOf(text: string): number {
  const [hours = 0, minutes = 0] = text.split(':').map(Number);
  return hours * 60 + minutes;
}

/** Excluded items: each is the name of a registry value with data 0. */
function excluded(
  fr: string,
  en: string,
  list: string,
  item: z.ZodType<string>,
): OptionRow<z.ZodDefault<z.ZodArray<z.ZodType<string>>>> {
  return row(
    { fr, en },
    z
      .array(item.meta({ description: 'One of them', descriptionFr: 'L’un d’eux' }))
      .max(200)
      .default([]),
    place('machine', `${DEFENDER}\\Exclusions`, `Exclusions_${list}`, ({ length }) =>
      length > 0 ? 1 : undefined,
    ),
    names('machine', `${DEFENDER}\\Exclusions\\${list}`, (items) =>
      Object.fromEntries(items.map((one) => [one, '0'])),
    ),
    csp(`${CSP}/Excluded${list}`, 'chr', (items) => (items.length > 0 ? items.join('|') : undefined)),
  );
}

const EXCLUSIONS = {
  extensions: excluded(
    'Extensions qui ne sont pas analysées',
    'Extensions that are not scanned',
    'Extensions',
    windowsText(64, '"<>|\\\\\\/:', 'une extension : vhdx', 'an extension: vhdx'),
  ),
  paths: excluded(
    'Dossiers et fichiers qui ne sont pas analysés',
    'Folders and files that are not scanned',
    'Paths',
    windowsText(260, '"<>|', 'un dossier ou un fichier', 'a folder or a file'),
  ),
  processes: excluded(
    'Programmes dont les fichiers ne sont pas analysés',
    'Programs whose files are not scanned',
    'Processes',
    windowsText(260, '"<>|', 'un programme : sqlservr.exe', 'a program: sqlservr.exe'),
  ),
};

/**
 * Microsoft Defender Antivirus, set by policies that users cannot override: WindowsDefender.admx; MS Learn, "Policy CSP
 * - Defender" and "Defender CSP".
 */
export const DEFENDER_OPTIONS = {
  disabled: toggle(
    {
      fr: 'Désactive tout ce que les stratégies permettent : protection en temps réel, comportements, téléchargements, cloud. La protection contre les falsifications, une fois active, l’emporte ; seul un autre antivirus le désactive pour de bon',
      en: 'As much of it off as policies can: real-time protection, behaviour, downloads, the cloud. Tamper protection, once on, overrules this; only another antivirus turns it off for good',
    },
    place('machine', REAL_TIME, 'DisableRealtimeMonitoring', { true: 1 }),
    place('machine', REAL_TIME, 'DisableBehaviorMonitoring', { true: 1 }),
    place('machine', REAL_TIME, 'DisableOnAccessProtection', { true: 1 }),
    place('machine', REAL_TIME, 'DisableIOAVProtection', { true: 1 }),
    place('machine', REAL_TIME, 'DisableScanOnRealtimeEnable', { true: 1 }),
    place('machine', `${DEFENDER}\\Spynet`, 'SpynetReporting', { true: 0 }),
  ),
  realTime: toggle(
    { fr: 'Protection en temps réel', en: 'Real-time protection' },
    flag('machine', REAL_TIME, 'DisableRealtimeMonitoring', 0, 1),
    allow('AllowRealtimeMonitoring'),
  ),
  behaviour: toggle(
    { fr: 'Ce que font les programmes est surveillé', en: 'What programs do is watched' },
    flag('machine', REAL_TIME, 'DisableBehaviorMonitoring', 0, 1),
    allow('AllowBehaviorMonitoring'),
  ),
  downloads: toggle(
    {
      fr: 'Les téléchargements et les pièces jointes sont analysés',
      en: 'Downloads and attachments are scanned',
    },
    flag('machine', REAL_TIME, 'DisableIOAVProtection', 0, 1),
    allow('AllowIOAVProtection'),
  ),
  scripts: toggle(
    { fr: 'Les scripts sont analysés', en: 'Scripts are scanned' },
    flag('machine', REAL_TIME, 'DisableScriptScanning', 0, 1),
    allow('AllowScriptScanning'),
  ),
  archives: toggle(
    { fr: 'Les archives sont analysées', en: 'Archives are scanned' },
    flag('machine', SCAN, 'DisableArchiveScanning', 0, 1),
    allow('AllowArchiveScanning'),
  ),
  email: toggle(
    { fr: 'Les courriels sont analysés', en: 'Mail is scanned' },
    flag('machine', SCAN, 'DisableEmailScanning', 0, 1),
    allow('AllowEmailScanning'),
  ),
  removableDrives: toggle(
    {
      fr: 'Une analyse complète prend aussi les lecteurs amovibles',
      en: 'A full scan takes removable drives too',
    },
    flag('machine', SCAN, 'DisableRemovableDriveScanning', 0, 1),
    allow('AllowFullScanRemovableDriveScanning'),
  ),
  networkFiles: toggle(
    { fr: 'Les fichiers du réseau sont analysés', en: 'Files of the network are scanned' },
    flag('machine', SCAN, 'DisableScanningNetworkFiles', 0, 1),
    allow('AllowScanningNetworkFiles'),
  ),
  userInterface: toggle(
    { fr: 'Les utilisateurs voient sa fenêtre et peuvent l’utiliser', en: 'People see and use its window' },
    flag('machine', `${DEFENDER}\\UX Configuration`, 'UILockdown', 0, 1),
    allow('AllowUserUIAccess'),
  ),
  cloud: choice(
    { fr: 'Protection par le cloud', en: 'Protection from the cloud' },
    ['off', 'basic', 'advanced'],
    place('machine', `${DEFENDER}\\Spynet`, 'SpynetReporting', { off: 0, basic: 1, advanced: 2 }),
    csp(`${CSP}/AllowCloudProtection`, 'int', { off: 0, basic: 1, advanced: 1 }),
  ),
  cloudWaitSeconds: amount(
    {
      fr: 'De combien, au-delà de 10 s, un fichier est retenu pendant que le cloud l’examine',
      en: 'How much longer than 10 s a file is held back while the cloud looks at it',
    },
    0,
    50,
    place('machine', `${DEFENDER}\\MpEngine`, 'MpBafsExtendedTimeout'),
    csp(`${CSP}/CloudExtendedTimeout`, 'int'),
  ),
  processorPercent: amount(
    {
      fr: 'Part du processeur qu’une analyse prend au plus ; 0 : sans limite',
      en: 'Most of the processor that a scan takes; 0 does not limit it',
    },
    0,
    100,
    place('machine', SCAN, 'AvgCPULoadFactor'),
    csp(`${CSP}/AvgCPULoadFactor`, 'int'),
  ),
  signatureHours: amount(
    {
      fr: 'Heures entre les mises à jour des signatures ; 0 : aucune n’est demandée',
      en: 'Hours between updates of the signatures; 0 does not ask for any',
    },
    0,
    24,
    place('machine', `${DEFENDER}\\Signature Updates`, 'SignatureUpdateInterval'),
    csp(`${CSP}/SignatureUpdateInterval`, 'int'),
  ),
  quarantineDays: amount(
    {
      fr: 'Jours de conservation des fichiers en quarantaine ; 0 : toujours',
      en: 'Days that quarantined files are kept; 0 is for ever',
    },
    0,
    90,
    place('machine', `${DEFENDER}\\Quarantine`, 'PurgeItemsAfterDelay'),
    csp(`${CSP}/DaysToRetainCleanedMalware`, 'int'),
  ),
  // The CSP node has no value for `moderate`.
  cloudBlocking: choice(
    {
      fr: 'Avec quelle facilité le cloud bloque un fichier inconnu',
      en: 'How readily the cloud blocks an unknown file',
    },
    ['default', 'moderate', 'high', 'high-plus', 'zero-tolerance'],
    place('machine', `${DEFENDER}\\MpEngine`, 'MpCloudBlockLevel', { ...CLOUD_BLOCKING, moderate: 1 }),
    csp(`${CSP}/CloudBlockLevel`, 'int', CLOUD_BLOCKING),
  ),
  samples: choice(
    { fr: 'Quels échantillons sont envoyés à Microsoft', en: 'Which samples are sent to Microsoft' },
    wordsOf(SAMPLES),
    place('machine', `${DEFENDER}\\Spynet`, 'SubmitSamplesConsent', SAMPLES),
    csp(`${CSP}/SubmitSamplesConsent`, 'int', SAMPLES),
  ),
  unwantedApps: choice(
    { fr: 'Applications potentiellement indésirables', en: 'Potentially unwanted applications' },
    wordsOf(ACTIONS),
    place('machine', DEFENDER, 'PUAProtection', ACTIONS),
    csp(`${CSP}/PUAProtection`, 'int', ACTIONS),
  ),
  networkProtection: choice(
    { fr: 'Connexions à des adresses dangereuses', en: 'Connections to dangerous addresses' },
    wordsOf(ACTIONS),
    place('machine', `${GUARD}\\Network Protection`, 'EnableNetworkProtection', ACTIONS),
    csp(`${CSP}/EnableNetworkProtection`, 'int', ACTIONS),
  ),
  controlledFolders: choice(
    {
      fr: 'Modification de documents par des programmes inconnus ; -disk : écriture dans les secteurs du disque seulement',
      en: 'Changes of documents by unknown programs; -disk: only writing to the sectors of the disk',
    },
    wordsOf(FOLDERS),
    place('machine', `${GUARD}\\Controlled Folder Access`, 'EnableControlledFolderAccess', FOLDERS),
    csp(`${CSP}/EnableControlledFolderAccess`, 'int', FOLDERS),
  ),
  scan: choice(
    { fr: 'Ce que regarde l’analyse de `scanDay`', en: 'What the scan of `scanDay` looks at' },
    wordsOf(SCANS),
    place('machine', SCAN, 'ScanParameters', SCANS),
    csp(`${CSP}/ScanParameter`, 'int', SCANS),
  ),
  scanDay: choice(
    { fr: 'Jour de l’analyse', en: 'Day of the scan' },
    wordsOf(DAYS),
    place('machine', SCAN, 'ScheduleDay', DAYS),
    csp(`${CSP}/ScheduleScanDay`, 'int', DAYS),
  ),
  scanTime: row(
    { fr: 'Son heure, locale', en: 'Its time, local' },
    time,
    place('machine', SCAN, 'ScheduleTime', minutesOf),
    csp(`${CSP}/ScheduleScanTime`, 'int', minutesOf),
  ),
  quickScanTime: row(
    { fr: 'Heure d’une analyse rapide quotidienne', en: 'Time of a quick scan every day' },
    time,
    place('machine', SCAN, 'ScheduleQuickScanTime', minutesOf),
    csp(`${CSP}/ScheduleQuickScanTime`, 'int', minutesOf),
  ),
  exclusions: EXCLUSIONS,
  attackSurface: ATTACK_SURFACE_OPTION,
  localAdminMerge: toggle(
    {
      fr: 'Les exclusions des administrateurs locaux comptent',
      en: 'Exclusions of local administrators count',
    },
    flag('machine', DEFENDER, 'DisableLocalAdminMerge', 0, 1),
    csp(`${CONFIGURATION}/DisableLocalAdminMerge`, 'int', { true: 0, false: 1 }),
  ),
  hideExclusionsFromAdmins: toggle(
    {
      fr: 'Les administrateurs locaux ne voient pas les exclusions',
      en: 'Local administrators do not see the exclusions',
    },
    flag('machine', DEFENDER, 'HideExclusionsFromLocalAdmins'),
    csp(`${CONFIGURATION}/HideExclusionsFromLocalAdmins`, 'int', Number),
  ),
};
