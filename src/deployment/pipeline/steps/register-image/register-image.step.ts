import { Injectable } from '@nestjs/common';
import { Masters } from '../../../../park/master/index.js';
import { capturedKindOf, type CapturePlan } from '../../plan.js';
import type { StepContext } from '../../step-context.js';
import { done, type Step, type StepOutcome } from '../../step.js';

/**
 * Makes a master of the image that the step before uploaded, once every byte of it was read and is right. A step of
 * its own: when it is repeated, the reference PC is not needed any more.
 */
@Injectable()
export class RegisterImage implements Step<'capture'> {
  readonly name = 'register-image';
  readonly title = { fr: 'Contrôle et enregistrement de l’image', en: 'Image check and registration' };
  readonly queue = 'imaging';
  readonly place = 'server';
  readonly purposes = ['capture'] as const;
  readonly systems = ['windows'] as const;
  readonly timeoutMs = 2 * 60 * 60_000;

  constructor(private readonly masters: Masters) {}

  onlyIf(plan: CapturePlan): boolean {
    return capturedKindOf(plan) === 'wim';
  }

  async run(context: StepContext<'capture'>): Promise<StepOutcome> {
    const { sha256, build } = context.known('capturedImage');
    const capture = { name: context.plan.name, payloadSha256: sha256, build };
    const master = await this.masters.registerImage(capture, (_, progress) => context.progress(progress));
    const { payload, contentsSha256, image } = master;
    return done({ master: `${master.name} ${master.version}`, payload, contentsSha256, image });
  }
}
