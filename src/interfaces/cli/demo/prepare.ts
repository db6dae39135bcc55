import {
  bootPackages,
  environmentDirectory,
  environmentFiles,
  isEnvironmentCurrent,
} from '../../../deployment/boot/index.js';
import type { Config } from '../../../platform/config/index.js';
import { NotFoundError } from '../../../platform/core/index.js';
import { Masters } from '../../../park/master/index.js';
import { SERVER_MODULES, withLocal } from '../local-context.js';
import { makeEnvironment } from '../make-environment.js';
import type { Terminal } from '../terminal.js';

const MASTER = 'debian-13';

/** Builds the environment and the master if they are missing or out of date. */
export async function prepare(config: Config, terminal: Terminal): Promise<void> {
  await prepareEnvironment(config, terminal);
  await withLocal(config, SERVER_MODULES, async (context) => {
    const masters = context.get(Masters);
    const known = await masters
      .find(MASTER)
      .catch((error: unknown) =>
        error instanceof NotFoundError ? undefined : Promise.reject(error as Error),
      );
    if (known) return;
    terminal.tell({
      fr: '· construction du master Debian 13 (une à trois minutes)',
      en: '· building the Debian 13 master (one to three minutes)',
    });
    await masters.build(MASTER, (line) => terminal.tell(`  ${line}`));
  });
}

/** Builds the environment if it is missing or out of date, and fetches the boot files. */
export async function prepareEnvironment(config: Config, terminal: Terminal): Promise<void> {
  const isPublished = await environmentFiles(config).then(
    () => true,
    () => false,
  );
  if (!isPublished || !(await isEnvironmentCurrent(environmentDirectory(config)))) {
    terminal.tell({
      fr: '· construction de l’environnement (une à deux minutes)',
      en: '· building the environment (a minute or two)',
    });
  }
  await makeEnvironment(config, terminal, { onlyIfChanged: true });
  // Downloaded now: the virtual network has no access to the internet.
  await bootPackages(config.dataDir);
}
