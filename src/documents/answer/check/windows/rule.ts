import type { Report } from './report.js';
import type { WindowsFile } from './windows-file.js';

/**
 * One check of a Windows answer file. A rule reads the file and adds findings. It never throws, never changes the file,
 * and does not repeat the findings of other rules.
 */
export type WindowsRule = (file: WindowsFile, report: Report) => void;
