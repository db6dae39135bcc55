import type { ProfileMdm } from '../../profile/index.js';
import { type AppleContext, type ApplePart, notHere } from './apple-context.js';
import { mapped, onePayload, type Places } from './mapped.js';

type Filter = NonNullable<ProfileMdm['apple']['contentFilter']>;
type BuiltIn = Extract<Filter, { kind: 'built-in' }>;
type Plugin = Extract<Filter, { kind: 'plugin' }>;

const OPTION = 'mdm.apple.contentFilter';
const base = { type: 'com.apple.webcontent-filter', kind: 'content-filter', title: 'Content filter' };

/** com.apple.webcontent-filter. A Mac filters by an app only. */
export function contentFilterPart(filter: Filter, context: AppleContext): ApplePart {
  if (filter.kind === 'plugin') return pluginPart(filter, context);
  if (context.system === 'macos') return { payloads: [], notCarried: [notHere('macos', OPTION)] };
  const { content } = mapped(filter, BUILT_IN, OPTION, context.system);
  const bookmarks = filter.onlyThese?.map(({ url, title }) => ({ URL: url, Title: title }));
  return onePayload({
    ...base,
    content: { FilterType: 'BuiltIn', ...content, AllowListBookmarks: bookmarks },
  });
}

const BUILT_IN: Places<BuiltIn> = {
  automatic: 'AutoFilterEnabled',
  permitted: 'PermittedURLs',
  denied: 'DenyListURLs',
};

const PLUGIN: Places<Plugin> = {
  name: 'UserDefinedName',
  bundleId: 'PluginBundleID',
  server: 'ServerAddress',
  organisation: 'Organization',
  user: 'UserName',
  browsers: { key: 'FilterBrowsers', only: 'ios' },
  sockets: 'FilterSockets',
  packets: { key: 'FilterPackets', only: 'macos' },
  grade: { key: 'FilterGrade', only: 'macos' },
  vendor: 'VendorConfig',
};

function pluginPart(filter: Plugin, context: AppleContext): ApplePart {
  const { content, notCarried } = mapped(filter, PLUGIN, OPTION, context.system);
  const { password, certificate, dataProvider, packetProvider } = filter;
  const mac = context.system === 'macos';
  const whole = {
    FilterType: 'Plugin',
    ...content,
    Password: password && context.secretText(`${OPTION}.password`, password),
    PayloadCertificateUUID: certificate === undefined ? undefined : context.certificateUuid(certificate),
    ...(mac && {
      FilterDataProviderBundleIdentifier: dataProvider?.bundleId,
      FilterDataProviderDesignatedRequirement: dataProvider?.requirement,
      FilterPacketProviderBundleIdentifier: packetProvider?.bundleId,
      FilterPacketProviderDesignatedRequirement: packetProvider?.requirement,
    }),
  };
  return onePayload({ ...base, title: filter.name, content: whole }, [
    ...notCarried,
    ...(!mac && dataProvider ? [notHere('ios', `${OPTION}.dataProvider`)] : []),
    ...(!mac && packetProvider ? [notHere('ios', `${OPTION}.packetProvider`)] : []),
  ]);
}
