import type { ProfileMdm } from '../../profile/index.js';
import { type AppleContext, type ApplePart, notHere } from './apple-context.js';
import { certificate, onePayload, rowsOf, secret } from './rows.js';

type Filter = NonNullable<ProfileMdm['apple']['contentFilter']>;
type BuiltIn = Extract<Filter, { kind: 'built-in' }>;
type Plugin = Extract<Filter, { kind: 'plugin' }>;
type Provider = NonNullable<Plugin['dataProvider']>;

const OPTION = 'mdm.apple.contentFilter';
const base = { type: 'com.apple.webcontent-filter', kind: 'content-filter', title: 'Content filter' };

/** com.apple.webcontent-filter. A Mac filters by an app only. */
export function contentFilterPart(filter: Filter, context: AppleContext): ApplePart {
  if (filter.kind === 'plugin') return pluginPart(filter, context);
  if (context.system === 'macos') return { payloads: [], notCarried: [notHere('macos', OPTION)] };
  const { content } = builtIn(filter, context, OPTION);
  return onePayload({ ...base, content: { FilterType: 'BuiltIn', ...content } });
}

const builtIn = rowsOf<BuiltIn>([base.type], {
  automatic: 'AutoFilterEnabled',
  permitted: 'PermittedURLs',
  denied: 'DenyListURLs',
  onlyThese: {
    key: 'AllowListBookmarks',
    as: (bookmarks) => bookmarks.map(({ url, title }) => ({ URL: url, Title: title })),
  },
});

const provider = (kind: string) => [
  { key: `Filter${kind}ProviderBundleIdentifier`, as: ({ bundleId }: Provider) => bundleId },
  { key: `Filter${kind}ProviderDesignatedRequirement`, as: ({ requirement }: Provider) => requirement },
];
const plugin = rowsOf<Plugin>([base.type], {
  name: 'UserDefinedName',
  bundleId: 'PluginBundleID',
  server: 'ServerAddress',
  organisation: 'Organization',
  user: 'UserName',
  browsers: 'FilterBrowsers',
  sockets: 'FilterSockets',
  packets: 'FilterPackets',
  grade: 'FilterGrade',
  vendor: 'VendorConfig',
  password: secret('Password'),
  certificate: certificate('PayloadCertificateUUID'),
  dataProvider: provider('Data'),
  packetProvider: provider('Packet'),
});

function pluginPart(filter: Plugin, context: AppleContext): ApplePart {
  const { content, notCarried } = plugin(filter, context, OPTION);
  return onePayload(
    { ...base, title: filter.name, content: { FilterType: 'Plugin', ...content } },
    notCarried,
  );
}
