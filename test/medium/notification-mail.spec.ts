import { createServer, type AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { NotificationWorker, type DeliveryDto } from '../../src/interfaces/notifications/index.js';
import { sendMail, tryMail } from '../../src/interfaces/notifications/mail/send-mail.js';
import { NotifiedLot } from '../support/notified-lot.js';
import { runningServer, type RunningServer } from '../support/running-server.js';
import { TlsAuthority } from '../support/tls-authority.js';

interface Taken {
  from: string;
  to: string[];
  secure: boolean;
  user: string | undefined;
  text: string;
}

const authority = new TlsAuthority();
const open: SMTPServer[] = [];
afterAll(() => authority.remove());
afterEach(() => Promise.all(open.splice(0).map((one) => new Promise<void>((resolve) => one.close(resolve)))));

/** A real SMTP server that keeps what it takes. */
async function smtp(more: ConstructorParameters<typeof SMTPServer>[0] = {}) {
  const taken: Taken[] = [];
  const { keyPem: key, certificatePem: cert } = authority.issue('DNS:localhost', 'IP:127.0.0.1');
  const server = new SMTPServer({
    ...{ key, cert, authOptional: true, disableReverseLookup: true },
    onAuth: ({ username, password }, _, done) =>
      password === 'mailbox password' ? done(null, { user: username }) : done(new Error('Invalid login')),
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        taken.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          secure: session.secure,
          user: session.user as string | undefined,
          text: Buffer.concat(chunks).toString(),
        });
        done();
      });
    },
    ...more,
  });
  server.on('error', () => undefined);
  open.push(server);
  const listener = server.listen(0, '127.0.0.1');
  await new Promise<void>((resolve) => listener.once('listening', resolve));
  return { taken, port: (listener.address() as AddressInfo).port };
}

/** The headers and the text of a message, decoded. */
function parts(raw: string): { head: string; body: string } {
  const at = raw.indexOf('\r\n\r\n');
  const head = raw.slice(0, at).replace(/\r\n\s+/g, ' ');
  const body = raw.slice(at + 4);
  const encoding = /content-transfer-encoding: (\S+)/i.exec(head)?.[1];
  if (encoding === 'base64') return { head, body: Buffer.from(body, 'base64').toString() };
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return { head, body: encoding === 'quoted-printable' ? Buffer.from(bytes, 'latin1').toString() : body };
}

const mail = { to: 'anna@example.com', id: '00000000-0000-4000-8000-000000000001', subject: 's', text: 't' };
const settings = (port: number, more: object = {}) =>
  ({ host: 'localhost', port, security: 'none', from: 'etabli@example.com', ...more }) as Parameters<
    typeof sendMail
  >[0];

const NEVER = new AbortController().signal;

