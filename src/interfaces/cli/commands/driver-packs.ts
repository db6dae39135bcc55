import { basename } from 'node:path';
import type { Command } from 'commander';
import type { ResolvedPackDto, VendorCatalogDto } from '../../../park/catalog/index.js';
import { EXIT } from '../exit-status.js';
import { openGiven } from '../given-file.js';
import { importLines } from '../imported-drivers.js';
import { machineNamed } from '../named.js';
import type { Registration } from '../registration.js';
import type { Session } from '../session.js';

/** `driver catalogue`, `driver pack`: what makers publish. */
export function registerDriverPacks(driver: Command, { t, act }: Pick<Registration, 't' | 'act'>): void {
  driver
    .command('catalogue <file>')
    .description(
      t({
        fr: 'Importe le catalogue de paquets de Dell (DriverPackCatalog), HP (HPClientDriverPackCatalog) ou Lenovo (catalogv2), .xml ou .cab',
        en: 'Imports the catalogue of packs of Dell (DriverPackCatalog), HP (HPClientDriverPackCatalog) or Lenovo (catalogv2), .xml or .cab',
      }),
    )
    .action(act(importCatalogue));
  driver
    .command('pack <machine>')
    .description(
      t({
        fr: 'Le paquet que le fabricant publie pour une machine ; 1 s’il n’y en a pas',
        en: 'The pack that the maker publishes for a machine; 1 if there is none',
      }),
    )
    .option('--build <number>', t({ fr: 'version de Windows', en: 'build of Windows' }), '26100')
    .option(
      '--download',
      t({
        fr: 'le télécharge chez le fabricant, vérifie son empreinte et l’importe',
        en: 'downloads it from the maker, verifies its digest and imports it',
      }),
    )
    .action(act(pack));
}

async function importCatalogue(session: Session, file: string): Promise<void> {
  const stream = await openGiven(file);
  const query = { name: basename(file) };
  const read = await session.api().put<VendorCatalogDto>('/api/driver-catalogues', { stream, query });
  session.terminal.result(read, () => [`${read.maker}  ${read.packs}`]);
}

interface PackOptions {
  build: string;
  download?: boolean;
}

async function pack(session: Session, machine: string, { build, download }: PackOptions): Promise<number> {
  if (download) session.mustBeLocal();
  const { terminal } = session;
  const api = session.api();
  const path = `/api/machines/${await machineNamed(api, machine)}/driver-pack`;
  const resolved = await api.get<ResolvedPackDto>(path, { build });
  if (resolved.pack === undefined) {
    terminal.result(resolved, () => [terminal.say(resolved.reason)]);
    return EXIT.no;
  }
  if (!download) {
    const { url, digest } = resolved.pack;
    terminal.result(resolved, () => [
      terminal.say(resolved.reason),
      url,
      ...(digest ? [`${digest.kind} ${digest.value}`] : []),
    ]);
    return EXIT.done;
  }
  const { downloadPack } = await import('../import-drivers.js');
  terminal.tell(resolved.reason);
  const result = await downloadPack(session.config, resolved.pack);
  terminal.result(result, () => importLines(session, result));
  return result.refused.length === 0 ? EXIT.done : EXIT.no;
}
