import { activationLicences } from '../steps/activate-windows/judged-activation.js';
import { Injectable } from '@nestjs/common';
import type { ProfileDocument } from '../../../documents/profile/index.js';
import { type LicenceNeed, Licences } from '../../../park/licence/index.js';
import { type AskedProgram, type ProgramDocument, Programs, titleOf } from '../../../park/software/index.js';
import type { Finding } from '../../../platform/core/index.js';
import type { PlannedMaster, PlannedProgram } from '../plan.js';

type Planned = { programs: PlannedProgram[]; findings: Finding[] };
type Architecture = ProgramDocument['architecture'];

/** The programs that a Windows runs, by its own architecture. */
const RUNS: Record<string, readonly Architecture[]> = {
  amd64: ['amd64', 'x86', 'any'],
  arm64: ['arm64', 'amd64', 'x86', 'any'],
  x86: ['x86', 'any'],
};

/** Turns what a profile asks of the software catalogue into what is frozen in its plan. */
@Injectable()
export class PlannedPrograms {
  constructor(
    private readonly catalogue: Programs,
    private readonly licences: Licences,
  ) {}

  /** The programs in order, with those that they need, and what cannot be installed on this Windows. */
  async of(document: ProfileDocument, master: PlannedMaster): Promise<Planned> {
    const asked = askedPrograms(document);
    const { programs: rows, fields, findings } = await this.catalogue.resolve(asked);
    const programs = rows.map(({ digest, document: program, name }) => ({
      digest,
      document: program,
      isAsked: asked.some((one) => one.name === name),
      field: fields.get(name)!,
    }));
    for (const { document: program, field } of programs) {
      findings.push(
        ...unfit(program, field, windowsOf(document, master)),
        ...(await this.missingFiles(program, field)),
      );
    }
    const unknown = await this.licences.unknownPools(licenceNeeds(document, programs));
    return { programs, findings: [...findings, ...unknown] };
  }

  private async missingFiles(program: ProgramDocument, field: string): Promise<Finding[]> {
    const missing = await this.catalogue.missingFiles([program]);
    return missing.map((name) => ({
      field,
      found: name,
      expected: {
        fr: `le fichier ${name} de ${titleOf(program)}, déposé de nouveau dans Établi`,
        en: `the file ${name} of ${titleOf(program)}, uploaded to Établi again`,
      },
    }));
  }
}

function askedPrograms({ software }: ProfileDocument): AskedProgram[] {
  return software.flatMap((item, index) =>
    item.kind === 'catalogue'
      ? [{ name: item.name, version: item.version, field: `software[${index}]` }]
      : [],
  );
}

interface Windows {
  architecture: string;
  /** Undefined where nobody could read it, of a captured disk. */
  build?: number;
}

function windowsOf({ windows }: ProfileDocument, { image, systemVersion }: PlannedMaster): Windows {
  const build = /^\d{5}(?=\.|$)/.exec(image?.build ?? systemVersion)?.[0];
  return {
    architecture: image?.architecture ?? windows?.architecture ?? 'amd64',
    build: build === undefined ? undefined : Number(build),
  };
}

function unfit(program: ProgramDocument, field: string, { architecture, build }: Windows): Finding[] {
  const { leastBuild } = program;
  const title = titleOf(program);
  const findings: Finding[] = [];
  if (!(RUNS[architecture] ?? []).includes(program.architecture)) {
    const expected = {
      fr: `un logiciel pour ${architecture} : ${title} est pour ${program.architecture}`,
      en: `a program for ${architecture}: ${title} is for ${program.architecture}`,
    };
    findings.push({ field, found: program.name, expected });
  }
  if (leastBuild !== undefined && build !== undefined && build < leastBuild) {
    const expected = {
      fr: `un Windows de build ${leastBuild} au moins, pour ${title} ; le master est ${build}`,
      en: `a Windows of build ${leastBuild} at least, for ${title}; the master is ${build}`,
    };
    findings.push({ field, found: program.name, expected });
  }
  return findings;
}

/** The licences that each PC takes, one of each pool. A line here is what else needs one. */
export function licenceNeeds(
  document: ProfileDocument,
  programs: readonly PlannedProgram[] = [],
): LicenceNeed[] {
  const needs = [
    ...programs.flatMap(({ document: { licence }, field }) =>
      licence ? [{ pool: licence.pool, field }] : [],
    ),
    ...activationLicences(document),
  ];
  return needs.filter(({ pool }, index) => needs.findIndex((one) => one.pool === pool) === index);
}
