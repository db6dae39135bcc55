import { Injectable } from '@nestjs/common';
import { Accounts } from '../../platform/account/index.js';
import { type CertificateRecordInput, Letterhead } from '../certificate/index.js';
import { CheckPhotos, ManualChecks, Reservations, Signatures } from '../recette/index.js';
import { LotStore } from './lot/lot.store.js';
import type { DeployPlan } from './plan.js';

/** Photos of a recette that are printed together; a phone takes 2 to 8 MB each. */
const MOST_PICTURE_BYTES = 24_000_000;

/** What people gave for a certificate: answers, photos, signatures, names, the order. */
export interface PeopleSaid {
  manualChecks: NonNullable<CertificateRecordInput['manualChecks']>;
  reservations: Awaited<ReturnType<Reservations['results']>>;
  photos: NonNullable<CertificateRecordInput['photos']>;
  signatures: NonNullable<CertificateRecordInput['signatures']>;
  /** The bytes of photos and drawn signatures by SHA-256. */
  pictures: Map<string, Buffer>;
  order?: string;
  site?: string;
  /** The name of somebody, by the name of their account. */
  fullName(account: string): string;
}

/** Gathers what people gave. */
@Injectable()
export class CertificatePeople {
  constructor(
    private readonly manual: ManualChecks,
    private readonly reservations: Reservations,
    private readonly photos: CheckPhotos,
    private readonly signatures: Signatures,
    private readonly accounts: Accounts,
    private readonly lots: LotStore,
    private readonly letterhead: Letterhead,
  ) {}

  async of(deploymentId: string, plan: DeployPlan): Promise<PeopleSaid> {
    const manualChecks = await this.manual.results(deploymentId);
    const reservations = await this.reservations.results(deploymentId);
    const photos = await this.photos.ofDeployment(deploymentId);
    const signatures = await this.signatures.ofDeployment(deploymentId);
    const { orderNumber, site } = await this.lots.get(plan.lot.id);
    const names = await this.accounts.fullNames([
      plan.technician,
      ...[...manualChecks, ...photos].flatMap(({ by }) => by ?? []),
      ...reservations.flatMap(({ acceptedBy }) => acceptedBy ?? []),
    ]);
    const fullName = (account: string) => names.get(account) ?? account;
    return {
      manualChecks: manualChecks.map((check) => ({ ...check, ...(check.by && { by: fullName(check.by) }) })),
      reservations: reservations.map((one) => ({
        ...one,
        ...(one.acceptedBy && { acceptedBy: fullName(one.acceptedBy) }),
      })),
      photos: photos.map(({ checkId, digest, by, ...photo }) => ({
        ...photo,
        check: checkId,
        sha256: digest,
        by: fullName(by),
      })),
      signatures: signatures.map(({ drawing, ...signature }) => ({
        ...signature,
        ...(drawing && { drawingSha256: drawing.digest }),
      })),
      pictures: await this.pictures(
        photos.map(({ digest }) => digest),
        signatures.flatMap(({ drawing }) => drawing?.digest ?? []),
      ),
      ...(orderNumber !== null && { order: await this.letterhead.orderNumber(orderNumber) }),
      ...(site !== null && { site }),
      fullName,
    };
  }

  /** Signatures first; then photos up to what a PDF can bear. The certificate names the others by their digest. */
  private async pictures(photos: string[], drawings: string[]): Promise<Map<string, Buffer>> {
    const found = new Map<string, Buffer>();
    let bytes = 0;
    for (const [read, digest] of [
      ...drawings.map((digest) => [(one: string) => this.signatures.read(one), digest] as const),
      ...photos.map((digest) => [(one: string) => this.photos.read(one), digest] as const),
    ]) {
      const picture = await read(digest);
      bytes += picture.length;
      if (bytes > MOST_PICTURE_BYTES) break;
      found.set(digest, picture);
    }
    return found;
  }
}
