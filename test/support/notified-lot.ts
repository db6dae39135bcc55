import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { DataSource } from 'typeorm';
import { CertificateStore } from '../../src/deployment/certificate/index.js';
import { DeploymentStore } from '../../src/deployment/pipeline/index.js';
import type { RunningServer } from './running-server.js';

/** A lot whose deployments are moved to their ends as the pipeline moves them. */
export class NotifiedLot {
  private constructor(
    private readonly server: RunningServer,
    readonly id: string,
    readonly number: string,
  ) {}

  /** @param pcs `serial;hostname` of each */
  static async make(server: RunningServer, ...pcs: string[]): Promise<NotifiedLot> {
    await server.ask('/api/profiles', {
      method: 'POST',
      body: await readFile('profiles/debian-13-minimal.yaml', 'utf8'),
      headers: { 'content-type': 'application/yaml' },
    });
    const answer = await server.ask('/api/lots?profile=debian-13-minimal&customer=ACME', {
      method: 'POST',
      body: `serial;hostname\n${pcs.join('\n')}\n`,
      headers: { 'content-type': 'text/csv' },
    });
    if (answer.status !== 201) throw new Error(await answer.text());
    const { id, number } = (await answer.json()) as { id: string; number: string };
    return new NotifiedLot(server, id, number);
  }

  async deployment(serial: string): Promise<string> {
    const rows = await this.database.query<{ id: string }[]>(
      'SELECT id FROM deployment WHERE serial = $1 AND lot_id = $2',
      [serial, this.id],
    );
    return rows[0]!.id;
  }

  async fail(serial: string): Promise<void> {
    await this.run(serial);
    const failure = {
      step: 'apply-master',
      cause: { fr: 'le disque est en panne', en: 'the disk is broken' },
      remedy: { fr: 'Changez le disque.', en: 'Replace the disk.' },
    };
    await this.store.fail(this.database.manager, await this.deployment(serial), failure);
  }

  /** With its certificate, which is issued before the deployment ends. */
  async certify(serial: string, checks: object[] = []): Promise<string> {
    await this.run(serial);
    const id = await this.deployment(serial);
    const number = `C-2026-${serial}`;
    const pdf = Buffer.from(`%PDF ${number}`);
    await this.server.app.get(CertificateStore).insert({
      ...{ id: randomUUID(), number, deploymentId: id, lotId: this.id, hostname: serial, serial },
      ...{ customer: 'ACME', technician: 'anna', verdict: 'conforming', reservationCount: 0 },
      ...{
        issuedAt: new Date(),
        jws: JSON.stringify({ payload: payloadOf(checks) }),
        pdfFr: pdf,
        pdfEn: pdf,
      },
      ...{ pdfFrSha256: '0'.repeat(64), pdfEnSha256: '0'.repeat(64) },
    });
    await this.end(id, 'certified');
    return number;
  }

  async cancel(serial: string): Promise<void> {
    await this.end(await this.deployment(serial), 'cancelled');
  }

  async close(serial: string): Promise<void> {
    const change = { closedAt: new Date(), closedBy: 'anna', closingNote: 'retour fournisseur' };
    await this.store.move(this.database.manager, await this.deployment(serial), ['failed'], change);
  }

  private async run(serial: string): Promise<void> {
    const id = await this.deployment(serial);
    await this.store.move(this.database.manager, id, ['planned', 'failed'], { state: 'running' });
  }

  private async end(id: string, state: 'certified' | 'cancelled'): Promise<void> {
    const change = { state, endedAt: new Date() };
    await this.store.move(this.database.manager, id, ['planned', 'running'], change);
  }

  private get database(): DataSource {
    return this.server.app.get(DataSource);
  }

  private get store(): DeploymentStore {
    return this.server.app.get(DeploymentStore);
  }
}

/** What a certificate signs, as far as a test asks for it. */
function payloadOf(checks: object[]): string {
  return Buffer.from(JSON.stringify({ checks })).toString('base64url');
}
