import {
  buildEnvironment,
  environmentDirectory,
  isEnvironmentCurrent,
  publishEnvironment,
} from '../../deployment/boot/index.js';
import type { Config } from '../../platform/config/index.js';
import { CertificateAuthority } from '../../platform/vault/index.js';
import { withLocal } from './local-context.js';
import type { Terminal } from './terminal.js';

/** Builds the environment, unless nothing changed, and publishes it with the CA certificate of this server. */
export async function makeEnvironment(
  config: Config,
  terminal: Terminal,
  { onlyIfChanged }: { onlyIfChanged: boolean },
): Promise<void> {
  const outDir = environmentDirectory(config);
  if (!onlyIfChanged || !(await isEnvironmentCurrent(outDir))) {
    await buildEnvironment({ outDir, onLine: (line) => terminal.tell(`  ${line}`) });
  }
  const caPem = await withLocal(config, [], (context) => context.get(CertificateAuthority).certificatePem());
  await publishEnvironment({ outDir, caPem });
}
