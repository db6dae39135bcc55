import { DataSource } from 'typeorm';
import { NotificationWorker, type DeliveryDto } from '../../src/interfaces/notifications/index.js';
import { runCommand } from '../../src/interfaces/cli/index.js';
import { inventorySchema, Machines } from '../../src/park/machine/index.js';
import { APP_TOKEN, GlpiServer, USER_TOKEN } from '../support/glpi-server.js';
import { NotifiedLot } from '../support/notified-lot.js';
import { runningServer, type RunningServer } from '../support/running-server.js';

let server: RunningServer;
let glpi: GlpiServer;
let now: Date;

beforeAll(async () => {
  server = await runningServer();
});
afterAll(() => server.stop());
beforeEach(async () => {
  now = new Date();
  glpi = await new GlpiServer().start();
  const set = { url: glpi.url, plainHttp: true, appToken: APP_TOKEN, userToken: USER_TOKEN };
  await setting({ ...set, automatic: false });
});
afterEach(() => glpi.stop());

/** The clock of the worker never runs behind that of the server, which queues. */
const round = (later = 0) => {
  now = new Date(Math.max(now.getTime(), Date.now()) + later);
  return server.app.get(NotificationWorker).once(() => now);
};
const later = () => round(3_600_000);

async function setting(change: object): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const answer = await server.ask('/api/settings/glpi', {
    method: 'PUT',
    headers,
    body: JSON.stringify(change),
  });
  if (!answer.ok) throw new Error(await answer.text());
}

async function etabli(...args: string[]) {
  let [out, err] = ['', ''];
  const status = await runCommand(
    ['--url', server.base, '--token', server.token, '--language', 'en', ...args],
    {
      out: { write: (text) => (out += text) },
      err: { write: (text) => (err += text) },
    },
  );
  return { status, out, err };
}

const messages = async (): Promise<DeliveryDto[]> => {
  const answer = await server.ask('/api/notification-deliveries?recipient=GLPI&pageSize=10');
  return ((await answer.json()) as { items: DeliveryDto[] }).items;
};

/** A machine with an inventory. */
async function machine(serial: string): Promise<string> {
  const machines = server.app.get(Machines);
  const { id } = await machines.register({ serial, macs: [] });
  const inventory = { firmware: { kind: 'uefi' }, system: { serial, product: 'ThinkPad' } };
  await machines.recordInventory(id, inventorySchema.parse(inventory));
  return id;
}

describe('etabli glpi push', () => {
  it('sends the inventory of a machine, called by its name', async () => {
    await machine('GLPI1');
    await NotifiedLot.make(server, 'GLPI1;PC-GLPI-1');
    expect(await etabli('glpi', 'push', 'pc-glpi-1')).toMatchObject({ status: 0, err: '' });
    await round();
    expect(glpi.inventories).toHaveLength(1);
    expect(glpi.computers).toEqual([{ id: 1, name: 'PC-GLPI-1', serial: 'GLPI1' }]);
    expect(await messages()).toMatchObject([{ state: 'sent', kind: 'glpi.push', subject: 'PC-GLPI-1' }]);
    expect((await etabli('glpi', 'push', 'nobody')).status).toBe(4);
  });

  it('says what GLPI said when it refuses, and sends it later', async () => {
    await machine('GLPI2');
    glpi.fault = (response) => response.writeHead(500).end('maintenance');
    await etabli('glpi', 'push', 'GLPI2');
    await round();
    expect((await messages())[0]).toMatchObject({
      state: 'due',
      failure: { en: 'GLPI refused (inventory, HTTP 500): maintenance' },
    });
    await later();
    expect((await messages())[0]).toMatchObject({ state: 'sent', attempts: 2 });
  });

  it('takes no web page for an answer of GLPI', async () => {
    await machine('GLPI3');
    glpi.fault = (response) => response.writeHead(200).end('<html>login</html>');
    await etabli('glpi', 'push', 'GLPI3');
    await round();
    expect((await messages())[0]?.failure?.en).toContain('is not one of GLPI');
  });
});

