import type { Bilingual } from '../../../platform/core/index.js';
import type { Severity, Verdict } from '../../proof/index.js';

export const CHECK_VERDICTS: Record<Verdict, Bilingual> = {
  passed: { fr: 'conforme', en: 'passed' },
  failed: { fr: 'non conforme', en: 'failed' },
  unmeasured: { fr: 'non mesuré', en: 'not measured' },
  'not-applicable': { fr: 'sans objet', en: 'not applicable' },
};

export const SEVERITY_NAMES: Record<Severity, Bilingual> = {
  blocking: { fr: 'bloquant', en: 'blocking' },
  reserve: { fr: 'réserve', en: 'reserve' },
  information: { fr: 'information', en: 'information' },
};

export const COMPONENT_NAMES: Record<string, Bilingual> = {
  cpu: { fr: 'Processeur', en: 'Processor' },
  memory: { fr: 'Mémoire', en: 'Memory' },
  disk: { fr: 'Disque', en: 'Disk' },
  nic: { fr: 'Réseau', en: 'Network' },
  tpm: { fr: 'TPM', en: 'TPM' },
  battery: { fr: 'Batterie', en: 'Battery' },
  gpu: { fr: 'Affichage', en: 'Graphics' },
  board: { fr: 'Carte mère', en: 'Board' },
};
