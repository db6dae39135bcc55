import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyCertificate } from '../../src/deployment/proof/index.js';
import { EtabliProcesses } from '../support/etabli-processes.js';
import { madeMsi, MSI } from '../support/msi.js';
import { SimulatedPc } from '../support/simulated-pc.js';
import { until } from '../support/until.js';
import { programsOf, type SimulatedInstaller } from '../support/windows-scripts/software.js';
import { furnishWindows, windowsProfile } from '../support/windows-wim.js';
import { Workshop } from '../support/workshop.js';

interface SignedRecord {
  software: { name: string; version: string }[];
  checks: { kind: string; title: { en: string }; verdict: string; measured: { en: string } }[];
}
const KEY = 'PLANT-ED000-SOFT0-KEY00';

describe('programs of the catalogue, with the real processes and a simulated PC', () => {
  let etabli: EtabliProcesses;
  let workshop: Workshop;
  const pcs: SimulatedPc[] = [];

  beforeAll(async () => {
    etabli = await EtabliProcesses.start();
    workshop = new Workshop(etabli.http, () => etabli.token);
    await furnishWindows(workshop);
    await workshop.closeNetwork();
    const folder = mkdtempSync(join(tmpdir(), 'etabli-msi-'));
    const bytes = readFileSync(madeMsi(folder, 'editor.msi'));
    rmSync(folder, { recursive: true });
    const stored = await workshop.well('PUT', '/api/payloads', bytes, 'application/octet-stream');
    const { sha256 } = (await stored.json()) as { sha256: string };
    await workshop.well('POST', '/api/licence-pools/editor/licences', {
      keys: [KEY, `${KEY}-2`, `${KEY}-3`],
    });
    const common = { version: '1.0', kind: 'winget', package: 'A.B' };
    await workshop.well('POST', '/api/programs', { ...common, name: 'runtime' });
    await workshop.well('POST', '/api/programs', {
      ...{ name: 'editor', version: '2.10', title: 'Editor', kind: 'msi' },
      file: { name: 'editor.msi', sha256 },
      needs: [{ name: 'runtime' }],
      retry: { seconds: 1 },
      licence: { pool: 'editor', file: { name: 'key.txt', text: '{{key}}' } },
    });
    const software = [{ kind: 'catalogue', name: 'editor' }];
    await workshop.well('POST', '/api/profiles', windowsProfile('windows', {}, { software }));
  }, 240_000);
  afterAll(async () => {
    for (const pc of pcs) await pc.remove();
    await etabli?.remove();
  });

  /** A PC that is on, and `held` before its first installer ends, until that is released. */
  async function deploy(installers: Record<string, SimulatedInstaller[]>, isHeld = false) {
    const pc = new SimulatedPc({ http: etabli.http, ca: etabli.ca });
    pcs.push(pc);
    programsOf(pc.windowsState).installers = installers;
    const id = await workshop.arm(await workshop.lot('windows', [pc]));
    const held = isHeld ? pc.hold('software/install') : undefined;
    await pc.powerOn();
    return { pc, id, held };
  }

  /** The evidence of the step, once it is done. */
  async function installed(id: string): Promise<unknown> {
    let step: { state: string; evidence: unknown } | undefined;
    await until(
      async () => {
        const { steps } = await workshop.deployment(id);
        step = steps.find(({ name }) => name === 'install-programs');
        return step?.state === 'done';
      },
      () => JSON.stringify(step),
      180_000,
    );
    return step!.evidence;
  }

  it('are installed with what they need, restart Windows once, and stand in the certificate', async () => {
    const { pc, id } = await deploy({
      runtime: [{ installs: ['1.0.5'] }],
      editor: [{ exitCode: 1618 }, { exitCode: 3010, installs: [MSI.version] }],
    });
    const deployment = await workshop.reached(id, 'certified');
    const { evidence } = deployment.steps.find(({ name }) => name === 'install-programs')!;
    expect(evidence).toMatchObject({
      restarted: true,
      left: [],
      programs: [
        { name: 'runtime', isAsked: false, applied: 'installed', measured: '1.0.5' },
        { name: 'editor', isAsked: true, exitCode: 3010, attempts: 2, measured: '2.10.3' },
      ],
    });
    const { runs } = programsOf(pc.windowsState);
    expect(runs.map(({ name, keyFile }) => [name, keyFile?.text])).toEqual([
      ['runtime', undefined],
      ['editor', KEY],
      ['editor', KEY],
    ]);
    const answer = await workshop.well('GET', `/api/certificates/${deployment.certificate!.id}.json`);
    const proof = verifyCertificate(Buffer.from(await answer.arrayBuffer()), etabli.certificateKey);
    const { software, checks } = (proof as unknown as { record: SignedRecord }).record;
    expect(software).toEqual([
      { name: 'runtime', version: '1.0.5' },
      { name: 'Editor', version: '2.10.3' },
    ]);
    const installed = checks.filter(({ kind }) => kind === 'program-installed');
    expect(installed.map(({ title, verdict, measured }) => [title.en, verdict, measured.en])).toEqual([
      ['Program: runtime', 'passed', '1.0.5 on the PC'],
      ['Program: Editor', 'passed', '2.10.3 on the PC'],
    ]);
    expect(`${workshop.answers.join()}${etabli.printed}`).not.toContain(KEY);
    expect(await workshop.get(`/api/licence-pools/editor`)).toMatchObject({ taken: 1, used: 1 });
  }, 240_000);

  it('that fail stop the deployment with what the installer means, and go on after a retry', async () => {
    const { id } = await deploy({
      editor: [{ exitCode: 1603, log: [`key ${KEY}-2`] }, { installs: ['2.10.3'] }],
    });
    const failed = await workshop.reached(id, 'failed');
    expect(failed.failure).toMatchObject({ step: 'install-programs' });
    expect(failed.failure!.cause.en).toBe(
      'Editor 2.10: its installer failed, exit code 1603: fatal error during the installation: read the end of the log (return value 3)',
    );
    await workshop.well('POST', `/api/deployments/${id}/retry`, { from: 'failed-step' });
    expect(await installed(id)).toMatchObject({
      programs: [
        { name: 'runtime', attempts: 0 },
        { name: 'editor', attempts: 1 },
      ],
    });
    const log = await workshop.get(`/api/deployments/${id}/log?after=0`);
    expect(JSON.stringify(log)).toContain('key ');
    expect(`${workshop.answers.join()}${etabli.printed}`).not.toContain(`${KEY}-2`);
  }, 240_000);

  it('are not installed twice when the worker is killed during an installation', async () => {
    const { pc, id, held } = await deploy({ editor: [{ exitCode: 3010, installs: [MSI.version] }] }, true);
    await held!.reached;
    await etabli.kill('worker');
    held!.release();
    expect(await installed(id)).toMatchObject({
      restarted: true,
      programs: [
        { name: 'runtime', applied: 'installed', attempts: 0, exitCode: 0 },
        { name: 'editor', attempts: 1 },
      ],
    });
    expect(programsOf(pc.windowsState).runs.map(({ name }) => name)).toEqual(['runtime', 'editor']);
  }, 240_000);
});
