import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { schemaDrift } from '../../src/platform/database/index.js';
import {
  ManualAnswerRow,
  ManualCheck,
  ManualChecks,
  RecetteClosing,
} from '../../src/deployment/recette/index.js';
import { ManualCheckStore } from '../../src/deployment/recette/manual-check.store.js';
import { freshDatabase, type FreshDatabase } from '../support/database.js';

const SCREEN = { id: 'screen', title: { fr: 'Écran', en: 'Screen' }, severity: 'blocking' as const };
const SOUND = { id: 'sound', title: { fr: 'Son', en: 'Sound' }, severity: 'reserve' as const };

describe('manual checks', () => {
  let database: FreshDatabase;
  let source: DataSource;
  let checks: ManualChecks;

  beforeAll(async () => {
    database = await freshDatabase();
    source = await database.dataSource([ManualAnswerRow, ManualCheck, RecetteClosing]);
    checks = new ManualChecks(new ManualCheckStore(source));
  });
  afterAll(() => database.drop());

  it('wait for a technician, and record who answered what', async () => {
    const deployment = randomUUID();
    await checks.expect(deployment, [SCREEN, SOUND]);
    expect(await checks.pending(deployment)).toEqual([SCREEN, SOUND]);
    await checks.answer(deployment, 'screen', { verdict: 'passed', by: 'Zoé' });
    const last = { verdict: 'failed' as const, by: 'Zoé', remark: 'craque\u0000' };
    expect(await checks.pending(deployment)).toEqual([SOUND]);
    await checks.answer(deployment, 'sound', last);
    expect(await checks.pending(deployment)).toEqual([]);
    expect(await checks.results(deployment)).toEqual([
      { ...SCREEN, verdict: 'passed', by: 'Zoé', at: expect.any(String) },
      { ...SOUND, verdict: 'failed', by: 'Zoé', remark: 'craque', at: expect.any(String) },
    ]);
  });

  it('are unmeasured while they are not answered', async () => {
    const deployment = randomUUID();
    await checks.expect(deployment, [SCREEN]);
    expect(await checks.results(deployment)).toEqual([{ ...SCREEN, verdict: 'unmeasured' }]);
  });

  it('keep their answers when they are set again, and remove checks that are no longer requested', async () => {
    const deployment = randomUUID();
    await checks.expect(deployment, [SCREEN, SOUND]);
    await checks.answer(deployment, 'screen', { verdict: 'passed', by: 'Zoé' });
    await checks.expect(deployment, [SCREEN]);
    expect(await checks.results(deployment)).toMatchObject([{ id: 'screen', verdict: 'passed', by: 'Zoé' }]);
  });

  it('refuse an answer to an unknown check', async () => {
    const answer = checks.answer(randomUUID(), 'screen', { verdict: 'passed', by: 'Zoé' });
    await expect(answer).rejects.toMatchObject({ name: 'NotFoundError' });
  });

  it('are empty when the profile has none', async () => {
    const deployment = randomUUID();
    await checks.expect(deployment, []);
    expect(await checks.pending(deployment)).toEqual([]);
  });

  it('have a table that matches its entity', async () => {
    expect(await schemaDrift(source)).toEqual([]);
  });
});
