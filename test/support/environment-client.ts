import { generateKeyPairSync, randomBytes, randomInt, randomUUID } from 'node:crypto';
import { ask } from './simulated-pc-network.js';

export interface Identity {
  serial: string;
  uuid: string;
  macs: string[];
}

/** Sends the requests of a PC's environment one by one, as any device on its network could do. */
export class EnvironmentClient {
  /** The loopback address that requests come from. */
  address = `127.${randomInt(64, 250)}.${randomInt(1, 250)}.${randomInt(1, 250)}`;
  readonly identity: Identity;
  session = '';
  nonce = '';
  hostKey = newHostKey();

  /** @param base URL of the server, over plain HTTP, which is allowed from loopback */
  constructor(
    private readonly base: string,
    identity: Partial<Identity> = {},
  ) {
    const tail = randomBytes(3).toString('hex');
    const mac = `52:54:00:${tail.replaceAll(/(..)(?=.)/g, '$1:')}`;
    this.identity = { serial: `ENV${tail.toUpperCase()}`, uuid: randomUUID(), macs: [mac], ...identity };
  }

  /** Requests the boot script. @returns the ticket, if the decision is to boot the environment */
  async ticket({ serial, macs, uuid }: Partial<Identity> = this.identity): Promise<string | undefined> {
    const query = new URLSearchParams({ ...(serial && { serial }), ...(uuid && { uuid }) });
    const { body } = await ask(this.address, `${this.base}/boot/${macs?.[0]}/grub.cfg?${query.toString()}`);
    return /etabli\.ticket=([^\s']+)/.exec(body.toString())?.[1];
  }

  /** Sends `hello` and stores the session. @returns the HTTP status */
  async hello(ticket = '', identity: Identity = this.identity): Promise<number> {
    const { status, body } = await this.post('hello', ticket, {
      protocol: 1,
      identity,
      hostKey: this.hostKey,
      nonce: randomBytes(32).toString('base64url'),
    });
    if (status === 200)
      ({ session: this.session, nonce: this.nonce } = body as { session: string; nonce: string });
    return status;
  }

  /** Sends its inventory. @returns the next action, or the HTTP status of a refusal */
  async inventory(more: object = {}): Promise<string | number> {
    const { serial, uuid, macs } = this.identity;
    const inventory = {
      firmware: { kind: 'uefi' },
      system: { serial, uuid },
      disks: [],
      nics: macs.map((mac) => ({ name: 'eth0', mac, bus: 'pci' })),
      ...more,
    };
    const { status, body } = await this.post('inventory', this.session, { nonce: this.nonce, inventory });
    return status === 200 ? (body as { next: string }).next : status;
  }

  /** Boots the environment again, with another host key and a new ticket. @returns the next action */
  async boot(): Promise<string | number> {
    this.hostKey = newHostKey();
    const status = await this.hello(await this.ticket());
    return status === 200 ? this.inventory() : status;
  }

  /** The content of its screen. */
  async screen() {
    const headers = { authorization: `Bearer ${this.session}` };
    const { body } = await ask(this.address, `${this.base}/phone-home/screen`, { headers });
    return JSON.parse(body.toString()) as {
      state: string;
      confirmation?: { state: string; code?: string; url?: string; qr?: string[] };
    };
  }

  async post(
    path: string,
    bearer: string,
    body: object,
  ): Promise<{ status: number; body: unknown; retryAfter?: string }> {
    const answer = await ask(this.address, `${this.base}/phone-home/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const text = answer.body.toString();
    return {
      status: answer.status,
      body: text === '' ? undefined : (JSON.parse(text) as unknown),
      retryAfter: answer.headers['retry-after'],
    };
  }
}

/** A public key in OpenSSH format, `ssh-ed25519 AAAA…`. RFC 8709 §4. */
export function newHostKey(): string {
  const { x = '' } = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' });
  const [name, key] = [Buffer.from('ssh-ed25519'), Buffer.from(x, 'base64url')];
  const part = (bytes: Buffer) => Buffer.concat([Buffer.from([0, 0, 0, bytes.length]), bytes]);
  return `ssh-ed25519 ${Buffer.concat([part(name), part(key)]).toString('base64')}`;
}
