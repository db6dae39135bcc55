import type { Language } from '../../platform/core/index.js';
import { threadWork } from '../../platform/threads/index.js';
import { type LabelOrder, renderLabels } from './labels/label-sheet.js';

/** Draws the labels of a lot. */
export const labels = threadWork((order: LabelOrder, language: Language) => renderLabels(order, language));
