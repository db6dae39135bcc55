/** What a rule is decided on: the SMBIOS of a machine. */
export interface RuleMachine {
  manufacturer?: string;
  model?: string;
  /** The SKU, by which makers name a system. */
  systemId?: string;
}

/** A decision of an administrator about a package on some machines. An absent pattern fits every machine. */
export interface DriverRule {
  id: string;
  action: 'pin' | 'exclude';
  packageId: string;
  /** With `*` and `?`, whatever the case. */
  manufacturer?: string;
  model?: string;
  systemId?: string;
  reason: string;
}

/** The rules for this machine. A pattern does not fit a machine that does not say its value. */
export function rulesFor(machine: RuleMachine, rules: readonly DriverRule[]): DriverRule[] {
  return rules.filter(
    (rule) =>
      fits(rule.manufacturer, machine.manufacturer) &&
      fits(rule.model, machine.model) &&
      fits(rule.systemId, machine.systemId),
  );
}

function fits(pattern: string | undefined, value: string | undefined): boolean {
  if (pattern === undefined) return true;
  return value !== undefined && matches(pattern.toLowerCase(), value.trim().toLowerCase());
}

/** `*` and `?` without a regular expression: a pattern of a person must not cost exponential time. */
function matches(pattern: string, text: string): boolean {
  let at = 0;
  let star = -1;
  let resume = 0;
  let position = 0;
  while (position < text.length) {
    if (pattern[at] === '*') {
      star = at;
      at += 1;
      resume = position;
    } else if (at < pattern.length && (pattern[at] === '?' || pattern[at] === text[position])) {
      at += 1;
      position += 1;
    } else if (star >= 0) {
      at = star + 1;
      resume += 1;
      position = resume;
    } else return false;
  }
  return /^\**$/.test(pattern.slice(at));
}
