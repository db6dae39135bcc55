import type { WindowsPersonalise } from '../../../../documents/profile/index.js';
import type { AppliedOption } from '../../facts.js';
import { SEVERITY_OF, type StepCheck } from '../../windows/step-check.js';

/** Whether what is beside the rows is in place, as it was found after it was put there. */
export function judgedPersonal(beside: AppliedOption[], word: WindowsPersonalise['failed']): StepCheck {
  const failed = beside.filter(({ outcome }) => outcome === 'failed' || outcome === 'not-possible');
  const list = (language: 'fr' | 'en'): string =>
    failed.map(({ option, reason }) => `${option} (${reason?.[language] ?? '—'})`).join(', ');
  const count = beside.length;
  return {
    kind: 'personalise-windows',
    title: {
      fr: 'Imprimantes, lecteurs, images, programmes par défaut, Wi-Fi et VPN',
      en: 'Printers, drives, pictures, default programs, Wi-Fi and VPN',
    },
    severity: SEVERITY_OF[word],
    verdict: failed.length === 0 ? 'passed' : 'failed',
    expected: { fr: 'tous en place', en: 'all in place' },
    measured:
      failed.length === 0
        ? { fr: `en place : ${count}`, en: `in place: ${count}` }
        : { fr: list('fr'), en: list('en') },
    evidence: { beside },
  };
}
