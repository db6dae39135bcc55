export { isDiskFull, notWritten } from './file-errors.js';
export { draftOf, placeDraft, pointLink, syncPath, writeDraft, writeWholeFile } from './whole-file.js';
