import { renderTemplate } from '../../../../platform/template/index.js';
import { carriedPath } from '../contribution.js';
import { dword, registryScript } from '../registry.js';
import { powershell } from '../option-values.js';
import type { SecurityPart } from './security-section.js';

const FILE = 'applocker.xml';

/** The policy as a carried file, and the start of the service that enforces it. */
export const appLocker: SecurityPart = ({ appLocker: wanted }) => {
  if (wanted === undefined) return {};
  const service = dword('machine', 'SYSTEM\\CurrentControlSet\\Services\\AppIDSvc', 'Start', 2);
  return {
    files: [{ name: FILE, text: wanted.policy }],
    scripts: [
      powershell('system', 'app-locker-service', registryScript([service])),
      powershell(
        'firstLogon',
        'app-locker',
        renderTemplate('answer/windows/security/app-locker.ps1', { path: carriedPath(FILE) }),
      ),
    ],
  };
};
