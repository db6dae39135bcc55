import { z } from 'zod';
import { choice, EXPLORER, flag, place, POLICIES, row, script, toggle } from '../option-row.js';
import { webAddress } from './texts.js';

const EDGE = `${POLICIES}\\Edge`;

/** Microsoft Edge, by its policies. https://learn.microsoft.com/deployedge/microsoft-edge-policies */
export const EDGE_OPTIONS = {
  firstRun: toggle(
    { fr: 'Les questions au premier démarrage d’Edge', en: 'The questions at the first start of Edge' },
    flag('machine', EDGE, 'HideFirstRunExperience', 0, 1),
  ),
  startupBoost: toggle(
    { fr: 'Se lance en arrière-plan à l’ouverture de session', en: 'Starts in the background at logon' },
    flag('machine', EDGE, 'StartupBoostEnabled'),
  ),
  background: toggle(
    {
      fr: 'Reste actif en arrière-plan après sa fermeture',
      en: 'Keeps running in the background after it is closed',
    },
    flag('machine', EDGE, 'BackgroundModeEnabled'),
  ),
  desktopShortcut: toggle(
    { fr: 'Un raccourci sur le bureau', en: 'A shortcut on the desktop' },
    flag('machine', EXPLORER, 'DisableEdgeDesktopShortcutCreation', 0, 1),
    flag('machine', `${POLICIES}\\EdgeUpdate`, 'CreateDesktopShortcutDefault'),
    flag('machine', `${POLICIES}\\EdgeUpdate`, 'RemoveDesktopShortcutDefault', 0, 1),
  ),
  sidebar: toggle(
    { fr: 'La barre latérale avec Copilot', en: 'The side bar with Copilot' },
    flag('machine', EDGE, 'HubsSidebarEnabled'),
  ),
  newTabNews: toggle(
    { fr: 'Les actualités sur un nouvel onglet', en: 'News on a new tab' },
    flag('machine', EDGE, 'NewTabPageContentEnabled'),
  ),
  shopping: toggle(
    { fr: 'L’assistant d’achat', en: 'The shopping assistant' },
    flag('machine', EDGE, 'EdgeShoppingAssistantEnabled'),
  ),
  rewards: toggle(
    { fr: 'Le programme Microsoft Rewards', en: 'The Microsoft Rewards programme' },
    flag('machine', EDGE, 'ShowMicrosoftRewards'),
  ),
  personalisation: toggle(
    {
      fr: 'Publicités et actualités selon les sites visités',
      en: 'Advertisements and news according to the sites visited',
    },
    flag('machine', EDGE, 'PersonalizationReportingEnabled'),
  ),
  diagnosticData: choice(
    { fr: 'Les données de diagnostic envoyées', en: 'Which diagnostic data are sent' },
    ['off', 'required', 'optional'],
    place('machine', EDGE, 'DiagnosticData', { off: 0, required: 1, optional: 2 }),
  ),
  recommendations: toggle(
    { fr: 'Recommande ses propres fonctionnalités', en: 'Recommends its own features' },
    flag('machine', EDGE, 'ShowRecommendationsEnabled'),
  ),
  signIn: choice(
    { fr: 'La connexion à un compte dans le navigateur', en: 'Signing in to an account in the browser' },
    ['off', 'allowed', 'forced'],
    place('machine', EDGE, 'BrowserSignin', { off: 0, allowed: 1, forced: 2 }),
  ),
};

export const FURTHER_EDGE_OPTIONS = {
  homePage: row(
    { fr: 'La page qu’Edge ouvre au démarrage', en: 'The page that Edge starts with' },
    webAddress,
    place('machine', EDGE, 'HomepageLocation'),
    place('machine', EDGE, 'HomepageIsNewTabPage', () => 0),
    place('machine', EDGE, 'RestoreOnStartup', () => 4),
    place('machine', `${EDGE}\\RestoreOnStartupURLs`, '1'),
  ),
  uninstallable: row(
    {
      fr: 'Edge peut être désinstallé, comme dans l’Espace économique européen',
      en: 'Edge may be uninstalled, as in the European Economic Area',
    },
    z.literal(true),
    script(
      'system',
      'comfort/edge-uninstallable',
      'C:\\Windows\\System32\\IntegratedServicesRegionPolicySet.json',
      () => ({}),
    ),
  ),
};
