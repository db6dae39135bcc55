import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { SimulatedPc } from './simulated-pc.js';
import { until } from './until.js';

/** The content of the tiny master: enough for the steps that run in it. */
const FILES: Record<string, string> = {
  'etc/passwd': 'root:x:0:0:root:/root:/bin/bash\n',
  'etc/group': 'root:x:0:\n',
  'etc/shadow': 'root:$6$set:20000:0:99999:7:::\n',
  'etc/hosts': '127.0.0.1\tlocalhost\n',
  'etc/os-release': 'PRETTY_NAME="Debian GNU/Linux 13 (trixie)"\nVERSION_ID="13"\nID=debian\n',
  'etc/debian_version': '13.1\n',
  'etc/default/keyboard': '',
  'etc/ssh/sshd_config': '',
  'etc/systemd/system/multi-user.target': '',
  'etc/NetworkManager/NetworkManager.conf': '',
  'usr/share/zoneinfo/Europe/Paris': 'TZif',
  'usr/sbin/sshd': '#!/bin/sh\n',
  'usr/bin/curl': '#!/bin/sh\n',
  'root/.profile': '',
  'home/.keep': '',
  'var/tmp/.keep': '',
};

/** A root file system of a few kilobytes as a payload: tar, zstd. */
export function tinyRootfs(files: Record<string, string> = {}): Buffer {
  const tree = mkdtempSync(join(tmpdir(), 'etabli-rootfs-'));
  for (const [path, text] of Object.entries({ ...FILES, ...files })) {
    mkdirSync(join(tree, dirname(path)), { recursive: true });
    writeFileSync(join(tree, path), text);
    if (path.includes('bin/')) chmodSync(join(tree, path), 0o755);
  }
  const tar = execFileSync('tar', ['--numeric-owner', '--sort=name', '-C', tree, '-c', '.']);
  rmSync(tree, { recursive: true });
  return execFileSync('zstd', ['-q', '-3', '-c'], { input: tar });
}

const CHECKS = [
  'system-version',
  'master-digest',
  'hostname',
  'users',
  'root-login-locked',
  'no-second-root',
  'machine-id-unique',
];

/** A profile with checks that show, on the tiny master, whether the steps succeeded. */
export function profileDocument(name: string, more: object = {}): object {
  return {
    name,
    master: { name: 'tiny' },
    disk: { rule: { bus: ['nvme'], minimumBytes: '100GB' } },
    hostname: { pattern: 'PC-{{serialTail 6}}' },
    users: [
      { name: 'alice', fullName: 'Alice Martin', groups: ['sudo'], password: { vault: 'users/alice' } },
    ],
    recette: {
      checks: [...CHECKS, 'ssh-host-keys-present', 'no-leftover'].map((kind) => ({
        kind,
        severity: 'blocking',
      })),
    },
    ...more,
  };
}

interface Deployment {
  id: string;
  state: string;
  failure: { step: string; cause: { fr: string; en: string }; remedy: { fr: string; en: string } } | null;
  certificate?: { id: string; number: string; verdict: string };
  identity?: { kind: string; by?: string };
  steps: { id: string; name: string; state: string; attempt: number; evidence: unknown }[];
}

const ENDS = ['certified', 'failed', 'cancelled'];

function statusOf(last: Deployment | undefined, wanted: string): string {
  const steps = last?.steps.map(({ name, state, attempt }) => `${name} ${state} (${attempt})`).join(', ');
  return `the deployment is ${last?.state}, not ${wanted}: ${JSON.stringify(last?.failure)}; ${steps}`;
}

/** Uses the API as a technician. All answers are kept, to be searched for secrets. */
export class Workshop {
  readonly answers: string[] = [];

  constructor(
    private readonly base: string,
    /** A function, because the server has a new token at each start. */
    private readonly token: string | (() => string),
  ) {}

  /** The same workshop for another account. */
  as(token: string): Workshop {
    return new Workshop(this.base, token);
  }

