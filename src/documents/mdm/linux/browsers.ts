import type { ProfileRestrictions } from '../../profile/index.js';

type Policies = Record<string, unknown>;

/** The browser options of the profile as Firefox policies. https://mozilla.github.io/policy-templates/ */
export function firefoxPolicies(restrictions: ProfileRestrictions): Policies {
  const { browserPrivateMode, browserPasswordManager, browserAutofill, browserPopUps, browserHomepage } =
    restrictions;
  return present({
    DisablePrivateBrowsing: browserPrivateMode === undefined ? undefined : !browserPrivateMode,
    PasswordManagerEnabled: browserPasswordManager,
    OfferToSaveLogins: browserPasswordManager,
    AutofillAddressEnabled: browserAutofill,
    AutofillCreditCardEnabled: browserAutofill,
    PopupBlocking: browserPopUps === undefined ? undefined : { Default: !browserPopUps, Locked: true },
    Homepage:
      browserHomepage === undefined
        ? undefined
        : { URL: browserHomepage, Locked: true, StartPage: 'homepage-locked' },
    DisableTelemetry: restrictions.diagnostics === undefined ? undefined : !restrictions.diagnostics,
  });
}

/** The browser options of the profile as policies of Chromium and Chrome. https://chromeenterprise.google/policies/ */
export function chromiumPolicies(restrictions: ProfileRestrictions): Policies {
  const { browserPrivateMode, browserPasswordManager, browserAutofill, browserPopUps, browserHomepage } =
    restrictions;
  return present({
    IncognitoModeAvailability: browserPrivateMode === undefined ? undefined : browserPrivateMode ? 0 : 1,
    PasswordManagerEnabled: browserPasswordManager,
    AutofillAddressEnabled: browserAutofill,
    AutofillCreditCardEnabled: browserAutofill,
    DefaultPopupsSetting: browserPopUps === undefined ? undefined : browserPopUps ? 1 : 2,
    ...(browserHomepage !== undefined && {
      HomepageLocation: browserHomepage,
      HomepageIsNewTabPage: false,
      ShowHomeButton: true,
      RestoreOnStartup: 4,
      RestoreOnStartupURLs: [browserHomepage],
    }),
    MetricsReportingEnabled: restrictions.diagnostics,
  });
}

function present(values: Policies): Policies {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
