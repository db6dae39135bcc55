import { createHash } from 'node:crypto';
import { AuthoritySigning, certificateList } from '../support/authority-signing.js';
import { EtabliProcesses } from '../support/etabli-processes.js';
import { SimulatedPc } from '../support/simulated-pc.js';
import { until } from '../support/until.js';
import { furnishWindows, windowsProfile } from '../support/windows-wim.js';
import { Workshop } from '../support/workshop.js';

/** The authority of the image’s boot manager of 2023: PCs of this spec do not trust it before they are given it. */
const AUTHORITY = 'Microsoft UEFI CA 2023';

describe('a deployment that updates the authorities of Secure Boot, with the real processes and a simulated PC', () => {
  let etabli: EtabliProcesses;
  let workshop: Workshop;
  const pcs: SimulatedPc[] = [];
  const signing = new AuthoritySigning();
  const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
  const key = (subject: string) => ({ subject, sha256: sha256(signing.certificate(subject)) });
  const other = key('Some UEFI CA');
  const [pk, oldKek] = [key('Lab PK'), key('Lab KEK 2011')];
  const [newKek, authority] = [signing.certificate('Lab KEK 2023'), signing.certificate(AUTHORITY)];
  const kekUpdate = signing.update('Lab PK', 'KEK', certificateList(newKek));
  const dbUpdate = signing.update('Lab KEK 2023', 'db', certificateList(authority));

  beforeAll(async () => {
    etabli = await EtabliProcesses.start();
    workshop = new Workshop(etabli.http, () => etabli.token);
    await furnishWindows(workshop);
    const security = { secureBoot: { authorities: 'update' } };
    await workshop.well('POST', '/api/profiles', windowsProfile('updated', {}, { security }));
    await workshop.well('POST', '/api/profiles', windowsProfile('kept'));
  }, 240_000);
  afterAll(async () => {
    for (const pc of pcs) await pc.remove();
    await etabli?.remove();
    signing.remove();
  });

  function newPc(trust: object): SimulatedPc {
    const pc = new SimulatedPc({ http: etabli.http, ca: etabli.ca, trust });
    pcs.push(pc);
    return pc;
  }
  async function deploy(profile: string, trust: object): Promise<string> {
    const pc = newPc(trust);
    const id = await workshop.arm(await workshop.lot(profile, [pc]));
    await pc.powerOn();
    return id;
  }
  const importUpdate = (name: string, body: Buffer) =>
    workshop.well('PUT', `/api/authority-updates?name=${name}`, body, 'application/octet-stream');
  const evidenceOf = async (id: string, name: string) =>
    (await workshop.deployment(id)).steps.find((step) => step.name === name)?.evidence;

  it('is not armed before an update was imported', async () => {
    const lot = await workshop.lot('updated', [newPc({})]);
    const answer = await workshop.ask('POST', `/api/lots/${lot}/arm`, {});
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      findings: [
        {
          field: 'security.secureBoot.authorities',
          found: 'update',
          expected: 'a signed update of db or KEK that an administrator imported: etabli firmware import',
        },
      ],
    });
  });

  it('adds the key of the maker, then the authority that it signed, and starts with it', async () => {
    await importUpdate('DBUpdate2024.bin', dbUpdate);
    await importUpdate('KEKUpdate_Lab_PK1.bin', kekUpdate);
    const id = await deploy('updated', { db: [other], kek: [oldKek], pk: [pk] });
    await until(
      async () => {
        const { failure } = await workshop.deployment(id);
        if (failure !== null) throw new Error(JSON.stringify(failure));
        return (await evidenceOf(id, 'boot-check')) != null;
      },
      () => 'boot-check was never done',
      120_000,
    );
    expect(await evidenceOf(id, 'update-authorities')).toEqual({
      state: 'checked',
      secureBoot: 'enabled',
      updates: [
        {
          ...{ variable: 'KEK', sha256: sha256(kekUpdate), name: 'KEKUpdate_Lab_PK1.bin', status: 'updated' },
          ...{ adds: ['Lab KEK 2023'], digests: 0, signers: ['Lab PK'] },
        },
        {
          ...{ variable: 'db', sha256: sha256(dbUpdate), name: 'DBUpdate2024.bin', status: 'updated' },
          ...{ adds: [AUTHORITY], digests: 0, signers: ['Lab KEK 2023'] },
        },
      ],
      lacking: [],
      db: ['Some UEFI CA', AUTHORITY],
      kek: ['Lab KEK 2011', 'Lab KEK 2023'],
    });
    expect(await evidenceOf(id, 'boot-check')).toMatchObject({
      bootManager: { folder: 'EFI_EX', authority: AUTHORITY },
    });
  });

  it('names what the keys of a PC do not allow, and refuses it before anything is erased', async () => {
    const id = await deploy('updated', { db: [other], kek: [oldKek], pk: [key('Other PK')] });
    const { failure } = await workshop.reached(id, 'failed');
    expect(await evidenceOf(id, 'update-authorities')).toMatchObject({
      updates: [{ variable: 'db', status: 'not-allowed', adds: [AUTHORITY] }],
      lacking: ['Lab KEK 2023'],
      db: ['Some UEFI CA'],
    });
    expect(failure).toMatchObject({
      step: 'boot-check',
      cause: {
        en: expect.stringMatching(`“${AUTHORITY}”, which this firmware lacks.*Nothing was erased$`) as string,
      },
      remedy: { en: expect.stringMatching(/The step “Authorities of Secure Boot” says/) as string },
    });
    expect(pcs.at(-1)?.disk.destroyed).toEqual([]);
  });

  it('that keeps them tells that an update would help', async () => {
    const id = await deploy('kept', { db: [other], kek: [oldKek], pk: [pk] });
    const { failure } = await workshop.reached(id, 'failed');
    expect(failure?.step).toBe('boot-check');
    expect(failure?.remedy.en).toMatch(/set security\.secureBoot\.authorities to update in the profile\.$/);
    expect(await evidenceOf(id, 'update-authorities')).toBeUndefined();
  });
});