/** A server that says another line of its greeting now and then, and never the last one. */
async function endlessServer() {
  const gone: Promise<unknown>[] = [];
  const server = createServer((socket) => {
    gone.push(new Promise((resolve) => socket.once('close', resolve)));
    socket.on('error', () => undefined);
    socket.write('220 mail\r\n');
    const timer = setInterval(() => socket.write('250-mail says more\r\n'), 20);
    socket.once('close', () => clearInterval(timer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, gone, stop: () => server.close() };
}

describe('a mail server', () => {
  it('whose answer does not end is left when the time is over', async () => {
    const { port, gone, stop } = await endlessServer();
    const words = /did not take the message: its answers did not end in time/;
    await expect(sendMail(settings(port), mail, AbortSignal.timeout(500))).rejects.toThrow(words);
    await expect(tryMail(settings(port), AbortSignal.timeout(500))).rejects.toThrow(words);
    await Promise.all(gone);
    expect(gone).toHaveLength(2);
    stop();
  });

  it('that offers no STARTTLS gets neither a message nor a password', async () => {
    const { taken, port } = await smtp({ hideSTARTTLS: true, disabledCommands: ['STARTTLS'] });
    const secret = { security: 'starttls', account: 'etabli', password: 'mailbox password' };
    await expect(sendMail(settings(port, secret), mail, NEVER)).rejects.toThrow(
      /did not take the message|n’a pas pris/,
    );
    expect(taken).toEqual([]);
  });

  it.each(['starttls', 'tls'])(
    'of which the certificate is not trusted gets nothing: %s',
    async (security) => {
      const { taken, port } = await smtp({ secure: security === 'tls' });
      await expect(sendMail(settings(port, { security }), mail, NEVER)).rejects.toThrow(
        /certificate|unable to verify/,
      );
      expect(taken).toEqual([]);
    },
  );

  it('is not sent a password in clear', async () => {
    const { port } = await smtp();
    const account = { account: 'etabli', password: 'mailbox password' };
    await expect(tryMail(settings(port, account))).rejects.toThrow(
      /not sent without encryption|ne sont pas envoyés/,
    );
  });
});

describe('a message by mail', () => {
  let server: RunningServer;
  let now: Date;

  beforeAll(async () => {
    server = await runningServer();
  });
  afterAll(() => server.stop());
  beforeEach(() => (now = new Date()));

  const send = async (method: string, path: string, body: object) => {
    const headers = { 'content-type': 'application/json' };
    const answer = await server.ask(path, { method, headers, body: JSON.stringify(body) });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  const round = () => server.app.get(NotificationWorker).once(() => now);
  const messages = async (recipient: string) => {
    const answer = await server.ask(`/api/notification-deliveries?recipient=${recipient}`);
    return ((await answer.json()) as { items: DeliveryDto[] }).items;
  };
  const target = (name: string, language: string, events: string[]) =>
    send('POST', '/api/notification-targets', {
      ...{ name, kind: 'mail', address: `${name}@example.com`, events, language },
    });

  it('says what failed, why and what to do, in the language of each reader', async () => {
    const { taken, port } = await smtp();
    await send('PUT', '/api/settings/mail', settings(port));
    await target('anna', 'fr', ['deployment.failed']);
    await target('bob', 'en', ['deployment.failed', 'lot.done']);
    const lot = await NotifiedLot.make(server, 'MAIL1;PC-1', 'MAIL2;PC-2');
    await lot.fail('MAIL1');
    await round();
    const french = taken.find(({ to }) => to[0] === 'anna@example.com')!;
    const english = taken.find(({ to }) => to[0] === 'bob@example.com')!;
    expect(french.from).toBe('etabli@example.com');
    expect(parts(french.text).body.replaceAll('\r\n', '\n')).toBe(
      [
        ...['PC-1 est en échec', '', 'PC\u00a0: PC-1', 'Numéro de série\u00a0: MAIL1'],
        ...[`Lot\u00a0: ${lot.number}, ACME`, 'Cause\u00a0: le disque est en panne'],
        ...['À faire\u00a0: Changez le disque.', ''],
      ].join('\n'),
    );
    expect(parts(english.text).head).toMatch(/^Subject: PC-1 has failed$/m);
    expect(parts(english.text).head).toMatch(/^Auto-Submitted: auto-generated$/m);
    expect(parts(english.text).body).toContain('To do: Replace the disk.');
    await lot.certify('MAIL1');
    await lot.certify('MAIL2');
    await round();
    expect(taken.map(({ to }) => to[0])).toEqual(expect.arrayContaining(['bob@example.com']));
    expect(parts(taken.at(-1)!.text).head).toMatch(
      new RegExp(`^Subject: The lot ${lot.number} is done \\(ACME\\)$`, 'm'),
    );
    expect(taken).toHaveLength(3);
  });

  it('that is refused is sent again, with the same id', async () => {
    let busy = true;
    const ids: string[] = [];
    const { taken, port } = await smtp({
      onRcptTo: (_, __, done) =>
        busy ? done(Object.assign(new Error('try later'), { responseCode: 451 })) : done(),
    });
    await send('PUT', '/api/settings/mail', settings(port));
    await target('carl', 'en', ['deployment.failed']);
    await (await NotifiedLot.make(server, 'MAIL3;PC-3')).fail('MAIL3');
    await round();
    expect(await messages('carl')).toMatchObject([
      {
        state: 'due',
        failure: { en: expect.stringMatching(/^the mail server localhost did not take the message: 451/) },
      },
    ]);
    busy = false;
    now = new Date(now.getTime() + 31_000);
    await round();
    const [{ id }] = (await messages('carl')) as [DeliveryDto];
    ids.push(...taken.filter(({ to }) => to[0] === 'carl@example.com').map(({ text }) => parts(text).head));
    expect(ids).toHaveLength(1);
    expect(ids[0]).toMatch(new RegExp(`^Message-ID: <${id}@etabli.invalid>$`, 'm'));
  });

  it('is tried by the setting, whose password is never shown', async () => {
    const { port } = await smtp();
    await send('PUT', '/api/settings/mail', settings(port));
    const tested = await send('POST', '/api/settings/mail/test', {});
    expect(tested.body).toEqual({
      outcome: { fr: 'localhost accepte la connexion.', en: 'localhost accepts the connection.' },
    });
    await send('PUT', '/api/settings/mail', {
      security: 'starttls',
      account: 'etabli',
      password: 'mailbox password',
    });
    const shown = await (await server.ask('/api/settings/mail')).text();
    expect(shown).not.toContain('mailbox password');
    expect((await send('POST', '/api/settings/mail/test', {})).status).toBeGreaterThanOrEqual(400);
    expect((await send('PUT', '/api/settings/mail', { host: 'a b' })).status).toBe(400);
    expect((await send('PUT', '/api/settings/mail', { from: 'nobody' })).status).toBe(400);
  });
});
