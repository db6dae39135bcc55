import { Injectable } from '@nestjs/common';
import { InputError, type Language } from '../../../platform/core/index.js';
import { Links } from '../../../platform/settings/index.js';
import { type Label, type LabelFormatName, LotExport, perSheet } from '../../certificate/index.js';
import type { Deployment } from '../deployment.entity.js';
import { DeploymentStore } from '../deployment.store.js';
import { Lots } from './lots.service.js';

export interface LabelChoice {
  format: LabelFormatName;
  /** The first free label of the first sheet, from 1. */
  start: number;
}

/** The labels of the PCs of a lot: one for each that was not cancelled. */
@Injectable()
export class LotLabels {
  constructor(
    private readonly lots: Lots,
    private readonly deployments: DeploymentStore,
    private readonly documents: LotExport,
    private readonly links: Links,
  ) {}

  /** The PDF. Rejects with NotFoundError, or with InputError when the sheet has no such label or the lot no PC. */
  async pdf(lotId: string, { format, start }: LabelChoice, language?: Language): Promise<Buffer> {
    if (start > perSheet(format)) throw beyond(start, perSheet(format));
    const labels = await this.of(lotId);
    if (labels.length === 0) throw noPc();
    return this.documents.labels(lotId, { labels, format, start }, language);
  }

  async of(lotId: string): Promise<Label[]> {
    const { number } = await this.lots.get(lotId);
    const base = await this.links.to('');
    const deployments = await this.deployments.ofLot(lotId);
    return deployments.filter(({ state }) => state !== 'cancelled').map((one) => labelOf(one, number, base));
  }
}

function labelOf(
  { facts, hostname, serial, mac, userName, assetTag }: Deployment,
  lot: string,
  base: string,
): Label {
  const name = facts.hostname ?? hostname ?? serial ?? mac ?? '';
  return {
    url: `${base}/find?q=${encodeURIComponent(serial ?? mac ?? name)}`,
    hostname: name,
    lot,
    ...(serial !== null && { serial }),
    ...(userName !== null && { user: userName }),
    ...(assetTag !== null && { assetTag }),
  };
}

function beyond(start: number, most: number): InputError {
  return new InputError({ fr: 'À corriger : start.', en: 'To correct: start.' }, [
    {
      field: 'start',
      found: start,
      expected: {
        fr: `une étiquette de la planche : de 1 à ${most}`,
        en: `a label of the sheet: from 1 to ${most}`,
      },
    },
  ]);
}

function noPc(): InputError {
  return new InputError(
    { fr: 'tous les PC de ce lot sont annulés', en: 'every PC of this lot is cancelled' },
    [],
  );
}
