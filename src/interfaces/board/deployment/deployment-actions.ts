import type { Bilingual, DeploymentState, Language } from '../../../platform/core/index.js';
import { say } from '../frame/say.js';

/** A button of a deployment's page. */
export interface ActionView {
  /** The last part of the URL of the form. */
  path: 'arm' | 'disarm' | 'local-boot' | 'network-boot';
  label: string;
  look: 'primary' | 'danger' | '';
  /** What it does, and how it is undone. */
  note: string;
  /** The label of a box that must be ticked first. */
  confirm?: string;
}

interface Action extends Omit<ActionView, 'label' | 'confirm' | 'note'> {
  label: Bilingual;
  note: Bilingual;
  confirm?: Bilingual;
}

const ARM: Action = {
  path: 'arm',
  label: { fr: 'Armer', en: 'Arm' },
  look: 'danger',
  note: {
    fr: 'Autorise l’effacement. Peut être désarmé tant que le PC n’a pas commencé.',
    en: 'Allows the erasure. Can be disarmed until the PC has begun.',
  },
  confirm: { fr: 'J’ai lu ce qui sera effacé.', en: 'I have read what will be erased.' },
};
const DISARM: Action = {
  path: 'disarm',
  label: { fr: 'Désarmer', en: 'Disarm' },
  look: '',
  note: {
    fr: 'Rien n’a été effacé. Peut être armé de nouveau.',
    en: 'Nothing was erased. Can be armed again.',
  },
};
const LOCAL_BOOT: Action = {
  path: 'local-boot',
  label: { fr: 'Démarrer sur son propre disque', en: 'Boot its own disk' },
  look: '',
  note: {
    fr: 'Le prochain démarrage par le réseau mène à son disque ; le déploiement reste tel quel. S’annule ici.',
    en: 'The next network boot leads to its disk; the deployment stays as it is. Undone here.',
  },
};
const NETWORK_BOOT: Action = {
  path: 'network-boot',
  label: { fr: 'Démarrer de nouveau par le réseau', en: 'Boot from the network again' },
  look: 'primary',
  note: {
    fr: 'Le prochain démarrage par le réseau mène de nouveau au déploiement.',
    en: 'The next network boot leads to the deployment again.',
  },
};

/** The fields of a deployment that decide what may be done with it. */
export interface Actable {
  state: DeploymentState;
  /** Network boots lead to its deployment, unless they are sent to its disk. */
  bootTarget: 'environment' | 'disk';
  localBootAt: Date | null;
}

/** What a technician may do with a deployment, except retrying, closing and cancelling it. */
export function actionsOf({ state, bootTarget, localBootAt }: Actable, language: Language): ActionView[] {
  const boots = localBootAt === null ? (bootTarget === 'environment' ? [LOCAL_BOOT] : []) : [NETWORK_BOOT];
  const table: Partial<Record<DeploymentState, Action[]>> = {
    planned: [ARM],
    armed: [DISARM, ...boots],
    running: boots,
    waiting: boots,
  };
  return (table[state] ?? []).map(({ label, confirm, note, ...action }) => ({
    ...action,
    label: say(label, language),
    note: say(note, language),
    ...(confirm && { confirm: say(confirm, language) }),
  }));
}
