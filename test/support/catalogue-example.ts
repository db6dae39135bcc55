import { createHash, randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { Deployment } from '../../src/deployment/pipeline/index.js';
import { DriverIdRow, DriverPackageRow } from '../../src/park/catalog/index.js';
import { Directory } from '../../src/park/directory/index.js';
import { LicencePoolRow, LicenceRow } from '../../src/park/licence/index.js';
import { MachineRow } from '../../src/park/machine/machine.entity.js';
import { MasterRow } from '../../src/park/master/index.js';
import { ProgramRow } from '../../src/park/software/index.js';
import { UserDataRepository, UserDataSnapshot } from '../../src/park/userdata/index.js';

/** A name that is harmless only as text. */
export const HOSTILE = '<img src=x onerror=alert(1)>';
export const HARDWARE_ID = 'PCI\\VEN_8086&DEV_15F3';

const digest = (text: string) => createHash('sha256').update(text).digest('hex');

/** Something in each catalogue, with HTML in every name that is not checked. Returns the ids of pages. */
export async function fillCatalogues(source: DataSource): Promise<{ driver: string; machine: string }> {
  const { manager } = source;
  const [driver, machine] = [randomUUID(), randomUUID()];
  const devices = [
    { name: HOSTILE, class: 'Net', hardwareIds: [HARDWARE_ID], compatibleIds: [] },
    { name: 'Camera', class: 'Image', hardwareIds: ['USB\\VID_0BDA&PID_5520'], compatibleIds: [] },
  ];
  await manager.insert(MachineRow, {
    id: machine,
    serial: 'PF3ABC12',
    manufacturer: 'LENOVO',
    product: HOSTILE,
    inventory: { devices } as never,
    inventoryAt: new Date(),
  });
  await insertDriver(source, driver);
  await insertMasters(source);
  await insertSoftware(source, machine);
  await manager.insert(Deployment, {
    id: randomUUID(),
    rowNumber: 1,
    purpose: 'capture',
    state: 'failed',
    machineId: machine,
    plan: { purpose: 'capture', name: HOSTILE, technician: 'claire' },
  });
  await manager.insert(Directory, {
    name: 'corp',
    createdBy: HOSTILE,
    document: {
      name: 'corp',
      domain: 'corp.example',
      servers: [{ name: 'dc1.corp.example', port: 636 }],
      certificateAuthority: '',
      account: { user: HOSTILE, password: { vault: 'ad/join' } },
      organizationalUnit: 'OU=Postes,DC=corp,DC=example',
      existing: 'refuse',
    },
  });
  await manager.insert(UserDataRepository, { machineId: machine, sealedPassword: Buffer.from('sealed') });
  await manager.insert(UserDataSnapshot, {
    id: digest('snapshot'),
    machineId: machine,
    deploymentId: randomUUID(),
    files: 1_204,
    bytes: 5_000_000_000,
    profiles: [{ name: HOSTILE, sid: null, lastUsed: null, files: 1_204, bytes: 5_000_000_000 }],
    skipped: [{ reason: 'link', count: 3, examples: [] }],
    expiresAt: new Date(Date.now() + 86_400_000),
    restoreWanted: true,
  });
  return { driver, machine };
}

async function insertDriver({ manager }: DataSource, id: string): Promise<void> {
  await manager.insert(DriverPackageRow, {
    id,
    digest: digest('driver'),
    inf: 'e2fn.inf',
    provider: HOSTILE,
    class: 'Net',
    classGuid: '{4d36e972-e325-11ce-bfc1-08002be10318}',
    date: '2026-01-31',
    version: '2.1.5.3',
    architectures: ['amd64'],
    signature: 'microsoft',
    signatureReason: { fr: 'signé par Microsoft', en: 'signed by Microsoft' },
    facts: {
      encoding: 'utf-8',
      decorations: [['NTamd64']],
      pnpLockdown: true,
      excludedFromSelect: [],
      missing: [],
      findings: [],
      embedded: [],
    } as never,
  });
  await manager.insert(DriverIdRow, {
    packageId: id,
    entry: 0,
    id: HARDWARE_ID,
    position: 0,
    manufacturer: 0,
    decoration: 'NTamd64',
    section: 'E15F3',
    description: `Ethernet ${HOSTILE}`,
    featureScore: 255,
    service: 'e2fnexpress',
  });
}

async function insertMasters({ manager }: DataSource): Promise<void> {
  for (const version of ['26100.1742-20260601', '26100.4061-20261101']) {
    await manager.insert(MasterRow, {
      id: randomUUID(),
      name: 'windows-11',
      version,
      kind: 'wim',
      system: 'windows',
      systemVersion: '11',
      architecture: 'amd64',
      payloadSha256: digest(version),
      payloadBytes: 5_400_000_000,
      rawBytes: 17_000_000_000,
      contentsSha256: digest(`contents ${version}`),
      indexSha256: null,
      indexSignature: null,
      indexKeyId: null,
      parentSha256: null,
      minimumDiskBytes: 64_000_000_000,
      logicalSectorBytes: null,
      image: {
        edition: 'Professional',
        name: HOSTILE,
        build: version.split('-')[0]!,
        languages: ['fr-FR'],
        architecture: 'amd64',
        productType: 'WinNT',
        bootManagers: [],
        descriptionSha256: digest('description'),
      },
      manifest: {} as never,
      createdAt: new Date(version.endsWith('0601') ? '2026-06-01T10:00:00Z' : '2026-11-01T10:00:00Z'),
    });
  }
}

async function insertSoftware({ manager }: DataSource, machineId: string): Promise<void> {
  await manager.insert(LicencePoolRow, { name: 'office', kind: 'count', createdBy: HOSTILE });
  for (const [position, taken] of [true, false].entries()) {
    await manager.insert(LicenceRow, {
      id: randomUUID(),
      pool: 'office',
      position,
      sealedKey: Buffer.from('never shown: AAAAA-BBBBB'),
      ...(taken && { machineId, takenAt: new Date() }),
    });
  }
  await manager.insert(ProgramRow, {
    id: randomUUID(),
    name: 'office',
    version: '16.0.1',
    kind: 'winget',
    digest: digest('office'),
    createdBy: 'claire',
    document: {
      kind: 'winget',
      name: 'office',
      version: '16.0.1',
      title: HOSTILE,
      publisher: HOSTILE,
      needs: [{ name: 'runtime', version: '3.1' }],
      package: 'Example.Office',
      licence: { pool: 'office' },
    } as never,
  });
}
