import { createHash, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, Audit } from '../../platform/account/index.js';
import {
  canonicalJson,
  ConflictError,
  fieldIn,
  type Finding,
  InputError,
  NotFoundError,
} from '../../platform/core/index.js';
import { inTransaction, type Page } from '../../platform/database/index.js';
import { Payloads } from '../master/index.js';
import type { ProgramQuery } from './program-answer.schema.js';
import type { ProgramRow } from './program.entity.js';
import { filesOf, type ProgramDocument } from './program.schema.js';
import { ProgramStore } from './program.store.js';
import { readMsi } from './read-msi.js';
import { type AskedProgram, type Resolution, resolvePrograms } from './resolve.js';

/** The software catalogue: versions of programs, immutable. Nothing is downloaded: files are uploaded first. */
@Injectable()
export class Programs {
  constructor(
    private readonly store: ProgramStore,
    private readonly payloads: Payloads,
    private readonly audit: Audit,
  ) {}

  list(query: ProgramQuery): Promise<Page<ProgramRow>> {
    return this.store.page(query);
  }

  /** Throws NotFoundError. */
  async find(id: string): Promise<ProgramRow> {
    return (await this.store.find(id)) ?? missing(id);
  }

  /** The versions to install for these, and for what they need, in order. */
  async resolve(asked: readonly AskedProgram[]): Promise<Resolution<ProgramRow>> {
    return asked.length === 0
      ? { programs: [], fields: new Map(), findings: [] }
      : resolvePrograms(asked, await this.store.all());
  }

  /** The files of these programs that are not there to be given to a PC. */
  async missingFiles(programs: readonly ProgramDocument[]): Promise<string[]> {
    const files = programs.flatMap((program) => filesOf(program));
    const there = await Promise.all(files.map(({ sha256 }) => this.payloads.has(sha256)));
    return files.filter((_, index) => !there[index]).map(({ name }) => name);
  }

  /**
   * Adds a version; the same again changes nothing. Throws InputError for files that were not uploaded, an MSI that is
   * not what the document says, and needs that are missing or go in a circle; ConflictError when this name and version
   * stand for another installation.
   */
  async add(given: ProgramDocument, actor: Actor): Promise<{ row: ProgramRow; isNew: boolean }> {
    const document = await this.complete(given);
    const digest = createHash('sha256').update(canonicalJson(document)).digest('hex');
    const { name, version, kind } = document;
    return inTransaction(this.store.database, async (manager) => {
      await this.store.lock(manager);
      const all = await this.store.all(manager);
      const standing = all.find((row) => row.name === name && row.version === version);
      if (standing?.digest === digest) return { row: standing, isNew: false };
      if (standing !== undefined) throw taken(standing);
      const row = { id: randomUUID(), name, version, kind, digest, document, createdBy: actor.name };
      mustResolve(document, [...all, { ...row, createdAt: new Date() }]);
      await this.store.insert(manager, row);
      const subject = { kind: 'program', id: row.id };
      await this.audit.record(
        { actor, action: 'software.add', subject, data: { name, version, digest } },
        manager,
      );
      return { row: { ...row, createdAt: new Date() }, isNew: true };
    });
  }

  /** Removes a version; deployments that are armed keep what they froze. Throws NotFoundError, ConflictError. */
  async remove(id: string, actor: Actor): Promise<void> {
    await inTransaction(this.store.database, async (manager) => {
      await this.store.lock(manager);
      const all = await this.store.all(manager);
      const { name, version } = all.find((row) => row.id === id) ?? missing(id);
      const rest = all.filter((row) => row.id !== id);
      const broken = rest.filter(({ document }) => {
        const isNeeded = document.needs.some((need) => need.name === name);
        return isNeeded && findingsOfNeeds(document, rest).length > 0;
      });
      if (broken.length > 0) throw needed(`${name} ${version}`, broken);
      await this.store.delete(manager, id);
      const subject = { kind: 'program', id };
      await this.audit.record(
        { actor, action: 'software.remove', subject, data: { name, version } },
        manager,
      );
    });
  }

  /** With what the file itself says. */
  private async complete(document: ProgramDocument): Promise<ProgramDocument> {
    const findings: Finding[] = [];
    for (const [index, { sha256 }] of filesOf(document).entries()) {
      if (await this.payloads.has(sha256)) continue;
      const own = document.kind !== 'powershell';
      const field = own && index === 0 ? 'file.sha256' : `files[${own ? index - 1 : index}].sha256`;
      const expected = { fr: 'un fichier déposé dans Établi', en: 'a file that was put into Établi' };
      findings.push({ field, found: sha256, expected });
    }
    if (findings.length > 0) throw refused(document, findings);
    if (document.kind !== 'msi') return document;
    const read = await readMsi(this.payloads.path(document.file.sha256));
    const { code, version } = read;
    const told: [field: string, given: unknown, found: string | undefined][] = [
      ['product.code', document.product?.code, code],
      ['product.version', document.product?.version, version],
      [
        'architecture',
        document.architecture === 'any' ? undefined : document.architecture,
        read.architecture,
      ],
    ];
    for (const [field, found, is] of told) {
      if (found === undefined || is === undefined || found === is) continue;
      findings.push({
        field,
        found,
        expected: { fr: `${is}, lu dans le MSI`, en: `${is}, read in the MSI` },
      });
    }
    if (findings.length > 0) throw refused(document, findings);
    return { ...document, product: { code, version } };
  }
}

/** What is wrong with what a program needs, each at its line of `needs`. */
function findingsOfNeeds(document: ProgramDocument, catalogue: readonly ProgramRow[]): Finding[] {
  const own = { name: document.name, version: document.version, field: 'needs' };
  return resolvePrograms([own], catalogue).findings;
}

function mustResolve(document: ProgramDocument, catalogue: readonly ProgramRow[]): void {
  const findings = findingsOfNeeds(document, catalogue);
  if (findings.length > 0) throw refused(document, findings);
}

function refused({ name, version }: ProgramDocument, findings: Finding[]): InputError {
  const fields = (language: 'fr' | 'en') => findings.map((finding) => fieldIn(finding, language)).join(', ');
  return new InputError(
    {
      fr: `${name} ${version} n’a pas été ajouté : ${fields('fr')}`,
      en: `${name} ${version} was not added: ${fields('en')}`,
    },
    findings,
  );
}

function taken({ name, version }: ProgramRow): ConflictError {
  return new ConflictError(
    {
      fr: `${name} ${version} est déjà au catalogue, et n’est pas la même installation`,
      en: `${name} ${version} is in the catalogue already, and is not the same installation`,
    },
    {
      remedy: {
        fr: `Donnez une autre version, ou retirez l’ancienne : etabli software remove ${name} ${version}.`,
        en: `Give another version, or remove the old one: etabli software remove ${name} ${version}.`,
      },
    },
  );
}

function needed(what: string, rows: readonly ProgramRow[]): ConflictError {
  const names = rows.map(({ name, version }) => `${name} ${version}`).join(', ');
  return new ConflictError(
    { fr: `${names} a besoin de ${what}`, en: `${names} needs ${what}` },
    { remedy: { fr: `Retirez d’abord ${names}.`, en: `Remove ${names} first.` } },
  );
}

function missing(id: string): never {
  throw new NotFoundError(
    { fr: `aucun logiciel ${id} au catalogue`, en: `no program ${id} in the catalogue` },
    { remedy: { fr: 'etabli software list les montre.', en: 'etabli software list shows them.' } },
  );
}
