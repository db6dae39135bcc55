import { Injectable } from '@nestjs/common';
import { validateChecks, WINDOWS_KNOWN } from '../../../deployment/recette/index.js';
import type { ProfileDocument } from '../../../documents/profile/index.js';
import { Masters } from '../../../park/master/index.js';
import { Programs } from '../../../park/software/index.js';
import type { Bilingual, Finding } from '../../../platform/core/index.js';
import { ProfileSecrets } from './profile-secrets.js';

const NO_MASTER: Bilingual = {
  fr: 'un master qui est enregistré ; un lot ne s’arme pas sans lui',
  en: 'a master that is registered; a lot cannot be armed without it',
};
const NO_SECRET: Bilingual = {
  fr: 'un secret du coffre : celui-ci n’y est pas encore',
  en: 'a secret of the vault: this one is not there yet',
};
const NOT_APPROVED: Bilingual = {
  fr: 'l’accord d’un administrateur, qui approuve cet usage du secret',
  en: 'the consent of an administrator, who approves this use of the secret',
};

/**
 * What a profile still lacks before its PCs can be armed. It may be saved all the same: what is missing can be put
 * there later.
 */
@Injectable()
export class ProfileNotes {
  constructor(
    private readonly masters: Masters,
    private readonly programs: Programs,
    private readonly secrets: ProfileSecrets,
  ) {}

  async of(document: ProfileDocument): Promise<Finding[]> {
    return [
      ...(await this.masterNotes(document)),
      ...validateChecks(document.recette.checks, ...(document.windows === undefined ? [] : [WINDOWS_KNOWN])),
      ...(await this.programNotes(document)),
      ...(await this.secretNotes(document)),
    ];
  }

  private async masterNotes({ master }: ProfileDocument): Promise<Finding[]> {
    if (master === undefined) return [];
    const { items } = await this.masters.list({ name: master.name, page: 1, pageSize: 200 });
    const versions = items.map(({ version }) => version);
    if (versions.length > 0 && (master.version === undefined || versions.includes(master.version))) return [];
    const [field, found] =
      versions.length > 0 ? ['master.version', master.version] : ['master.name', master.name];
    return [{ field, found, expected: NO_MASTER }];
  }

  private async programNotes({ software }: ProfileDocument): Promise<Finding[]> {
    const asked = software.flatMap((item, index) =>
      item.kind === 'catalogue'
        ? [{ name: item.name, version: item.version, field: `software[${index}].name` }]
        : [],
    );
    return (await this.programs.resolve(asked)).findings;
  }

  private async secretNotes(document: ProfileDocument): Promise<Finding[]> {
    return (await this.secrets.of(document)).flatMap(({ field, reference, standing }) =>
      standing === 'approved'
        ? []
        : [{ field, found: reference, expected: standing === 'missing' ? NO_SECRET : NOT_APPROVED }],
    );
  }
}
