import type { Bilingual } from '../../../platform/core/index.js';
import type { CspPlace, OptionHive, RegistryData } from '../../windows-tables/index.js';

/** A registry value as it should be; `isRead` for one that is only read, as another place decides it. */
export interface PlannedValue {
  hive: OptionHive;
  key: string;
  name: string;
  /** Null: it must be absent. */
  data: RegistryData;
  isRead: boolean;
  /** It names variables of the environment: REG_EXPAND_SZ. */
  expands?: true;
}

/** A parameter of Set-NetFirewallProfile. */
export interface PlannedFirewall {
  profile: string;
  parameter: string;
  value: string;
}

/** A node of a configuration service provider, for the MDM bridge. */
export interface PlannedNode {
  /** `./Vendor/MSFT/Policy/Config` */
  parent: string;
  /** `Defender` */
  instance: string;
  leaf: string;
  /** The words of the name of its class: Policy, Config, Defender. */
  path: string[];
  format: CspPlace['format'];
  value: string;
}

/** How one option of the profile is set on a running Windows. */
export interface OptionPlan {
  /** `windows.security.uac.level` */
  option: string;
  values: PlannedValue[];
  /** Scripts for the PC, each with its text. */
  scripts: { name: string; text: string }[];
  firewall: PlannedFirewall[];
  nodes: PlannedNode[];
  /** Why a part of it, or all of it, cannot be set on a running Windows. */
  impossible?: Bilingual;
}
