import { Inject, Injectable } from '@nestjs/common';
import { environmentFiles } from '../../../deployment/boot/index.js';
import { Profiles } from '../../../documents/profile/server.js';
import { Masters } from '../../../park/master/index.js';
import type { Config } from '../../../platform/config/index.js';
import { allows, NotFoundError, type Bilingual, type Role } from '../../../platform/core/index.js';
import { CONFIG } from '../../../platform/database/index.js';
import { say } from '../frame/say.js';
import type { Reader } from '../frame/reader.js';

/** One thing that an installation needs before its first PC. */
interface FirstStep {
  title: Bilingual;
  help: Bilingual;
  href: string;
  /** Who finds something to do there. */
  role: Role;
}

const STEPS = {
  environment: {
    title: { fr: 'L’environnement des PC', en: 'The environment of the PCs' },
    help: {
      fr: 'Le petit Linux que les PC démarrent par le réseau. Sur le serveur : etabli environment build',
      en: 'The small Linux that PCs boot from the network. On the server: etabli environment build',
    },
    href: '/administration',
    role: 'administrator',
  },
  master: {
    title: { fr: 'Un master', en: 'A master' },
    help: {
      fr: 'L’image du système à installer : un Windows depuis son ISO, ou un Linux.',
      en: 'The image of the system to install: a Windows from its ISO, or a Linux.',
    },
    href: '/masters',
    role: 'viewer',
  },
  profile: {
    title: { fr: 'Un profil', en: 'A profile' },
    help: {
      fr: 'Ce que les PC doivent devenir : master, disque, comptes, logiciels, recette.',
      en: 'What the PCs should become: master, disk, accounts, software, recette.',
    },
    href: '/profiles',
    role: 'viewer',
  },
  lot: {
    title: { fr: 'Un lot', en: 'A lot' },
    help: {
      fr: 'Les PC d’un client : déposez un tableau, ou scannez leurs numéros de série.',
      en: 'The PCs of a customer: drop a table, or scan their serial numbers.',
    },
    href: '/lots/new',
    role: 'technician',
  },
} satisfies Record<string, FirstStep>;

/** What an empty workshop tells a newcomer: the way to the first PC, and how far it is gone. */
@Injectable()
export class FirstSteps {
  constructor(
    private readonly masters: Masters,
    private readonly profiles: Profiles,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async of({ language, role }: Reader) {
    const one = { page: 1, pageSize: 1 };
    const [environment, masters, profiles] = await Promise.all([
      this.hasEnvironment(),
      this.masters.list(one),
      this.profiles.list(one),
    ]);
    const done = { environment, master: masters.total > 0, profile: profiles.total > 0, lot: false };
    return Object.entries<FirstStep>(STEPS).map(([name, step], index) => ({
      number: index + 1,
      title: say(step.title, language),
      help: say(step.help, language),
      isDone: done[name as keyof typeof done],
      ...(role !== undefined && allows(role, step.role) && { href: step.href }),
    }));
  }

  private async hasEnvironment(): Promise<boolean> {
    try {
      await environmentFiles(this.config);
      return true;
    } catch (error) {
      if (error instanceof NotFoundError) return false;
      throw error;
    }
  }
}
