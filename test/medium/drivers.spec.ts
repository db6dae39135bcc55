import { execFileSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import {
  type Device,
  type DriverDto,
  type DriverImage,
  type DriverImportDto,
  Drivers,
  DriverImport,
  type DeviceMatchDto,
  type ResolvedPackDto,
  type RuleDto,
} from '../../src/park/catalog/index.js';
import { SYSTEM } from '../../src/platform/account/index.js';
import { LABNET, LABSCSI, LABVMD, RCBOTTOM, RCRAID } from '../support/driver-infs.js';
import { smallProgram } from '../support/driver-signing.js';
import { runningServer, type RunningServer } from '../support/running-server.js';
import { DELL_CATALOGUE, HP_CATALOGUE, LENOVO_CATALOGUE } from '../support/vendor-catalogues.js';

let server: RunningServer;
let folder: string;
let drivers: Drivers;

beforeAll(async () => {
  server = await runningServer();
  folder = await mkdtemp(join(tmpdir(), 'drivers-'));
  drivers = server.app.get(Drivers, { strict: false });
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});

const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest('hex');
const urlOf = (digest: string) => `/payloads/${digest}`;
/** A folder with these files. */
const pack = async (name: string, files: Record<string, Buffer | string>) => {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(join(folder, name, path, '..'), { recursive: true });
    await writeFile(join(folder, name, path), content);
  }
  return join(folder, name);
};
const importFolder = async (name: string, files: Record<string, Buffer | string>) =>
  server.app.get(DriverImport, { strict: false }).import(await pack(name, files), name, SYSTEM);
const json = async <T>(path: string, init?: RequestInit) =>
  (await (await server.ask(path, init)).json()) as T;
