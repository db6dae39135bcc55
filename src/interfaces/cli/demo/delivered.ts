import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { verifyCertificate } from '../../../deployment/proof/index.js';
import type { Config } from '../../../platform/config/index.js';
import type { Bilingual } from '../../../platform/core/index.js';
import type { ApiClient } from '../api-client.js';
import type { DeploymentShape } from '../api-shapes.js';

/** The certificate of one PC, downloaded and verified. */
export interface Delivered {
  number: string;
  valid: boolean;
  json: string;
  pdf: string;
  reason?: Bilingual;
}

/** Downloads the certificates of ended deployments and verifies each file with the public key. */
export async function exportCertificates(
  api: ApiClient,
  ended: DeploymentShape[],
  config: Config,
  verify: typeof verifyCertificate,
): Promise<Delivered[]> {
  const folder = join(config.dataDir, 'delivered');
  await mkdir(folder, { recursive: true });
  const key = await readFile(join(config.dataDir, 'certificate-key.pem'), 'utf8');
  const delivered: Delivered[] = [];
  for (const { certificate } of ended) {
    if (!certificate) continue;
    const { id, number } = certificate;
    const files = { json: join(folder, `${number}.json`), pdf: join(folder, `${number}.pdf`) };
    const verdicts = [];
    for (const kind of ['json', 'pdf'] as const) {
      const bytes = await api.download(`/api/certificates/${id}.${kind}`);
      await writeFile(files[kind], bytes);
      verdicts.push(verify(bytes, key));
    }
    const refused = verdicts.find((verdict) => !verdict.valid);
    delivered.push({
      number,
      valid: refused === undefined,
      ...files,
      reason: refused?.valid === false ? refused.reason : undefined,
    });
  }
  return delivered;
}
