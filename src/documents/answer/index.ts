export { ANSWER_FILES, importAnswerFile } from './answer-documents.js';
export { ANSWER_KINDS, type AnswerKind, isWindowsKind, type WindowsAnswerKind } from './answer-kind.js';
export { type CheckedAnswer, checkAnswer, type CheckOptions } from './check/check-answer.js';
export { importAnswer, type ImportedAnswer, type ImportOptions } from './import/import-answer.js';
export { type AnswerDifference, semanticDifference } from './import/semantic-difference.js';
export {
  type AnswerChoice,
  type AnswerFile,
  type AnswerOnDisk,
  type AnswerRequest,
  type AnswerText,
  firstBootRuns,
  renderAnswer,
  renderOnDisk,
  type RenderedAnswer,
} from './render-answer.js';
export type { AnswerMachine } from './windows/contribution.js';
export type { FirstBootRuns } from './windows/first-boot-runs.js';
export { notRendered } from './not-rendered.js';
export { type PlannedPartition, planPartitions } from './windows/disk/partition-plan.js';
export { optionPlans } from './windows/option-plan.js';
export type { OptionPlan } from './windows/planned-option.js';
export { renderWindows } from './windows/render-windows.js';
export { type WindowsOption, windowsOptions } from './windows-options.js';