const upload = async (file: string, name: string) =>
  server.ask(`/api/drivers?name=${name}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/octet-stream' },
    body: new Uint8Array(await readFile(file)),
  });
const pinned = (packageId: string, more: object = {}) =>
  server.ask('/api/driver-rules', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ action: 'pin', packageId, reason: 'tried on the bench', ...more }),
  });

const SCSI_PROGRAM = smallProgram(1);
const UTF16 = Buffer.from(`\ufeff${LABSCSI.replaceAll('\n', '\r\n')}`, 'utf16le');
const VMD: Device = {
  name: 'Volume Management Device',
  class: '0104',
  hardwareIds: ['PCI\\VEN_8086&DEV_A77F&SUBSYS_0B1A1028&REV_00', 'PCI\\VEN_8086&DEV_A77F&SUBSYS_0B1A1028'],
  compatibleIds: ['PCI\\VEN_8086&DEV_A77F&REV_00', 'PCI\\VEN_8086&DEV_A77F', 'PCI\\CC_0104'],
  disks: ['/dev/nvme0n1'],
};
const IMAGE: DriverImage = {
  build: '26100.1742',
  architecture: 'amd64',
  productType: 'WinNT',
  ids: [],
  storage: [],
};

describe('an archive of drivers', () => {
  let imported: DriverImportDto;

  it('is imported INF by INF; bad ones are listed', async () => {
    await pack('mixed', {
      'Storage/LabScsi.INF': UTF16,
      'Storage/LABSCSI.SYS': SCSI_PROGRAM,
      'net/labnet.inf': LABNET,
      'net/x64/labnet.sys': smallProgram(2),
      'autorun.inf': '[autorun]\nopen=setup.exe\n',
      'broken.inf': Buffer.from([0xff, 0xfe, 0x5b]),
    });
    execFileSync('7z', ['a', '-bso0', '../mixed.zip', '.'], { cwd: join(folder, 'mixed') });
    const answer = await upload(join(folder, 'mixed.zip'), 'mixed.zip');
    expect(answer.status).toBe(200);
    imported = (await answer.json()) as DriverImportDto;
    expect(
      imported.packages.map(({ path, version, missing, isNew }) => ({ path, version, missing, isNew })),
    ).toEqual([
      { path: 'Storage/LabScsi.INF', version: '100.2.104.27100', missing: ['labscsi.cat'], isNew: true },
      {
        path: 'net/labnet.inf',
        version: '1.2.3.4',
        missing: ['more/labnet.dll', 'labnet64.cat'],
        isNew: true,
      },
    ]);
    expect(imported.refused.map(({ path, reason }) => [path, reason.en.slice(0, 21)])).toEqual([
      ['autorun.inf', 'no [Version] section '],
      ['broken.inf', 'no [Version] section '],
    ]);
    expect(await readdir(join(server.config.dataDir, 'unpacked-drivers'))).toEqual([]);
  });

  it('is listed and shown with its files, stored under their digests', async () => {
    const { items } = await json<{ items: DriverDto[] }>('/api/drivers?search=LABSCSI');
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      inf: 'LabScsi.INF',
      provider: 'Établi lab',
      class: 'SCSIAdapter',
      date: '2025-04-01',
      architectures: ['amd64'],
      signature: 'unsigned',
      signatureReason: { en: 'the package has no catalog file (.cat)' },
    });
    const { files } = await json<{ files: unknown[] }>(`/api/drivers/${items[0]!.id}`);
    expect(files).toEqual([
      { path: 'LABSCSI.SYS', sha256: sha256(SCSI_PROGRAM), bytes: 1024 },
      { path: 'LabScsi.INF', sha256: sha256(UTF16), bytes: UTF16.length },
    ]);
    const stored = await server.ask(`/payloads/${sha256(UTF16)}`);
    expect(Buffer.from(await stored.arrayBuffer()).equals(UTF16)).toBe(true);
  });

  it('that is imported again adds nothing', async () => {
    const again = (await (await upload(join(folder, 'mixed.zip'), 'mixed.zip')).json()) as DriverImportDto;
    expect(again.packages.map(({ id, isNew }) => ({ id, isNew }))).toEqual(
      imported.packages.map(({ id }) => ({ id, isNew: false })),
    );
    expect((await json<{ total: number }>('/api/drivers')).total).toBe(2);
  });

  it('that is none is refused, and leaves nothing behind', async () => {
    const file = join(await pack('text', { 'a.zip': 'no archive' }), 'a.zip');
    const answer = await upload(file, 'a.zip');
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ detail: 'a.zip cannot be unpacked' });
    expect(await readdir(join(server.config.dataDir, 'unpacked-drivers'))).toEqual([]);
  });

  it('is recorded in the audit log', async () => {
    const { items } = await json<{ items: { data: unknown }[] }>('/api/audit?action=driver.import');
    expect(items.at(-1)).toMatchObject({
      subject: { kind: 'driver-pack', id: 'mixed.zip' },
      data: { added: 2, known: 0, refused: 2 },
    });
  });

  it('needs an administrator', async () => {
    const answer = await fetch(`${server.base}/api/drivers?name=a.zip`, {
      method: 'PUT',
      headers: { 'content-type': 'application/octet-stream' },
      body: 'x',
    });
    expect(answer.status).toBe(401);
  });
});

describe('the drivers of a machine', () => {
  const machine = async (inventory: object) => {
    const id = randomUUID();
    await server.app
      .get(DataSource, { strict: false })
      .query(
        'INSERT INTO machine (id, serial, manufacturer, product, inventory) VALUES ($1, $2, $3, $4, $5)',
        [id, id.toUpperCase(), 'Dell Inc.', 'Latitude 5440', JSON.stringify(inventory)],
      );
    return id;
  };
  const windows = (name: string, image: object | null) =>
    server.app.get(DataSource, { strict: false }).query(
      `INSERT INTO master (id, name, version, kind, system, system_version, architecture, payload_sha256, payload_bytes,
         raw_bytes, minimum_disk_bytes, manifest, image)
       VALUES (gen_random_uuid(), $1, '1', 'wim', 'windows', '11', 'amd64', repeat('0', 64), 1, 1, 1, '{}', $2)`,
      [name, image && JSON.stringify(image)],
    );
  const NIC = {
    name: 'NIC',
    hardwareIds: ['PCI\\VEN_8086&DEV_15F2&SUBSYS_00008086'],
    compatibleIds: ['PCI\\VEN_8086&DEV_15F2'],
  };

  it('are chosen by Windows’ rank; devices without one come first', async () => {
    const id = await machine({ devices: [NIC, VMD] });
    const matches = await json<DeviceMatchDto[]>(`/api/machines/${id}/drivers?build=26100`);
    expect(matches.map(({ device, choice }) => [device.name, choice?.inf, choice?.rank])).toEqual([
      ['Volume Management Device', undefined, undefined],
      ['NIC', 'labnet.inf', '0x80FF2000'],
    ]);
    expect(matches[0]?.reason.en).toBe('no driver in the catalogue');
    expect(matches[1]?.choice?.description).toBe('Lab NIC 11');
  });

  it('are those of the image when it has them', async () => {
    const id = await machine({ devices: [NIC] });
    const description = JSON.stringify({ bootManagers: [], ids: ['pci\\ven_8086&dev_15f2'], storage: [] });
    const stored = (await (
      await server.ask('/api/payloads', {
        method: 'PUT',
        headers: { 'content-type': 'application/octet-stream' },
        body: description,
      })
    ).json()) as { sha256: string };
    await windows('windows-11', {
      build: '26100.1742',
      productType: 'WinNT',
      architecture: 'amd64',
      descriptionSha256: stored.sha256,
    });
    const [match] = await json<DeviceMatchDto[]>(`/api/machines/${id}/drivers?master=windows-11`);
    expect(match?.choice).toEqual({ kind: 'image', id: 'PCI\\VEN_8086&DEV_15F2', rank: '0x00FF2000' });
  });

  it('are not chosen for a master that is no image of Windows, or not described', async () => {
    const id = await machine({ devices: [NIC] });
    const status = async (master: string) =>
      (await server.ask(`/api/machines/${id}/drivers?master=${master}`)).status;
    await windows('disk', null);
    await windows('lost', {
      build: '26100',
      productType: 'WinNT',
      architecture: 'amd64',
      descriptionSha256: '0'.repeat(64),
    });
    expect([await status('none'), await status('disk'), await status('lost')]).toEqual([404, 404, 422]);
  });

  it('are not known before its inventory names its devices', async () => {
    const answer = await server.ask(`/api/machines/${await machine({})}/drivers`);
    expect(answer.status).toBe(409);
    expect(await answer.json()).toMatchObject({
      remedy: 'Boot this PC from the network: the environment makes its inventory again.',
    });
  });

  it('follow the rules for its model', async () => {
    const { items } = await json<{ items: DriverDto[] }>('/api/drivers?search=labnet');
    const body = {
      action: 'exclude',
      packageId: items[0]!.id,
      manufacturer: 'dell*',
      model: 'latitude 5*',
      reason: 'loses the link',
    };
    const added = await pinned(items[0]!.id, body);
    expect(added.status).toBe(201);
    const id = await machine({ devices: [NIC] });
    const [match] = await json<DeviceMatchDto[]>(`/api/machines/${id}/drivers`);
    expect(match?.reason.en).toBe('excluded by a rule: labnet.inf 1.2.3.4 (2026-01-31)');
    const rules = await json<RuleDto[]>('/api/driver-rules');
    expect(rules).toMatchObject([{ ...body, systemId: null }]);
    expect((await server.ask(`/api/driver-rules/${rules[0]!.id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await json<DeviceMatchDto[]>(`/api/machines/${id}/drivers`))[0]?.choice?.inf).toBe('labnet.inf');
    expect((await pinned(randomUUID())).status).toBe(404);
  });
});

