import type { ProfileVersionDto } from '../../../documents/profile/server.js';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { VirtualPc } from '../../../bench/index.js';
import type { DeploymentShape, LotShape } from '../api-shapes.js';
import { deploymentsOf } from '../found-lot.js';
import { HOME } from '../paths.js';
import type { Terminal } from '../terminal.js';
import { watch } from '../watch.js';
import { lotCsv } from './virtual-lot.js';
import type { Workshop } from './workshop.js';

const PROFILE = join(HOME, 'profiles', 'debian-13-minimal.yaml');

/** What is deployed, and for whom: the minimal Debian of the demonstration by default. */
interface Wanted {
  /** A profile in YAML. */
  profile: string | Buffer;
  customer: string;
}

/** Creates and arms a lot of these PCs, powers them on, and follows their deployments to the end. */
export async function deploy(
  { api }: Workshop,
  terminal: Terminal,
  pcs: VirtualPc[],
  signal: AbortSignal,
  wanted?: Wanted,
): Promise<DeploymentShape[]> {
  const profile = await api.post<ProfileVersionDto>('/api/profiles', {
    raw: { content: wanted?.profile ?? (await readFile(PROFILE)), type: 'application/yaml' },
  });
  const lot = await api.post<LotShape>('/api/lots', {
    raw: { content: lotCsv(pcs), type: 'text/csv' },
    query: { profile: profile.name, customer: wanted?.customer ?? 'Démonstration' },
  });
  await api.post(`/api/lots/${lot.id}/arm`, { body: {} });
  const deployments = await deploymentsOf(api, lot.id);
  terminal.tell({
    fr: `· lot ${lot.number} armé : ${pcs.length} PC, profil ${profile.name} v${profile.version} ; mise sous tension`,
    en: `· lot ${lot.number} is armed: ${pcs.length} PCs, profile ${profile.name} v${profile.version}; powering on`,
  });
  for (const pc of pcs) await pc.powerOn();
  return watch(
    api,
    terminal,
    deployments.map(({ id }) => id),
    { signal },
  );
}
