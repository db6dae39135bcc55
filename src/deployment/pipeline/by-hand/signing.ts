import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { actorOf, Audit, Pins, type KnownAccount } from '../../../platform/account/index.js';
import { InputError } from '../../../platform/core/index.js';
import { Signatures, type Signer } from '../../recette/index.js';
import { OpenAnswers } from './open-answers.js';

/** Where a signature is given: on a tablet, `account` is the one that is logged in. */
export interface SigningPlace {
  deploymentId: string;
  account: KnownAccount;
  address: string;
  /** The digest of the answers that the signer read; without it, those of now are signed. */
  seen?: string;
  /** A drawn signature, as PNG. */
  drawing?: Buffer;
}

/** The signatures under a finished recette. After the last one the deployment continues. */
@Injectable()
export class Signing {
  constructor(
    private readonly open: OpenAnswers,
    private readonly signatures: Signatures,
    private readonly pins: Pins,
    private readonly audit: Audit,
  ) {}

  /**
   * A technician signs with a PIN; `name` is of another account than the one that is logged in. Rejects with
   * ForbiddenError or TooManyAttemptsError for a wrong PIN, and with ConflictError when the logged-in account signs and
   * has none, while a check is open, when the answers are not those that were read, or once the outcome is final.
   */
  async byTechnician(place: SigningPlace, { name, pin }: { name?: string; pin: string }): Promise<void> {
    const isOwn = name === undefined || name.trim().toLowerCase() === place.account.name;
    if (isOwn) await this.pins.mustHave(place.account.id);
    const signer = await this.pins.verify(name ?? place.account.name, pin, 'technician', place.address);
    await this.sign(place, { role: 'technician', name: signer.displayName, accountId: signer.id }, signer);
  }

  /** The customer or user draws a signature beside a name. Rejects as above, and with InputError without either. */
  async byCustomer(place: SigningPlace, name: string): Promise<void> {
    if (name.trim() === '') throw nameNeeded();
    if (place.drawing === undefined) throw drawingNeeded();
    await this.sign(place, { role: 'customer', name: name.trim() }, place.account);
  }

  private async sign(place: SigningPlace, signer: Signer, actor: KnownAccount): Promise<void> {
    const drawing = place.drawing && (await this.signatures.keepDrawing(place.drawing));
    try {
      await this.open.change(place.deploymentId, (manager) =>
        this.record(place, { ...signer, drawing }, actor, manager),
      );
    } catch (error) {
      if (drawing) await this.signatures.forgetDrawing(drawing.digest);
      throw error;
    }
    await this.open.goOn(place.deploymentId);
  }

  private async record(
    { deploymentId, seen, address }: SigningPlace,
    signer: Signer,
    actor: KnownAccount,
    manager: EntityManager,
  ): Promise<void> {
    const answers = await this.signatures.sign(deploymentId, signer, seen, manager);
    const { role, name, drawing } = signer;
    await this.audit.record(
      {
        actor: actorOf(actor),
        action: 'deployment.sign',
        subject: { kind: 'deployment', id: deploymentId },
        data: { role, name, answers, ...(drawing && { drawing: drawing.digest }) },
        address,
      },
      manager,
    );
  }
}

function nameNeeded(): InputError {
  const expected = { fr: 'le nom de la personne qui signe', en: 'the name of the person who signs' };
  return new InputError({ fr: 'Il manque le nom.', en: 'The name is missing.' }, [
    { field: 'name', found: '', expected },
  ]);
}

function drawingNeeded(): InputError {
  const expected = { fr: 'une signature dessinée dans le cadre', en: 'a signature drawn in the frame' };
  return new InputError({ fr: 'Il manque la signature.', en: 'The signature is missing.' }, [
    { field: 'drawing', found: '', expected },
  ]);
}