describe('the driver that Windows starts with', () => {
  const boot = (device: Device, image: Partial<DriverImage> = {}) =>
    drivers.bootDriver([device], { ...IMAGE, ...image }, urlOf);

  it('is that of the image when it starts with Windows and its file is there', async () => {
    const driver = { id: 'PCI\\CC_0104', inf: 'x.inf', service: 'x', start: 0, file: 'x.sys' };
    expect(await boot(VMD, { storage: [driver] })).toMatchObject({ state: 'in-image', drivers: [driver] });
    for (const lacking of [{ start: 3 }, { file: '' }, { service: '' }, { id: 'PCI\\CC_0106' }]) {
      expect(await boot(VMD, { storage: [{ ...driver, ...lacking }] })).toMatchObject({ state: 'none' });
    }
  });

  it('is none without a package: the controller, its id and the pack are named', async () => {
    expect(await boot(VMD)).toEqual({
      state: 'none',
      device: VMD,
      reason: {
        fr: 'ce disque dépend de Volume Management Device (PCI\\VEN_8086&DEV_A77F&SUBSYS_0B1A1028) ; ni cette image de Windows ni le catalogue ne peuvent démarrer depuis lui',
        en: 'this disk hangs on Volume Management Device (PCI\\VEN_8086&DEV_A77F&SUBSYS_0B1A1028); neither this Windows image nor the catalogue can start from it',
      },
      remedy: {
        fr: 'Importez le pilote Intel RST (VMD) (etabli driver import), ou réglez le contrôleur sur AHCI/NVMe dans le micrologiciel. Rien n’a été effacé.',
        en: 'Import the Intel RST (VMD) driver (etabli driver import), or set the controller to AHCI/NVMe in the firmware. Nothing was erased.',
      },
    });
  });

  it('is not one that Microsoft did not sign, unless an administrator pins it', async () => {
    const { packages } = await importFolder('vmd', { 'labvmd.inf': LABVMD, 'LabVmd.sys': smallProgram(3) });
    expect(packages[0]?.missing).toEqual(['LabFilter.sys', 'labvmd.cat']);
    expect((await boot(VMD)).reason.en).toContain(
      '(the catalog file of labvmd.inf is not signed by Microsoft, or does not cover its files)',
    );
    await pinned(packages[0]!.id);
    const outcome = await boot(VMD);
    const store = `Windows/System32/DriverStore/FileRepository/labvmd.inf_amd64_${sha256(Buffer.from(LABVMD)).slice(0, 16)}`;
    expect(outcome).toMatchObject({
      state: 'inject',
      reason: { en: expect.stringContaining('pinned by a rule (tried on the bench): labvmd.inf') as string },
      injections: [
        {
          service: { name: 'LabVmd', start: 0 },
          files: [
            { path: 'Windows/System32/drivers/LabVmd.sys', url: urlOf(sha256(smallProgram(3))) },
            { path: `${store}/LabVmd.sys`, url: urlOf(sha256(smallProgram(3))) },
            { path: `${store}/labvmd.inf`, url: urlOf(sha256(Buffer.from(LABVMD))) },
          ],
        },
      ],
    });
  });

  it('is both halves of AMD’s RAID driver, or none', async () => {
    const raid: Device = { hardwareIds: ['PCI\\VEN_1022&DEV_43BD&CC_0104'], compatibleIds: [] };
    const bottom = await importFolder('bottom', {
      'rcbottom.inf': RCBOTTOM,
      'rcbottom.sys': smallProgram(4),
    });
    await pinned(bottom.packages[0]!.id);
    expect((await boot(raid)).reason.en).toContain(
      'rcbottom.inf needs the driver of {54CB850D-A731-8590-0628-1992592BD448}\\RCBOTTOM',
    );
    const other = await importFolder('raid', { 'rcraid.inf': RCRAID, 'rcraid.sys': smallProgram(5) });
    await pinned(other.packages[0]!.id);
    const outcome = await boot(raid);
    expect(outcome.state === 'inject' && outcome.injections.map(({ service }) => service.name)).toEqual([
      'rcbottom',
      'rcraid',
    ]);
  });

  it('is not known when the controller is not', async () => {
    expect(await drivers.bootDriver([], IMAGE, urlOf)).toMatchObject({ state: 'none' });
  });
});

