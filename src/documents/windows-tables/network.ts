import { FIREWALL_OPTIONS } from './firewall.js';
import { choice, script } from './option-row.js';

const CATEGORIES = { private: 'Private', public: 'Public' };

export const NETWORK_OPTIONS = {
  location: choice(
    {
      fr: 'Le type donné aux réseaux connectés à la première ouverture de session, sauf celui du domaine',
      en: 'The type given to the networks that are connected at the first logon, except that of the domain',
    },
    ['private', 'public'],
    script(
      'firstLogon',
      'network/location',
      'Set-NetConnectionProfile -NetworkCategory',
      (location) => ({ category: CATEGORIES[location] }),
      'network-location',
    ),
  ),
  firewall: FIREWALL_OPTIONS,
};
