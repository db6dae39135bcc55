import type { Report } from './report.js';
import type { WindowsFile } from './windows-file.js';

/**
 * One thing that is looked at in a Windows answer file. A rule reads the file and adds what it finds; it
 * never throws, never changes the file, and is quiet about what other rules say.
 */
export type WindowsRule = (file: WindowsFile, report: Report) => void;