  async ask(method: string, path: string, body?: string | Buffer | object, type?: string): Promise<Response> {
    const isPlain = body === undefined || typeof body === 'string' || Buffer.isBuffer(body);
    const answer = await fetch(this.base + path, {
      method,
      headers: {
        authorization: `Bearer ${typeof this.token === 'string' ? this.token : this.token()}`,
        'accept-language': 'en',
        ...(body !== undefined && { 'content-type': type ?? 'application/json' }),
      },
      body: (isPlain ? body : JSON.stringify(body)) as RequestInit['body'],
    });
    if (!/\.pdf$/.test(path)) this.answers.push(await answer.clone().text());
    return answer;
  }

  /** Like `ask`, but fails unless the answer is a success. */
  async get<T>(path: string): Promise<T> {
    return (await this.well('GET', path).then((answer) => answer.json())) as T;
  }

  async well(
    method: string,
    path: string,
    body?: string | Buffer | object,
    type?: string,
  ): Promise<Response> {
    const answer = await this.ask(method, path, body, type);
    if (!answer.ok)
      throw new Error(`${method} ${path} was answered ${answer.status}: ${await answer.text()}`);
    return answer;
  }

  /** Declares loopback closed, so that the PCs of a test need no confirmation. */
  async closeNetwork(): Promise<void> {
    await this.well('POST', '/api/closed-networks', { network: '127.0.0.0/8', reason: 'loopback' });
  }

  /** Withdraws that, so that PCs must be confirmed. */
  async openNetwork(): Promise<void> {
    await this.well('DELETE', `/api/closed-networks?network=${encodeURIComponent('127.0.0.0/8')}`);
  }

  /** Uploads and registers the tiny master, stores the user's password, applies the profile. */
  async furnish(profile: string, password: string, more: object = {}): Promise<void> {
    await this.closeNetwork();
    const payload = tinyRootfs();
    const sha256 = createHash('sha256').update(payload).digest('hex');
    await this.well('PUT', `/api/payloads?sha256=${sha256}`, payload, 'application/octet-stream');
    const manifest = { name: 'tiny', version: '1', kind: 'rootfs', system: 'debian', systemVersion: '13' };
    await this.well('POST', '/api/masters', {
      ...manifest,
      payload: { sha256 },
      minimumDiskBytes: 4_000_000_000,
    });
    await this.well('PUT', '/api/secrets', { reference: 'users/alice', value: password });
    await this.well('POST', '/api/profiles', profileDocument(profile, more));
  }

  /** Creates a lot from CSV with one row for each PC. @returns its id */
  async lot(profile: string, pcs: SimulatedPc[]): Promise<string> {
    const csv = [
      'N° de série;Nom;Utilisateur',
      ...pcs.map(({ serial }, n) => `${serial};;agent ${n + 1}`),
    ].join('\r\n');
    const query = `profile=${profile}&customer=${encodeURIComponent('Mairie de Brest')}`;
    const answer = await this.well('POST', `/api/lots?${query}`, csv, 'text/csv');
    return ((await answer.json()) as { id: string }).id;
  }

  /** Arms the lot. @returns the deployment of its only PC */
  async arm(lotId: string): Promise<string> {
    const answer = await this.well('POST', `/api/lots/${lotId}/arm`, {});
    return ((await answer.json()) as { deploymentId: string }[])[0]!.deploymentId;
  }

  deployment(id: string): Promise<Deployment> {
    return this.get(`/api/deployments/${id}`);
  }

  /** Resolves once the deployment has reached the state; rejects when it ends in another one. */
  async reached(id: string, state: string, withinMs = 150_000): Promise<Deployment> {
    let last: Deployment | undefined;
    await until(
      async () => {
        last = await this.deployment(id).catch(() => last); // a killed server answers nothing
        if (last?.state !== state && ENDS.includes(last?.state ?? '')) throw new Error(statusOf(last, state));
        return last?.state === state;
      },
      () => statusOf(last, state),
      withinMs,
    );
    return last!;
  }
}
