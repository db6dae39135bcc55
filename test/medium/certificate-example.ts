import type { CertificateRecordInput } from '../../src/deployment/certificate/index.js';

const at = (time: string) => `2026-03-17T${time}.000Z`;
const SHA = (character: string) => character.repeat(64);

type Check = CertificateRecordInput['checks'][number];

function check(kind: string, fr: string, en: string, more: Partial<Check>): Check {
  return {
    kind,
    title: { fr, en },
    severity: 'blocking',
    verdict: 'passed',
    expected: '—',
    measured: '—',
    evidence: {},
    startedAt: at('10:31:00'),
    durationMs: 120,
    ...more,
  };
}

const STEPS = [
  ['partition', 'Partitionnement du disque', 'Disk partitioning', '10:00:40', '10:00:52'],
  ['apply-master', 'Application du master', 'Master applied', '10:00:52', '10:08:30'],
  ['verify-master', 'Relecture du disque', 'Disk read back', '10:08:30', '10:11:02'],
  ['configure', 'Configuration', 'Configuration', '10:11:02', '10:11:04'],
  ['install-boot', 'Chargeur de démarrage', 'Boot loader', '10:11:04', '10:11:20'],
  ['install-software', 'Logiciels', 'Software', '10:12:40', '10:29:55'],
  ['recette', 'Recette', 'Acceptance', '10:31:00', '10:31:24'],
] as const;

/** A whole record, as a deployment that ended well gives it. */
export function exampleRecord(changes: Partial<CertificateRecordInput> = {}): CertificateRecordInput {
  return {
    deploymentId: '6b0f7a54-6d0c-4f0e-9f39-0a3a3f3f2a10',
    lot: { id: '0d9a6a7e-3f27-4c44-8a52-7a27a1a4f001', name: 'Renouvellement 2026 – étage 2' },
    customer: { name: 'Lycée Évariste-Galois', reference: 'BC-2026-118', site: 'Bâtiment C' },
    timeZone: 'Europe/Paris',
    intervention: {
      beganAt: at('09:58:12'),
      endedAt: at('10:32:41'),
      technician: { name: 'Zoé Lefèvre' },
      place: 'Atelier de Nîmes',
    },
    machine: {
      hostname: 'GALOIS-201',
      manufacturer: 'Dell Inc.',
      product: 'OptiPlex 7010',
      serial: 'CZC1234XYZ',
      assetTag: 'INV-0421',
      user: 'Agnès Müller',
      macs: ['52:54:00:12:34:56'],
      firmware: 'UEFI 1.14.0, Secure Boot',
      components: [
        { kind: 'cpu', description: 'Intel Core i5-13500, 14 cœurs' },
        { kind: 'memory', description: '16 Gio DDR4-3200, Samsung', serial: '1A2B3C4D' },
        { kind: 'disk', description: 'Samsung PM9A1 512 Go (NVMe)', serial: 'S6CBNX0R123456' },
        { kind: 'tpm', description: 'TPM 2.0, Infineon' },
      ],
      componentsChanged: [
        {
          what: { fr: 'Mémoire', en: 'Memory' },
          removed: '8 Gio Kingston',
          fitted: '16 Gio Samsung 1A2B3C4D',
          by: 'Zoé Lefèvre',
        },
      ],
    },
    profile: { name: 'debian-13-desktop', version: 4, digest: SHA('b') },
    master: {
      name: 'debian-13',
      version: '13.1-2',
      system: 'Debian',
      systemVersion: '13',
      sha256: SHA('a'),
      contentsSha256: SHA('c'),
    },
    statements: [
      {
        subject: { fr: 'Nom du poste', en: 'Host name' },
        asked: 'GALOIS-201',
        applied: 'GALOIS-201',
        measured: 'GALOIS-201',
      },
      {
        subject: { fr: 'Disque', en: 'Disk' },
        asked: { fr: 'NVMe, ≥ 256 Go', en: 'NVMe, ≥ 256 GB' },
        applied: 'S6CBNX0R123456',
        measured: { fr: '512 Go, relu sans différence', en: '512 GB, read back without difference' },
      },
    ],
    steps: STEPS.map(([name, fr, en, from, to]) => ({
      name,
      title: { fr, en },
      startedAt: at(from),
      endedAt: at(to),
    })),
    software: Array.from({ length: 45 }, (_, i) => ({
      name: `paquet-${String(i + 1).padStart(2, '0')}`,
      version: `1.${i}-1`,
    })),
    drivers: [{ device: 'Intel Ethernet I219-LM', driver: 'e1000e', version: '6.12.48' }],
    checks: [
      check('system-version', 'Version du système', 'System version', {
        expected: 'debian 13',
        measured: 'Debian GNU/Linux 13 (trixie) – 13.1',
        requirement: { fr: 'Système libre, suivi jusqu’en 2030', en: 'Free system, supported until 2030' },
      }),
      check('secure-boot', 'Démarrage sécurisé (Secure Boot)', 'Secure Boot', {
        expected: { fr: 'actif', en: 'on' },
        measured: { fr: 'actif', en: 'on' },
      }),
      check('free-space', 'Espace libre', 'Free space', {
        expected: '≥ 10 %',
        measured: { fr: '431,5 Gio (92 %)', en: '431.5 GiB (92 %)' },
      }),
    ],
    manualChecks: [
      {
        id: 'screen',
        title: { fr: 'Écran sans défaut', en: 'Screen without a fault' },
        severity: 'blocking',
        verdict: 'passed',
        by: 'Zoé Lefèvre',
        at: at('10:32:00'),
      },
    ],
    ...changes,
  };
}

/** A reserve that was not met, and one that the technician wrote and the customer accepted. */
export const RESERVED: Partial<CertificateRecordInput> = {
  checks: [
    ...exampleRecord().checks,
    check('disk-health', 'Santé du disque', 'Disk health', {
      severity: 'reserve',
      verdict: 'unmeasured',
      expected: { fr: 'bonne, usure ≤ 90 %', en: 'good, wear ≤ 90 %' },
      measured: {
        fr: 'non mesuré : le disque ne donne pas son état de santé',
        en: 'not measured: the disk reports no health status',
      },
    }),
  ],
  reservations: [
    {
      text: {
        fr: 'Rayure sur le capot, antérieure à l’intervention',
        en: 'Scratch on the lid, older than the visit',
      },
      acceptedBy: 'M. Durand',
      acceptedAt: at('10:32:30'),
    },
  ],
};
