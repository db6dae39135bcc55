import { say, type Bilingual, type DeploymentState, type Language } from '../../../platform/core/index.js';

/** A button of a deployment's page. */
export interface ActionView {
  /** The last part of the URL of the form. */
  path: 'arm' | 'disarm' | 'retry' | 'restart';
  label: string;
  look: 'primary' | 'danger' | '';
  /** The label of a box that must be ticked first. */
  confirm?: string;
}

interface Action extends Omit<ActionView, 'label' | 'confirm'> {
  label: Bilingual;
  confirm?: Bilingual;
}

const ARM: Action = {
  path: 'arm',
  label: { fr: 'Armer', en: 'Arm' },
  look: 'danger',
  confirm: { fr: 'J’ai lu ce qui sera effacé.', en: 'I have read what will be erased.' },
};
const DISARM: Action = { path: 'disarm', label: { fr: 'Désarmer', en: 'Disarm' }, look: '' };
const RETRY: Action = {
  path: 'retry',
  label: { fr: 'Reprendre à cette étape', en: 'Retry from this step' },
  look: 'primary',
};
const RESTART: Action = {
  path: 'restart',
  label: { fr: 'Reprendre du début', en: 'Retry from the start' },
  look: '',
  confirm: { fr: 'Le disque sera effacé de nouveau.', en: 'The disk will be erased again.' },
};

const OF_STATE: Partial<Record<DeploymentState, Action[]>> = {
  planned: [ARM],
  armed: [DISARM],
  failed: [RETRY, RESTART],
};

/** What a technician may do with a deployment in this state, except closing and cancelling it. */
export function actionsOf(state: DeploymentState, language: Language): ActionView[] {
  return (OF_STATE[state] ?? []).map(({ label, confirm, ...action }) => ({
    ...action,
    label: say(label, language),
    ...(confirm && { confirm: say(confirm, language) }),
  }));
}
