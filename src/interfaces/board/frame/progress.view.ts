import { binarySize, type Bilingual, type Language, type Progress } from '../../../platform/core/index.js';
import { say } from './say.js';

/** A progress bar: `value` of `max`, and the same as text. */
export interface ProgressView {
  value: number;
  max: number;
  text: string;
}

const UNITS: Record<Exclude<Progress['unit'], 'bytes'>, Bilingual> = {
  files: { fr: 'fichiers', en: 'files' },
  checks: { fr: 'contrôles', en: 'checks' },
  packages: { fr: 'paquets', en: 'packages' },
  seconds: { fr: 's', en: 's' },
};

export function progressView({ done, total, unit }: Progress, language: Language): ProgressView {
  const size = (bytes: number) => say(binarySize(bytes), language);
  return {
    value: Math.min(done, Math.max(total, 1)),
    max: Math.max(total, 1),
    text:
      unit === 'bytes'
        ? `${percentText(percentOf(done, total))} · ${size(done)} / ${size(total)}`
        : `${done} / ${total} ${say(UNITS[unit], language)}`,
  };
}

/** Whole, never more than was done. Multiplied before it is divided: 29 of 100 would be 28.999… otherwise. */
export function percentOf(done: number, total: number): number {
  return total > 0 ? Math.floor(Math.min(100, Math.max(0, (done * 100) / total))) : 0;
}

export function percentText(percent: number): string {
  return `${percent}\u00a0%`;
}
