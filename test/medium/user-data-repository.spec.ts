import { jest } from '@jest/globals';
import { execFile } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DataSource } from 'typeorm';
import { USER_DATA_TICKETS, Deployments } from '../../src/deployment/pipeline/index.js';
import { RepositoryFiles, UserData, UserDataRetention } from '../../src/park/userdata/index.js';
import { SYSTEM } from '../../src/platform/account/index.js';
import { Tickets } from '../../src/platform/vault/index.js';
import { until } from '../support/until.js';
import { runningServer, type RunningServer } from '../support/running-server.js';

const run = promisify(execFile);
const DAY_MS = 86_400_000;
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('the repository of a PC’s user data, with the real restic', () => {
  let server: RunningServer;
  let folder: string;
  /** The deployment that is running on each machine. */
  const running = new Map<string, { id: string; state: string }>();

  beforeAll(async () => {
    server = await runningServer();
    folder = mkdtempSync(join(tmpdir(), 'etabli-user-data-'));
    mkdirSync(join(folder, 'src/Anna'), { recursive: true });
    writeFileSync(join(folder, 'src/Anna/lettre é.txt'), 'bonjour');
    writeFileSync(join(folder, 'src/Anna/big'), Buffer.alloc(3 << 20, 'x'));
    jest
      .spyOn(server.app.get(Deployments), 'activeOf')
      .mockImplementation((id) => Promise.resolve((running.get(id) ?? null) as never));
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await server.stop();
  });

  const of = <T>(type: new (...given: never[]) => T): T => server.app.get(type as never);

  interface Pc {
    machine: string;
    deployment: string;
    password: string;
    append: string;
    read: string;
  }

  /** A machine with a running deployment, and its tickets. */
  async function newPc(): Promise<Pc> {
    const [machine, deployment] = [randomUUID(), randomUUID()];
    const database = server.app.get(DataSource);
    await database.query('INSERT INTO machine (id, serial) VALUES ($1, $2)', [
      machine,
      machine.slice(0, 8).toUpperCase(),
    ]);
    running.set(machine, { id: deployment, state: 'running' });
    const { password } = await of(UserData).prepare(machine);
    const ticket = (purpose: string) =>
      of(Tickets as never as new () => Tickets).issue(purpose, machine, 600, deployment);
    const [append = '', read = ''] = [...USER_DATA_TICKETS.append, USER_DATA_TICKETS.read.at(-1)].map((one) =>
      ticket(one!),
    );
    return { machine, deployment, password, append, read };
  }

  const urlOf = (machine: string): string => `${server.base}/phone-home/user-data/${machine}/`;

  /** Runs restic against the routes of the server. @returns what it prints, or `{status, said}` when it fails */
  async function restic(pc: Pc, args: string[], ticket = pc.append, url = urlOf(pc.machine)) {
    const env = {
      PATH: process.env['PATH'],
      RESTIC_REPOSITORY: `rest:${url}`,
      RESTIC_REST_USERNAME: 'etabli',
      RESTIC_REST_PASSWORD: ticket,
      RESTIC_PASSWORD: pc.password,
    };
    try {
      const { stdout } = await run('restic', ['--no-cache', ...args], { env, timeout: 60_000 });
      return { status: 0, out: stdout };
    } catch (error) {
      const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
      return { status: code, out: stdout + stderr };
    }
  }

  const ask = (path: string, ticket: string, init: RequestInit = {}) =>
    fetch(server.base + path, {
      redirect: 'manual',
      ...init,
      headers: {
        authorization: `Basic ${Buffer.from(`etabli:${ticket}`).toString('base64')}`,
        'accept-language': 'en',
        ...init.headers,
      },
    });
  const post = (path: string, ticket: string, body: string) =>
    ask(path, ticket, { method: 'POST', body, headers: { 'content-type': 'application/octet-stream' } });

  const backedUp = async (pc: Pc): Promise<string> => {
    expect(await restic(pc, ['init'])).toEqual({
      status: 0,
      out: expect.stringContaining('created') as string,
    });
    const { out } = await restic(pc, ['backup', '--json', join(folder, 'src')]);
    if (!out.includes('summary')) throw new Error(out);
    const summary = out.split('\n').find((line) => line.includes('"summary"'))!;
    return (JSON.parse(summary) as { snapshot_id: string }).snapshot_id;
  };
  const record = (pc: Pc, id: string, more: object = {}) =>
    of(UserData).record({
      ...{ id, machineId: pc.machine, deploymentId: pc.deployment, files: 2, bytes: 3 << 20 },
      ...{ profiles: [], skipped: [], restoreWanted: false, expiresAt: new Date(Date.now() + DAY_MS) },
      ...more,
    });

  it('takes a backup, gives it back, and is the same folder for the restic of the server', async () => {
    const pc = await newPc();
    const id = await backedUp(pc);
    expect((await restic(pc, ['check', '--read-data'])).status).toBe(0);
    const target = join(folder, 'back');
    const back = await restic(pc, ['restore', '--no-lock', id, '--target', target], pc.read);
    expect(back.status).toBe(0);
    expect(readFileSync(join(target, folder, 'src/Anna/lettre é.txt'), 'utf8')).toBe('bonjour');
    expect(statSync(join(target, folder, 'src/Anna/big')).size).toBe(3 << 20);
    const { folder: own, password } = await of(UserData).open(pc.machine);
    const env = { PATH: process.env['PATH'], RESTIC_REPOSITORY: own, RESTIC_PASSWORD: password };
    const { stdout } = await run('restic', ['--no-cache', 'snapshots', '--json'], { env });
    expect((JSON.parse(stdout) as { id: string }[]).map((one) => one.id)).toEqual([id]);
    expect(readdirSync(join(own, '.incoming'))).toEqual([]);
    expect(statSync(own).mode & 0o077).toBe(0);
  });

  it('gives the same answers as Debian’s restic-rest-server for the same requests', async () => {
    const pc = await newPc();
    await backedUp(pc);
    const port = 20_000 + Math.floor(Math.random() * 20_000);
    const other = execFile('restic-rest-server', [
      ...['--path', of(RepositoryFiles).folder, '--listen', `127.0.0.1:${port}`],
      ...['--no-auth', '--append-only'],
    ]);
    const there = `http://127.0.0.1:${port}/${pc.machine}/`;
    try {
      await until(
        () =>
          fetch(`${there}config`).then(
            ({ ok }) => ok,
            () => false,
          ),
        () => 'restic-rest-server does not answer',
      );
      const v2 = { headers: { accept: 'application/vnd.x.restic.rest.v2' } };
      const ours = (path: string, init?: RequestInit) =>
        ask(`/phone-home/user-data/${pc.machine}/${path}`, pc.append, init);
      const theirs = (path: string, init?: RequestInit) => fetch(there + path, init);
      const sorted = async (answer: Response) =>
        ((await answer.json()) as unknown[]).map((one) => JSON.stringify(one)).sort();
      for (const kind of ['data/', 'keys/', 'snapshots/', 'index/', 'locks/']) {
        expect(await sorted(await ours(kind, v2))).toEqual(await sorted(await theirs(kind, v2)));
        expect(await sorted(await ours(kind))).toEqual(await sorted(await theirs(kind)));
      }
      const [name] = (await (await ours('data/')).json()) as string[];
      const asked: [string, RequestInit][] = [
        ['config', {}],
        ['config', { method: 'HEAD' }],
        [`data/${name}`, {}],
        [`data/${name}`, { method: 'HEAD' }],
        [`data/${name}`, { headers: { range: 'bytes=5-20' } }],
        [`data/${'0'.repeat(64)}`, {}],
        [`data/${'0'.repeat(64)}`, { method: 'HEAD' }],
      ];
      for (const [path, init] of asked) {
        const [one, two] = [await ours(path, init), await theirs(path, init)];
        expect([path, init, one.status]).toEqual([path, init, two.status]);
        if (one.status >= 400) continue;
        expect(one.headers.get('content-length')).toBe(two.headers.get('content-length'));
        expect(Buffer.from(await one.arrayBuffer())).toEqual(Buffer.from(await two.arrayBuffer()));
      }
    } finally {
      other.kill();
    }
  });

  it('only grows: a PC removes nothing but locks, and replaces nothing', async () => {
    const pc = await newPc();
    const id = await backedUp(pc);
    await restic(pc, ['forget', id]);
    const base = `/phone-home/user-data/${pc.machine}`;
    const before = await (await ask(`${base}/config`, pc.append)).text();
    expect((await post(`${base}/config`, pc.append, 'another')).status).toBe(409);
    expect(await (await ask(`${base}/config`, pc.append)).text()).toBe(before);
    for (const kind of ['snapshots', 'data', 'index', 'keys']) {
      const [name] = (await (await ask(`${base}/${kind}`, pc.append)).json()) as string[];
      expect((await ask(`${base}/${kind}/${name}`, pc.append, { method: 'DELETE' })).status).toBe(404);
      expect((await ask(`${base}/${kind}/${name}`, pc.append)).status).toBe(200);
      expect((await post(`${base}/${kind}/${name}`, pc.append, 'other bytes')).status).toBe(422);
    }
    expect((await restic(pc, ['snapshots', '--json'])).out).toContain(id);
    expect((await (await ask(`${base}/locks`, pc.append)).json()) as string[]).toEqual([]);
  });

  it('is closed to every ticket but its own, and to its own once the deployment has ended', async () => {
    const [pc, other] = [await newPc(), await newPc()];
    await backedUp(pc);
    const config = `/phone-home/user-data/${pc.machine}/config`;
    const statusOf = async (ticket: string, path = config) => (await ask(path, ticket)).status;
    expect(await statusOf(pc.append)).toBe(200);
    expect(await statusOf(pc.read)).toBe(200);
    expect(await statusOf(other.append)).toBe(403);
    expect(await statusOf(`${pc.append}x`)).toBe(403);
    expect(await statusOf('')).toBe(401);
    const { status } = await fetch(server.base + config, {
      headers: { authorization: `Bearer ${pc.append}` },
    });
    expect(status).toBe(401);
    expect((await fetch(server.base + config)).status).toBe(401);
    const capture = of(Tickets as never as new () => Tickets).issue('capture', pc.machine, 60, pc.deployment);
    expect(await statusOf(capture)).toBe(403);
    const name = sha256('nothing');
    const path = `/phone-home/user-data/${pc.machine}/data/${name}`;
    expect((await post(path, pc.read, 'nothing')).status).toBe(403);
    running.set(pc.machine, { id: pc.deployment, state: 'failed' });
    expect(await statusOf(pc.append)).toBe(403);
    running.set(pc.machine, { id: randomUUID(), state: 'running' });
    expect(await statusOf(pc.append)).toBe(403);
  });

  it('leads nowhere else on the server', async () => {
    const pc = await newPc();
    await backedUp(pc);
    const base = `/phone-home/user-data/${pc.machine}`;
    const secret = join(of(RepositoryFiles).folder, 'secret');
    writeFileSync(secret, 'secret');
    for (const path of [
      '/data/..%2f..%2f..%2fsecret',
      '/..%2fsecret',
      '/..%2f/secret',
      `/data/..%2f..%2fconfig`,
      '/.incoming/x',
      '/locks/%00',
      `/${'x'.repeat(64)}/${'0'.repeat(64)}`,
      '/keys/..',
    ]) {
      const answer = await ask(base + path, pc.append);
      expect([path, answer.status]).toEqual([path, 404]);
      expect((await post(base + path, pc.append, 'x')).status).toBe(404);
    }
    for (const machine of ['..', '..%2f..', '.', '%2e%2e']) {
      const answer = await ask(`/phone-home/user-data/${machine}/config`, pc.append);
      expect([403, 404]).toContain(answer.status);
    }
    expect(readFileSync(secret, 'utf8')).toBe('secret');
  });

  it('keeps nothing of a file that is not that of its name, or that did not come to its end', async () => {
    const pc = await newPc();
    await backedUp(pc);
    const own = of(RepositoryFiles).of(pc.machine);
    const path = `/phone-home/user-data/${pc.machine}/data/${sha256('right')}`;
    expect((await post(path, pc.append, 'wrong')).status).toBe(422);
    const broken = new ReadableStream({
      start: (stream) => (stream.enqueue(Buffer.from('rig')), stream.error(new Error('cut'))),
    });
    const sent = ask(path, pc.append, {
      method: 'POST',
      body: broken,
      duplex: 'half',
      headers: { 'content-type': 'application/octet-stream' },
    } as RequestInit);
    await expect(sent).rejects.toThrow();
    expect((await ask(path, pc.append)).status).toBe(404);
    expect(readdirSync(join(own, '.incoming'))).toEqual([]);
    expect((await post(path, pc.append, 'right')).status).toBe(200);
    expect((await post(path, pc.append, 'right')).status).toBe(200);
    expect(await (await ask(path, pc.append)).text()).toBe('right');
  });

  it('refuses a backup when the disk of the server is full, and keeps what it had', async () => {
    const pc = await newPc();
    const id = await backedUp(pc);
    const room = jest.spyOn(of(RepositoryFiles), 'room').mockResolvedValue(0);
    try {
      const path = `/phone-home/user-data/${pc.machine}/data/${sha256('more')}`;
      const answer = await post(path, pc.append, 'more');
      expect(answer.status).toBe(507);
      expect(await answer.text()).toContain('Nothing was erased on the PC');
      expect((await ask(path, pc.append)).status).toBe(404);
    } finally {
      room.mockRestore();
    }
    expect((await restic(pc, ['check'])).status).toBe(0);
    expect((await restic(pc, ['snapshots', '--json'])).out).toContain(id);
  });

  it('says that its disk is full to a PC that still sends', async () => {
    const pc = await newPc();
    await backedUp(pc);
    const room = jest.spyOn(of(RepositoryFiles), 'room').mockResolvedValue(0);
    try {
      const path = `/phone-home/user-data/${pc.machine}/data/${sha256('a pack')}`;
      const answer = await post(path, pc.append, 'x'.repeat(16 << 20));
      expect(answer.status).toBe(507);
      expect(await answer.text()).toContain('Nothing was erased on the PC');
    } finally {
      room.mockRestore();
    }
  });

  it('says so when a pack on the server was spoilt', async () => {
    const pc = await newPc();
    await backedUp(pc);
    const data = join(of(RepositoryFiles).of(pc.machine), 'data');
    const inner = readdirSync(data).find((name) => readdirSync(join(data, name)).length > 0)!;
    const pack = join(data, inner, readdirSync(join(data, inner))[0]!);
    const bytes = readFileSync(pack);
    bytes[bytes.length >> 1]! ^= 0xff;
    writeFileSync(pack, bytes);
    expect((await restic(pc, ['check', '--read-data'])).status).toBe(1);
  });

  it('has a password of its own for each machine, which only the vault opens', async () => {
    const [pc, other] = [await newPc(), await newPc()];
    expect(pc.password).not.toBe(other.password);
    expect(pc.password).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect((await of(UserData).prepare(pc.machine)).password).toBe(pc.password);
    const rows: unknown = await server.app
      .get(DataSource)
      .query("SELECT encode(sealed_password, 'escape') AS sealed FROM user_data_repository");
    expect(JSON.stringify(rows)).not.toContain(pc.password);
  });

  describe('of the agent itself, on a loop disk, over HTTPS', () => {
    const agent = (pc: Pc, ticket = pc.append) => {
      const given = {
        url: `https://127.0.0.1:${server.httpsPort}/phone-home/user-data/${pc.machine}/`,
        authority: join(server.config.dataDir, 'ca.pem'),
        ticket,
        password: pc.password,
      };
      // In mounts and a /run/etabli of its own: the tests of the agent use the same.
      const own = 'mkdir -p /run/etabli && mount -t tmpfs none /run/etabli && exec "$@"';
      const command = ['/usr/bin/python3', '-W', 'ignore', '-m', 'tests.save_user_data'];
      const child = run('unshare', ['--mount', '--propagation', 'slave', 'sh', '-c', own, 'sh', ...command], {
        cwd: 'environment/agent',
        timeout: 100_000,
      });
      child.child.stdin!.end(JSON.stringify(given));
      return child.then(({ stdout }) => JSON.parse(stdout) as { result?: object; error?: { en: string } });
    };

    it('takes a backup that was read back file by file', async () => {
      const pc = await newPc();
      const { result } = await agent(pc);
      expect(result).toMatchObject({ files: 8, readBack: { files: 8 } });
      const { snapshot } = result as { snapshot: string };
      expect((await restic(pc, ['snapshots', '--json'])).out).toContain(snapshot);
    });

    it('fails it when the packs of the server were spoilt, or when the ticket is that of another PC', async () => {
      const [pc, other] = [await newPc(), await newPc()];
      expect((await agent(pc, other.append)).error?.en).toContain('403');
      expect((await agent(pc)).error).toBeUndefined();
      const data = join(of(RepositoryFiles).of(pc.machine), 'data');
      for (const name of readdirSync(data, { recursive: true, encoding: 'utf8' })) {
        const pack = join(data, name);
        if (statSync(pack).isDirectory()) continue;
        const bytes = readFileSync(pack);
        bytes[40]! ^= 0xff;
        writeFileSync(pack, bytes);
      }
      const { result, error } = await agent(pc);
      expect(result).toBeUndefined();
      expect(error?.en).toMatch(/restic|read back/);
    });
  });

  describe('on the side of the people', () => {
    it('shows what was saved and gives the files as a tar, and both the removal and the taking out are audited', async () => {
      const pc = await newPc();
      const id = await backedUp(pc);
      await record(pc, id);
      const list = (await (await server.ask('/api/user-data')).json()) as { id: string; machineId: string }[];
      expect(list.find((one) => one.machineId === pc.machine)?.id).toBe(id);
      const one = (await (await server.ask(`/api/user-data/${pc.machine}`)).json()) as { bytes: number };
      expect(one.bytes).toBeGreaterThan(500);
      const answer = await server.ask(`/api/user-data/${pc.machine}/archive?snapshot=${id.slice(0, 8)}`);
      expect(answer.status).toBe(200);
      const tar = join(folder, 'taken.tar');
      writeFileSync(tar, Buffer.from(await answer.arrayBuffer()));
      const { stdout } = await run('tar', ['-xOf', tar, '--wildcards', '*lettre*']);
      expect(stdout).toBe('bonjour');
      expect(
        (await server.ask(`/api/user-data/${pc.machine}/archive?snapshot=${'0'.repeat(8)}`)).status,
      ).toBe(404);
      expect((await server.ask(`/api/user-data/${pc.machine}`, { method: 'DELETE' })).status).toBe(204);
      expect((await server.ask(`/api/user-data/${pc.machine}`)).status).toBe(404);
      expect(readdirSync(of(RepositoryFiles).folder)).not.toContain(pc.machine);
      const audit = JSON.stringify(await (await server.ask('/api/audit?pageSize=100')).json());
      expect(audit).toContain('user-data.take-out');
      expect(audit).toContain('user-data.remove');
    });

    /** The command as a process of its own. */
    async function etabli(args: string): Promise<{ status: number; said: string }> {
      const given = ['--import', './test/support/typescript.mjs', 'src/cli.ts', '--language', 'en'];
      const target = ['--url', server.base, '--token', server.token, 'userdata', ...args.split(' ')];
      const env = { ...process.env, NODE_OPTIONS: '' };
      return run(process.execPath, [...given, ...target], { env }).then(
        ({ stdout, stderr }) => ({ status: 0, said: stdout + stderr }),
        ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({
          status: code,
          said: stdout + stderr,
        }),
      );
    }

    it('takes the files out into an empty folder only, counts them, and removes after a confirmation', async () => {
      const pc = await newPc();
      await record(pc, await backedUp(pc), { restoreWanted: true });
      expect((await etabli('list')).said).toMatch(/not yet/);
      expect((await etabli(`show ${pc.machine}`)).said).toMatch(/2 files, 3 MiB, not yet/);
      const to = join(folder, 'taken out');
      expect(await etabli(`restore-files ${pc.machine} --to ${folder}`)).toMatchObject({ status: 2 });
      mkdirSync(to);
      const out = await run(
        process.execPath,
        [
          ...['--import', './test/support/typescript.mjs', 'src/cli.ts', '--language', 'en'],
          ...['--url', server.base, '--token', server.token],
          ...['userdata', 'restore-files', pc.machine, '--to', to],
        ],
        { env: { ...process.env, NODE_OPTIONS: '' } },
      );
      expect(out.stdout).toContain('✓ 2 of 2 files in');
      const names = readdirSync(to, { recursive: true, encoding: 'utf8' });
      expect(names.filter((name) => name.endsWith('lettre é.txt'))).toHaveLength(1);
      expect(await etabli(`remove ${pc.machine}`)).toMatchObject({ status: 1 });
      expect((await etabli(`remove ${pc.machine} --yes`)).status).toBe(0);
      expect(await etabli(`show ${pc.machine}`)).toMatchObject({ status: 4 });
    });

    it('forgets what was kept long enough, but not what is still to be put back', async () => {
      const [past, owed, young] = [await newPc(), await newPc(), await newPc()];
      const ids = [await backedUp(past), await backedUp(owed), await backedUp(young)];
      const ended = new Date(Date.now() - 1000);
      await record(past, ids[0]!, { expiresAt: ended });
      await record(owed, ids[1]!, { expiresAt: ended, restoreWanted: true });
      await record(young, ids[2]!);
      const retention = of(UserDataRetention);
      expect(await retention.once(new Date())).toEqual([ids[0]]);
      expect((await restic(past, ['snapshots', '--json'])).out.trim()).toBe('[]');
      expect(await of(RepositoryFiles).list(past.machine, 'data')).toEqual([]);
      expect((await restic(owed, ['snapshots', '--json'])).out).toContain(ids[1]);
      await of(UserData).markRestored(ids[1]!);
      expect(await retention.once(new Date())).toEqual([ids[1]]);
      expect(await retention.once(new Date(Date.now() + 2 * DAY_MS))).toEqual([ids[2]]);
      expect(await retention.once(new Date(Date.now() + 2 * DAY_MS))).toEqual([]);
    });

    it('can be removed once more when its files could not be, and keeps its row until then', async () => {
      const pc = await newPc();
      await record(pc, await backedUp(pc));
      const gone = jest.spyOn(of(RepositoryFiles), 'remove').mockRejectedValueOnce(new Error('killed'));
      const remove = () => server.ask(`/api/user-data/${pc.machine}`, { method: 'DELETE' });
      expect((await remove()).status).toBe(500);
      gone.mockRestore();
      expect((await server.ask(`/api/user-data/${pc.machine}`)).status).toBe(200);
      expect((await remove()).status).toBe(204);
      expect(readdirSync(of(RepositoryFiles).folder)).not.toContain(pc.machine);
    });

    it('removes the folders of machines that have no repository any more, and no other', async () => {
      const [forgotten, kept] = [await newPc(), await newPc()];
      const id = await backedUp(kept);
      await backedUp(forgotten);
      await server.app.get(DataSource).query('DELETE FROM machine WHERE id = $1', [forgotten.machine]);
      await of(UserDataRetention).once(new Date());
      expect(readdirSync(of(RepositoryFiles).folder)).not.toContain(forgotten.machine);
      expect((await restic(kept, ['snapshots', '--json'])).out).toContain(id);
    });

    it('leaves a repository that a PC is using for the next round', async () => {
      const pc = await newPc();
      const id = await backedUp(pc);
      await record(pc, id, { expiresAt: new Date(Date.now() - 1000) });
      const snapshot = (await of(UserData).ofDeployment(pc.deployment))!;
      const fifo = join(folder, 'fifo');
      await run('mkfifo', [fifo]);
      const env = {
        PATH: process.env['PATH'],
        RESTIC_REPOSITORY: `rest:${urlOf(pc.machine)}`,
        RESTIC_REST_USERNAME: 'etabli',
        RESTIC_REST_PASSWORD: pc.append,
        RESTIC_PASSWORD: pc.password,
      };
      const child = execFile('bash', ['-c', `exec 3<>${fifo}; exec restic --no-cache backup --stdin <&3`], {
        env,
      });
      const ended = new Promise((resolve) => child.once('exit', resolve));
      try {
        const locks = join(of(RepositoryFiles).of(pc.machine), 'locks');
        await until(
          () => Promise.resolve(readdirSync(locks).length > 0),
          () => 'restic takes no lock',
        );
        await expect(of(UserData).forget(snapshot, SYSTEM)).rejects.toThrow('in use');
        expect(await of(UserDataRetention).once(new Date())).toEqual([]);
      } finally {
        child.kill('SIGKILL'); // as when the PC is switched off: its lock stays
        await ended;
      }
      expect(await of(UserDataRetention).once(new Date())).toEqual([id]);
    });
  });
});
