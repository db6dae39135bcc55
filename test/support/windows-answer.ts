import { DOMParser } from '@xmldom/xmldom';
import xpath from 'xpath';
import { renderWindows } from '../../src/documents/answer/index.js';
import type { AnswerMachine, WindowsOrder } from '../../src/documents/answer/windows/contribution.js';
import { parseProfile } from '../../src/documents/profile/index.js';

/** A minimal profile with a Windows section, as written by a user. */
export function windowsProfile(windows: object, rest: object = {}) {
  return parseProfile({ name: 'windows', master: { name: 'windows-11' }, ...rest, windows });
}

export interface AskedAnswer {
  kind?: WindowsOrder['kind'];
  machine?: AnswerMachine;
  /** Other sections of the profile. */
  rest?: object;
  /** The values of the vault; a missing secret is rendered as its reference. */
  secrets?: Record<string, string>;
}

/** The order for `renderWindows`, for a Windows section. */
export function windowsOrder(windows: object, options: AskedAnswer = {}): WindowsOrder {
  const profile = windowsProfile(windows, options.rest);
  return {
    kind: options.kind ?? 'autounattend',
    profile,
    windows: profile.windows!,
    machine: options.machine ?? {},
    secret: ({ vault }) => options.secrets?.[vault] ?? `{vault:${vault}}`,
  };
}

/** An answer file, parsed by another XML parser than Établi's. */
export function windowsAnswer(windows: object, options: AskedAnswer = {}) {
  const text = renderWindows(windowsOrder(windows, options));
  const document = new DOMParser().parseFromString(text, 'text/xml');
  const select = xpath.useNamespaces({
    u: 'urn:schemas-microsoft-com:unattend',
    wcm: 'http://schemas.microsoft.com/WMIConfig/2002/State',
    e: 'urn:etabli:answer',
  });
  const values = (pass: string, component: string, path: string): string[] => {
    const steps = path.split('/').map((name) => `u:${name}`);
    const query = `/u:unattend/u:settings[@pass='${pass}']/u:component[@name='${component}']/${steps.join('/')}`;
    return (select(query, document as never) as Node[]).map((node) => node.textContent ?? '');
  };
  return {
    text,
    /** Every value at `OOBE/HideEULAPage` of a component in a pass; list items one after the other. */
    values,
    /** The value there; undefined if there is none. */
    value: (pass: string, component: string, path: string): string | undefined => {
      const [first, ...rest] = values(pass, component, path);
      if (rest.length > 0) throw new Error(`${path} stands ${rest.length + 1} times in ${pass}`);
      return first;
    },
    /** The text of an embedded file; undefined if there is none. */
    file: (name: string): string | undefined =>
      (select(`/u:unattend/e:Carried/e:File[@name='${name}']`, document as never) as Node[])[0]
        ?.textContent ?? undefined,
    files: (
      select('/u:unattend/e:Carried/e:File/@name', document as never) as unknown as { value: string }[]
    ).map(({ value }) => value),
  };
}
