import type { DataSource } from 'typeorm';
import { AuditEntry } from '../../src/platform/account/audit-entry.entity.js';
import { AuditStore } from '../../src/platform/account/audit.store.js';
import { Audit } from '../../src/platform/account/index.js';
import { NotFoundError, OperatorError } from '../../src/platform/core/index.js';
import { Notifications, schemaDrift } from '../../src/platform/database/index.js';
import {
  type Channel,
  Channels,
  ChannelStore,
  inventorySchema,
  MachineAnomaly,
  MachineChange,
  MachineChannel,
  MachineMac,
  MachineRow,
  Machines,
  MachineStore,
} from '../../src/park/machine/index.js';
import { type FreshDatabase, freshDatabase } from '../support/database.js';

const ENTITIES = [MachineRow, MachineMac, MachineChannel, MachineChange, MachineAnomaly];
const UUID_A = '11f6e606-84d1-4e74-af7c-3b54377d15e3';
const UUID_B = 'f2265c3a-1cd7-40a5-80d7-52f0688cf3c8';
const AMI = '03000200-0400-0500-0006-000700080009';
const [M1, M2, M3, DOCK] = [
  '00:1a:2b:00:00:01',
  '00:1a:2b:00:00:02',
  '00:1a:2b:00:00:03',
  '50:1a:c5:fe:aa:8c',
];

let database: FreshDatabase;
let source: DataSource;
let audit: Audit;

/** Machines as one of several servers has them: a connection pool of its own. */
async function server(): Promise<Machines> {
  const own = await database.dataSource([...ENTITIES, AuditEntry]);
  return new Machines(
    new MachineStore(own),
    new Audit(new AuditStore(own)),
    new Notifications(own, database.url),
  );
}

async function audited(): Promise<string[]> {
  const { items } = await audit.list({ subjectKind: 'machine' }, { page: 1, pageSize: 200 });
  return items.map(({ action }) => action).reverse();
}

let machines: Machines;
let channels: Channels;

/** Pins a host key in a transaction of its own; gives the channel whose key was replaced. */
function pin(machineId: string, channel: Channel): Promise<Channel | undefined> {
  return source.transaction((manager) => channels.pin(manager, machineId, channel));
}

beforeEach(async () => {
  database = await freshDatabase({ upTo: '0230' });
  source = await database.dataSource([...ENTITIES, AuditEntry]);
  audit = new Audit(new AuditStore(source));
  machines = await server();
  channels = new Channels(new ChannelStore(source), audit, new Notifications(source, database.url));
});
afterEach(() => database.drop());

async function count(): Promise<number> {
  return (await machines.list({ page: 1, pageSize: 50 })).total;
}

