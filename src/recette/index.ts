export {
  SEVERITIES,
  VERDICTS,
  type CheckKind,
  type CheckRequest,
  type CheckResult,
  type DiskLayoutFacts,
  type RecetteFacts,
  type Severity,
  type Verdict,
} from './check.js';
export { CHECKS, unknownKinds, validateChecks } from './checks.js';
export { runRecette } from './run-recette.js';