describe('the packs of makers', () => {
  const machine = async (inventory: object) => {
    const id = randomUUID();
    const sql = 'INSERT INTO machine (id, serial, inventory) VALUES ($1, $2, $3)';
    await server.app.get(DataSource, { strict: false }).query(sql, [id, id, JSON.stringify(inventory)]);
    return id;
  };
  const catalogue = (content: Buffer | string, name: string) =>
    server.ask(`/api/driver-catalogues?name=${name}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/octet-stream' },
      body: typeof content === 'string' ? content : new Uint8Array(content),
    });
  const resolve = async (inventory: object, build = 22_631) =>
    json<ResolvedPackDto>(`/api/machines/${await machine(inventory)}/driver-pack?build=${build}`);
  const dell = (sku?: string) => ({ system: { manufacturer: 'Dell Inc.', ...(sku && { sku }) } });

  it('are imported from XML and cab, each maker replacing its own only', async () => {
    expect(await (await catalogue(LENOVO_CATALOGUE, 'catalogv2.xml')).json()).toEqual({
      maker: 'lenovo',
      packs: 4,
    });
    expect(await (await catalogue(HP_CATALOGUE, 'hp.xml')).json()).toEqual({ maker: 'hp', packs: 3 });
    const cab = await pack('dell', { 'DriverPackCatalog.xml': Buffer.from(`\ufeff${DELL_CATALOGUE}`) });
    execFileSync('gcab', ['--create', '../dell.cab', 'DriverPackCatalog.xml'], { cwd: cab });
    const bytes = await readFile(join(folder, 'dell.cab'));
    for (let times = 0; times < 2; times += 1) {
      expect(await (await catalogue(bytes, 'DriverPackCatalog.cab')).json()).toEqual({
        maker: 'dell',
        packs: 3,
      });
    }
    expect((await catalogue('<html/>', 'x.xml')).status).toBe(400);
  });

  it('are found for a machine', async () => {
    expect(await resolve(dell('0B13'))).toMatchObject({
      pack: { model: 'Lab 7020', url: 'https://downloads.dell.com/FOLDER1/1/lab-win11-A05.CAB' },
      reason: { en: 'Lab 7020, win11: lab-win11-a05.cab of 2025-03-10' },
    });
    const hp = { system: { manufacturer: 'HP' }, board: { product: '8b2f' } };
    expect((await resolve(hp)).pack).toMatchObject({ fileName: 'sp2.exe', release: '23H2' });
    const lenovo = { system: { manufacturer: 'LENOVO', product: '20XXCTO1WW' } };
    expect((await resolve(lenovo)).pack).toMatchObject({
      fileName: 'pad_w11.exe',
      digest: { value: 'f'.repeat(64) },
    });
  });

  it.each([
    [
      'another maker',
      { system: { manufacturer: 'Acme' } },
      'no catalogue for the maker “Acme”; there are some for Dell, HP and Lenovo',
    ],
    ['no id in the firmware', dell(), 'the firmware does not say which Dell system it is'],
    ['an unknown system', dell('0FFF'), 'the system 0FFF is not in the imported catalogue of Dell'],
  ])('are not found, and the reason is %s', async (_name, inventory, reason) => {
    expect(await resolve(inventory)).toEqual({ reason: { fr: expect.any(String) as string, en: reason } });
  });

  it('are not found for another Windows', async () => {
    expect((await resolve(dell('0B13'), 19_045)).reason.en).toBe('Lab 7020: no pack for Windows 10');
  });

  it('are imported only with the bytes that the catalogue names', async () => {
    const net = await pack('sp', { 'labnet.inf': LABNET });
    execFileSync('7z', ['a', '-bso0', '../sp1.zip', '.'], { cwd: net });
    const file = join(folder, 'sp1.zip');
    const refused = await upload(file, 'SP1.exe');
    expect(refused.status).toBe(422);
    expect(((await refused.json()) as { detail: string }).detail).toBe(
      `SP1.exe is not the file of its maker: sha256 ${sha256(await readFile(file))}, expected ${'c'.repeat(64)}`,
    );
    const right = HP_CATALOGUE.replace('C'.repeat(64), sha256(await readFile(file)));
    await catalogue(right, 'hp.xml');
    expect((await upload(file, 'SP1.exe')).status).toBe(200);
  });
});

describe('a package', () => {
  it('is removed with its rules', async () => {
    const { items } = await json<{ items: DriverDto[] }>('/api/drivers?search=labvmd');
    const path = `/api/drivers/${items[0]!.id}`;
    expect((await server.ask(path, { method: 'DELETE' })).status).toBe(204);
    expect((await server.ask(path)).status).toBe(404);
    expect((await json<RuleDto[]>('/api/driver-rules')).map(({ packageId }) => packageId)).not.toContain(
      items[0]!.id,
    );
  });
});