describe('etabli glpi attach', () => {
  it('attaches the certificate to the computer of the serial number, once', async () => {
    await machine('GLPI4');
    const lot = await NotifiedLot.make(server, 'GLPI4;PC-GLPI-4');
    const number = await lot.certify('GLPI4');
    glpi.computers.push({ id: 70, name: 'other', serial: 'GLPI44' }, { id: 71, name: 'pc', serial: 'glpi4' });
    expect((await etabli('glpi', 'attach', 'PC-GLPI-4')).status).toBe(0);
    await round();
    expect(glpi.documents).toMatchObject([{ name: `Certificat ${number}`, file: `${number}.pdf` }]);
    expect(glpi.documents[0]?.content.toString()).toBe(`%PDF ${number}`);
    expect(glpi.links).toMatchObject([
      { documents_id: glpi.documents[0]!.id, itemtype: 'Computer', items_id: 71 },
    ]);
    expect(glpi.sessions.size).toBe(0);
    const [{ id }] = (await messages()) as [DeliveryDto];
    expect((await etabli('notify', 'again', id)).status).toBe(0);
    await round();
    expect((await messages())[0]).toMatchObject({ id, state: 'sent' });
    expect([glpi.documents.length, glpi.links.length]).toEqual([1, 1]);
  });

  it('attaches it to a ticket', async () => {
    await machine('GLPI5');
    await (await NotifiedLot.make(server, 'GLPI5;PC-GLPI-5')).certify('GLPI5');
    expect((await etabli('glpi', 'attach', 'GLPI5', '--ticket', '4711')).status).toBe(0);
    await round();
    expect(glpi.links).toMatchObject([{ itemtype: 'Ticket', items_id: 4711 }]);
    expect((await etabli('glpi', 'attach', 'GLPI5', '--ticket', 'x')).status).toBe(2);
  });

  it('continues where it was cut: the document that is there is not uploaded again', async () => {
    await machine('GLPI6');
    await (await NotifiedLot.make(server, 'GLPI6;PC-GLPI-6')).certify('GLPI6');
    await etabli('glpi', 'attach', 'GLPI6');
    await round();
    expect((await messages())[0]?.failure?.en).toBe('GLPI has no computer with the serial number GLPI6');
    glpi.computers.push({ id: 80, name: 'pc', serial: 'GLPI6' });
    glpi.documents.push({ id: 90, name: 'Certificat C-2026-GLPI6', file: 'x.pdf', content: Buffer.alloc(0) });
    await later();
    expect(glpi.documents).toHaveLength(1);
    expect(glpi.links).toMatchObject([{ documents_id: 90, items_id: 80 }]);
  });

  it('is refused without a certificate, and names tokens that are wrong', async () => {
    await machine('GLPI7');
    await NotifiedLot.make(server, 'GLPI7;PC-GLPI-7');
    const refused = await etabli('glpi', 'attach', 'GLPI7');
    expect(refused).toMatchObject({ status: 4, err: expect.stringContaining('has no certificate') });
    expect((await etabli('setting', 'test', 'glpi')).out).toBe('GLPI accepts the tokens.\n');
    await setting({ userToken: 'another' });
    const wrong = await etabli('setting', 'test', 'glpi');
    expect(wrong.err).toContain('ERROR_GLPI_LOGIN_USER_TOKEN');
    expect(wrong.err).not.toContain('another');
  });
});

describe('GLPI, when the setting says so', () => {
  it('gets the inventory and the certificate of each certified PC by itself', async () => {
    await setting({ automatic: true });
    const id = await machine('GLPI8');
    const lot = await NotifiedLot.make(server, 'GLPI8;PC-GLPI-8');
    await server.app
      .get(DataSource)
      .query('UPDATE deployment SET machine_id = $1 WHERE serial = $2', [id, 'GLPI8']);
    await lot.certify('GLPI8');
    await round();
    await later();
    expect(glpi.computers).toMatchObject([{ name: 'PC-GLPI-8', serial: 'GLPI8' }]);
    expect(glpi.links).toMatchObject([{ itemtype: 'Computer', items_id: glpi.computers[0]!.id }]);
    expect(
      (await messages())
        .slice(0, 2)
        .map(({ channel, state }) => [channel, state])
        .sort(),
    ).toEqual([
      ['glpi-certificate', 'sent'],
      ['glpi-inventory', 'sent'],
    ]);
  });

  it('gets nothing otherwise', async () => {
    await machine('GLPI9');
    await (await NotifiedLot.make(server, 'GLPI9;PC-GLPI-9')).certify('GLPI9');
    await round();
    expect(glpi.asked).toEqual([]);
  });
});
