import { binarySize, type Language, type Progress } from '../../../platform/core/index.js';
import { say } from './say.js';

/** A progress bar: `value` of `max`, and the same as text. */
export interface ProgressView {
  value: number;
  max: number;
  text: string;
}

const UNITS: Record<Exclude<Progress['unit'], 'bytes'>, Record<Language, string>> = {
  files: { fr: 'fichiers', en: 'files' },
  checks: { fr: 'contrôles', en: 'checks' },
  packages: { fr: 'paquets', en: 'packages' },
  seconds: { fr: 's', en: 's' },
};

export function progressView({ done, total, unit }: Progress, language: Language): ProgressView {
  const percent = total > 0 ? Math.min(100, Math.floor((done / total) * 100)) : 0;
  return {
    value: Math.min(done, Math.max(total, 1)),
    max: Math.max(total, 1),
    text:
      unit === 'bytes'
        ? `${percent} % · ${say(binarySize(done), language)} / ${say(binarySize(total), language)}`
        : `${done} / ${total} ${UNITS[unit][language]}`,
  };
}
