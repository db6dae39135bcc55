import { Injectable } from '@nestjs/common';
import type { Entry } from 'ldapts';
import { type Actor, Audit } from '../../../platform/account/index.js';
import { Directories } from '../directories.service.js';
import type { NewPrinter, PrinterDto } from '../directory.schema.js';
import { mustBeWithin } from '../join/join-faults.js';
import { escapedInName, nameOfDomain } from '../ldap/names.js';
import { valueOf } from '../ldap/session.js';

const ATTRIBUTES = ['printerName', 'uNCName', 'location', 'driverName'];
const PUBLISHING = { fr: 'publication de l’imprimante', en: 'publishing the printer' };

/** The printers that a directory publishes: Windows finds them by name and place. */
@Injectable()
export class Printers {
  constructor(
    private readonly directories: Directories,
    private readonly audit: Audit,
  ) {}

  async list(directory: string): Promise<PrinterDto[]> {
    return this.directories.within(directory, async (session, { document }) => {
      const base = nameOfDomain(document.domain);
      const entries = await session.find(base, { objectClass: 'printQueue' }, ATTRIBUTES);
      return entries.map(printerOf).sort((one, other) => one.name.localeCompare(other.name));
    });
  }

  /** A printer with this path that is published already only gets its place and driver. */
  async publish(directory: string, printer: NewPrinter, actor: Actor): Promise<PrinterDto> {
    const published = await this.directories.within(directory, async (session, { document }) => {
      const base = nameOfDomain(document.domain);
      const unit = printer.organizationalUnit ?? document.organizationalUnit;
      mustBeWithin(unit, base);
      const [, , server = '', name = ''] = printer.unc.split('\\');
      const details = {
        ...(printer.location !== undefined && { location: printer.location }),
        ...(printer.driver !== undefined && { driverName: printer.driver }),
      };
      const wanted = { objectClass: 'printQueue', uNCName: printer.unc };
      const [known] = await session.find(base, wanted, ATTRIBUTES);
      const dn = known?.dn ?? `CN=${escapedInName(`${server.split('.')[0]}-${name}`.slice(0, 64))},${unit}`;
      if (known === undefined) {
        const names = {
          printerName: name,
          serverName: server,
          shortServerName: server.split('.')[0] ?? server,
        };
        const own = { objectClass: 'printQueue', uNCName: printer.unc, versionNumber: '4', ...names };
        await session.add(dn, { ...own, ...details }, PUBLISHING);
      } else if (Object.keys(details).length > 0) await session.replace(dn, details, PUBLISHING);
      return printerOf(await session.read(dn, ATTRIBUTES));
    });
    const subject = { kind: 'directory', id: directory };
    await this.audit.record({ actor, action: 'directory.publish-printer', subject, data: { ...published } });
    return published;
  }
}

function printerOf(entry: Entry): PrinterDto {
  return {
    name: valueOf(entry, 'printerName') ?? '',
    unc: valueOf(entry, 'uNCName') ?? '',
    location: valueOf(entry, 'location') ?? null,
    driver: valueOf(entry, 'driverName') ?? null,
    dn: entry.dn,
  };
}
