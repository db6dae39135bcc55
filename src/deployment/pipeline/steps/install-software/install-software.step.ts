import { Injectable } from '@nestjs/common';
import { Addresses } from '../../addresses.js';
import { rememberSoftware } from '../../installed-packages.js';
import type { StepContext } from '../../step-context.js';
import { done, type Step, type StepOutcome } from '../../step.js';

/** Installs what the profile lists, in its order: packages of the system's repositories, package files, scripts. */
@Injectable()
export class InstallSoftware implements Step<'deploy'> {
  readonly name = 'install-software';
  readonly title = { fr: 'Installation des logiciels', en: 'Software installation' };
  readonly queue = 'imaging';
  readonly place = 'system';
  readonly repeatable = true;
  readonly purposes = ['deploy'] as const;
  readonly systems = ['linux'] as const;
  readonly timeoutMs = 2 * 60 * 60_000;

  constructor(private readonly addresses: Addresses) {}

  async run(context: StepContext<'deploy'>): Promise<StepOutcome> {
    const { software = [], apt } = context.plan.profile.document;
    const system = await context.system();
    if (software.length > 0) {
      await context.script(system, 'steps/install-software.sh', {
        proxy: apt?.proxy ?? '',
        sources: apt?.sources ?? [],
        refresh: software.some(({ kind }) => kind !== 'script'),
        items: software.map((item) => ({
          packages: item.kind === 'apt' ? item.packages : [],
          url: item.kind === 'deb' ? this.addresses.payload(item.sha256) : '',
          sha256: item.kind === 'deb' ? item.sha256 : '',
          script: item.kind === 'script' ? item.script : '',
          interpreter: item.kind === 'script' ? (item.interpreter ?? '/bin/sh') : '',
          name: item.kind === 'apt' ? item.packages.join(' ') : item.name,
        })),
      });
    }
    const asked = software.map((item) => (item.kind === 'apt' ? item.packages.join(' ') : item.name));
    return done({ asked, ...(await rememberSoftware(context)) });
  }
}
