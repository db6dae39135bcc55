import { choice, EXPLORER, flag, place, POLICIES, toggle } from '../option-row.js';

const EDGE = `${POLICIES}\\Edge`;

/** Microsoft Edge, by its policies. https://learn.microsoft.com/deployedge/microsoft-edge-policies */
export const EDGE_OPTIONS = {
  firstRun: toggle('The questions of the first start', flag('machine', EDGE, 'HideFirstRunExperience', 0, 1)),
  startupBoost: toggle('Starts in the background at logon', flag('machine', EDGE, 'StartupBoostEnabled')),
  background: toggle(
    'Goes on in the background when it is closed',
    flag('machine', EDGE, 'BackgroundModeEnabled'),
  ),
  desktopShortcut: toggle(
    'A shortcut on the desktop',
    flag('machine', EXPLORER, 'DisableEdgeDesktopShortcutCreation', 0, 1),
    flag('machine', `${POLICIES}\\EdgeUpdate`, 'CreateDesktopShortcutDefault'),
    flag('machine', `${POLICIES}\\EdgeUpdate`, 'RemoveDesktopShortcutDefault', 0, 1),
  ),
  sidebar: toggle('The side bar with Copilot', flag('machine', EDGE, 'HubsSidebarEnabled')),
  newTabNews: toggle('News on a new tab', flag('machine', EDGE, 'NewTabPageContentEnabled')),
  shopping: toggle('The shopping assistant', flag('machine', EDGE, 'EdgeShoppingAssistantEnabled')),
  rewards: toggle('Microsoft Rewards', flag('machine', EDGE, 'ShowMicrosoftRewards')),
  personalisation: toggle(
    'Advertisements and news after what was visited',
    flag('machine', EDGE, 'PersonalizationReportingEnabled'),
  ),
  diagnosticData: choice(
    'Diagnostic data',
    ['off', 'required', 'optional'],
    place('machine', EDGE, 'DiagnosticData', { off: 0, required: 1, optional: 2 }),
  ),
  recommendations: toggle('Recommends its own features', flag('machine', EDGE, 'ShowRecommendationsEnabled')),
  signIn: choice(
    'Signing in to the browser',
    ['off', 'allowed', 'forced'],
    place('machine', EDGE, 'BrowserSignin', { off: 0, allowed: 1, forced: 2 }),
  ),
};