describe('machines', () => {
  it('have tables that match their entities', async () => {
    expect(await schemaDrift(await database.dataSource(ENTITIES))).toEqual([]);
  });

  it('are created when new, and found when they come back', async () => {
    const first = await machines.register({
      serial: ' abc123',
      uuid: UUID_A,
      macs: ['00-1A-2B-00-00-01'],
      product: 'X\u0000',
    });
    expect(first).toMatchObject({ serial: 'ABC123', uuid: UUID_A, macs: [M1], product: 'X' });
    const again = await machines.register({ serial: 'ABC123', uuid: UUID_A, macs: [M2] });
    expect(again).toMatchObject({ id: first.id, macs: [M1, M2], product: 'X' });
    expect(await count()).toBe(1);
  });

  it('are created once when they report to several servers at once', async () => {
    const servers = await Promise.all([server(), server(), server()]);
    const reports = [
      { serial: 'ABC123', uuid: UUID_A, macs: [M1, M2] },
      { serial: 'Default string', uuid: UUID_B, macs: [M3] },
      { serial: '', uuid: AMI, macs: ['00:1a:2b:00:00:04', '00:1a:2b:00:00:05'] },
    ];
    const made = await Promise.all(
      reports.flatMap((report) => [...servers, ...servers].map((one) => one.register(report))),
    );
    expect(new Set(made.map(({ id }) => id)).size).toBe(3);
    expect(await count()).toBe(3);
    expect(await machines.anomalies()).toEqual([]);
  });

  it('are found without anything being written', async () => {
    const { id, lastSeenAt } = await machines.register({ serial: 'ABC123', uuid: UUID_A, macs: [M1] });
    expect((await machines.find({ serial: 'abc123', macs: [] }))?.id).toBe(id);
    expect((await machines.find({ uuid: '06E6F611-D184-744E-AF7C-3B54377D15E3', macs: [] }))?.id).toBe(id);
    expect((await machines.find({ macs: ['001a.2b00.0001'] }))?.id).toBe(id);
    expect((await machines.findByMac('00-1a-2b-00-00-01'))?.id).toBe(id);
    expect(await machines.find({ serial: 'other1', macs: [] })).toBeUndefined();
    expect(await machines.findByMac('rubbish')).toBeUndefined();
    expect((await machines.findById(id)).lastSeenAt).toEqual(lastSeenAt);
    await expect(machines.findById(UUID_A)).rejects.toThrow(NotFoundError);
  });

  it('are not identified by a UUID that two serial numbers share, which is reported once', async () => {
    const a = await machines.register({ serial: 'ABC123', uuid: UUID_A, macs: [M1] });
    const b = await machines.register({ serial: 'DEF456', uuid: UUID_A, macs: [M2] });
    expect(b.id).not.toBe(a.id);
    await machines.register({ serial: 'DEF456', uuid: UUID_A, macs: [M2] });
    expect(await machines.find({ uuid: UUID_A, macs: [] })).toBeUndefined();
    const c = await machines.register({ serial: '', uuid: UUID_A, macs: [M3] });
    expect(new Set([a.id, b.id, c.id]).size).toBe(3);
    expect(
      (await machines.anomalies()).map(({ kind, value, machineIds }) => ({ kind, value, machineIds })),
    ).toEqual([{ kind: 'shared-uuid', value: UUID_A, machineIds: [a.id, b.id].sort() }]);
    expect(await audited()).toEqual(['machine.shared-uuid']);
  });

  it('detect a dock that was moved to another PC, and no longer identify a PC by it', async () => {
    const a = await machines.register({ serial: 'ABC123', macs: [DOCK, M1] });
    const b = await machines.register({ serial: 'DEF456', macs: [DOCK, M2] });
    expect(await machines.findByMac(DOCK)).toBeUndefined();
    expect(await machines.find({ macs: [DOCK] })).toBeUndefined();
    expect((await machines.findByMac(M1))?.id).toBe(a.id);
    expect(await machines.wanderingMacs([DOCK, M1, '00:50:56:c0:00:08'])).toEqual([
      DOCK,
      '00:50:56:c0:00:08',
    ]);
    await machines.register({ serial: 'GHI789', macs: [DOCK, M3] });
    const [anomaly] = await machines.anomalies();
    expect(anomaly).toMatchObject({ kind: 'adapter', value: DOCK });
    expect(anomaly?.machineIds).toHaveLength(3);
    expect(anomaly?.machineIds).toEqual(expect.arrayContaining([a.id, b.id]));
    expect(await audited()).toEqual(['machine.adapter', 'machine.adapter']);
  });

  it('detect in the inventory which MAC is of a USB adapter', async () => {
    const { id } = await machines.register({ serial: 'ABC123', macs: [DOCK, M1] });
    const nics = [
      { mac: DOCK, bus: 'usb' },
      { mac: M1, bus: 'pci' },
      { mac: M2, bus: 'pci' },
    ];
    await machines.recordInventory(id, inventorySchema.parse({ firmware: { kind: 'uefi' }, nics }));
    expect(await machines.findByMac(DOCK)).toBeUndefined();
    expect((await machines.findByMac(M2))?.id).toBe(id);
    expect(await machines.findById(id)).toMatchObject({ macs: [M1, M2, DOCK], ownMacs: [M1, M2] });
    await machines.register({ serial: 'ABC123', macs: [DOCK] });
    expect(await machines.findByMac(DOCK)).toBeUndefined();
    expect(await machines.anomalies()).toEqual([]);
  });

  it('refuse a PC without any identifier', async () => {
    await machines.register({ serial: 'ABC123', macs: [DOCK] });
    await machines.register({ serial: 'DEF456', macs: [DOCK] });
    await expect(machines.register({ serial: 'None', uuid: AMI, macs: [DOCK] })).rejects.toThrow(
      OperatorError,
    );
    await expect(machines.register({ serial: 'None', uuid: AMI, macs: [] })).rejects.toThrow(
      'nothing identifies this PC: no serial number, no UUID, no network card of its own (no MAC address)',
    );
    expect(await count()).toBe(2);
  });

  it('record component changes between two inventories', async () => {
    const { id } = await machines.register({ serial: 'ABC123', macs: [M1] });
    const disk = { path: '/dev/sda', bus: 'sata', sizeBytes: 5e11 };
    const before = {
      firmware: { kind: 'uefi' },
      system: { product: 'Opti\u0000Plex' },
      disks: [{ ...disk, serial: 'S1' }],
    };
    expect(await machines.recordInventory(id, inventorySchema.parse(before))).toEqual([]);
    const after = inventorySchema.parse({ ...before, disks: [{ ...disk, serial: 'S2' }] });
    expect(await machines.recordInventory(id, after)).toHaveLength(2);
    expect(await machines.recordInventory(id, after)).toEqual([]);
    const [change, ...older] = await machines.changes(id);
    expect(older).toEqual([]);
    expect(change?.changes).toEqual([
      { component: 'disk', change: 'removed', before: { fr: '500 Go (S1)', en: '500 GB (S1)' } },
      { component: 'disk', change: 'added', after: { fr: '500 Go (S2)', en: '500 GB (S2)' } },
    ]);
    const machine = await machines.findById(id);
    expect(machine.product).toBe('OptiPlex');
    expect(machine.inventory?.disks[0]?.serial).toBe('S2');
  });

  it('keep the last address of each of their systems, and every replaced host key', async () => {
    const { id } = await machines.register({ serial: 'ABC123', macs: [M1] });
    expect(await channels.of(id, 'system')).toBeUndefined();
    const channel = {
      kind: 'system' as const,
      protocol: 'ssh' as const,
      address: '10.0.0.5',
      port: 22,
      pin: 'ssh-ed25519 AAAA',
    };
    expect(await pin(id, { ...channel, address: '10.0.0.4' })).toBeUndefined();
    expect(await pin(id, channel)).toBeUndefined();
    expect(await channels.of(id, 'system')).toEqual(channel);
    expect(await channels.of(id, 'environment')).toBeUndefined();
    expect(await audited()).toEqual([]);

    const other = { ...channel, pin: 'ssh-ed25519 BBBB', address: '10.0.0.6' };
    expect(await pin(id, other)).toEqual(channel);
    const { items } = await audit.list({ action: 'machine.host-key-changed' }, { page: 1, pageSize: 9 });
    expect(items).toMatchObject([
      {
        subjectId: id,
        address: '10.0.0.6',
        data: {
          kind: 'system',
          former: 'SHA256:cJ6AyISHokEeHuTfufIqhhSS0gxHZRUMDHlKvXD4FHw',
          formerAddress: '10.0.0.5',
        },
      },
    ]);
  });

  it('keep the proof of a session when it reconnects, and not for another session', async () => {
    const { id } = await machines.register({ serial: 'ABC123', macs: [M1] });
    const channel = {
      kind: 'environment' as const,
      protocol: 'ssh' as const,
      address: '10.0.0.5',
      port: 22,
      pin: 'ssh-ed25519 AAAA',
    };
    const proof = { kind: 'code' as const, by: 'anna', at: new Date(0) };
    await pin(id, { ...channel, sessionId: UUID_A });
    expect(await source.transaction((manager) => channels.prove(manager, id, UUID_B, proof))).toBe(false);
    expect(await source.transaction((manager) => channels.prove(manager, id, UUID_A, proof))).toBe(true);
    await pin(id, { ...channel, sessionId: UUID_A });
    expect((await channels.of(id, 'environment'))?.proof).toEqual(proof);
    await pin(id, { ...channel, sessionId: UUID_B });
    expect((await channels.of(id, 'environment'))?.proof).toBeUndefined();
  });

  it('are found and listed without reading their inventories, however large', async () => {
    const { id } = await machines.register({ serial: 'ABC123', macs: [M1] });
    const slot = 'x'.repeat(1_000);
    const modules = Array.from({ length: 200 }, () => ({ slot }));
    const large = inventorySchema.parse({ firmware: { kind: 'uefi' }, memory: { modules } });
    await machines.recordInventory(id, large);
    await source.query(
      `INSERT INTO machine (id, serial, inventory) SELECT gen_random_uuid(), 'LARGE' || n, $1 FROM generate_series(1, 300) n`,
      [JSON.stringify(large)],
    );
    expect((await machines.findById(id)).inventory?.memory?.modules).toHaveLength(200);
    // A query that reads the column fails from now on.
    await source.query('ALTER TABLE machine RENAME COLUMN inventory TO hidden');
    const page = await machines.list({ page: 1, pageSize: 200 });
    expect([page.total, page.items.length]).toEqual([301, 200]);
    expect(page.items.filter((machine) => machine.inventory !== undefined)).toEqual([]);
    expect((await machines.list({ page: 1, pageSize: 50, search: 'LARGE7' })).total).toBe(11);
    expect((await machines.find({ serial: 'ABC123', macs: [] }))?.id).toBe(id);
    expect((await machines.findByMac(M1))?.id).toBe(id);
    expect(await machines.some([id])).toMatchObject([{ id }]);
    await expect(machines.findById(id)).rejects.toThrow('inventory');
  });

  it('refuse an inventory of more than 256 KiB', () => {
    const nics = Array.from({ length: 256 }, () => ({ name: 'n'.repeat(1_000), mac: 'm'.repeat(1_000) }));
    const result = inventorySchema.safeParse({ firmware: { kind: 'uefi' }, nics });
    expect(result.error?.issues[0]?.message).toBe(
      'un inventaire de 256 Kio au plus ‖ an inventory of at most 256 KiB',
    );
    expect(inventorySchema.safeParse({ firmware: { kind: 'uefi' }, nics: nics.slice(0, 100) }).success).toBe(
      true,
    );
  });

  it('are listed with the last seen first, and searched with wildcards escaped', async () => {
    const a = await machines.register({ serial: 'ABC123', macs: [M1], product: '100%_sure' });
    const b = await machines.register({ serial: 'DEF456', macs: [M2] });
    const ids = async (search?: string) =>
      (await machines.list({ page: 1, pageSize: 50, search })).items.map(({ id }) => id);
    expect(await ids()).toEqual([b.id, a.id]);
    expect(await ids('def')).toEqual([b.id]);
    expect(await ids('00:00:01')).toEqual([a.id]);
    expect(await ids('%_s')).toEqual([a.id]);
    expect(await ids("'; DROP TABLE machine; --")).toEqual([]);
  });
});
