import { z } from 'zod';

/** A port that PCs send to. */
export interface NeededPort {
  protocol: 'udp' | 'tcp';
  port: number;
}

const rulesetSchema = z.object({ nftables: z.array(z.record(z.string(), z.unknown())).max(100_000) });
const chainSchema = z.object({ hook: z.string().optional(), policy: z.string().optional() });

/**
 * The ports that the rules of this machine’s firewall close, by `nft --json list ruleset`: what comes in is refused,
 * and no rule that accepts names the port. Undefined when rules cannot be read that way, such as those of old iptables.
 * Rules are read, not tried: a chain that is left early may still refuse a port.
 */
export function closedPorts(
  text: string,
  interfaceName: string,
  needed: readonly NeededPort[],
): NeededPort[] | undefined {
  const ruleset = rulesetSchema.safeParse(parsed(text));
  if (!ruleset.success) return undefined;
  const rules = ruleset.data.nftables.flatMap(({ rule }) =>
    rule === undefined ? [] : [JSON.stringify(rule)],
  );
  const chains = ruleset.data.nftables.flatMap(({ chain }) => {
    const known = chainSchema.safeParse(chain);
    return known.success && known.data.hook === 'input' ? [known.data] : [];
  });
  const refuses =
    chains.some(({ policy }) => policy === 'drop') ||
    (chains.length > 0 && rules.some((rule) => /"(drop|reject)":/.test(rule) && !/"match":/.test(rule)));
  if (!refuses) return [];
  const accepting = rules.filter((rule) => !/"(drop|reject)":/.test(rule));
  if (rules.some((rule) => UNREAD.test(rule))) return undefined;
  if (accepting.some((rule) => acceptsAll(rule, interfaceName))) return [];
  return needed.filter((port) => !accepting.some((rule) => names(rule, port)));
}

/** A rule of old iptables, or one whose ports are in a named set. */
const UNREAD = /"xt":|"field":"dport"\}\},"right":"@/;

/** Whether the rule accepts everything, or all that comes in on this interface. */
function acceptsAll(rule: string, interfaceName: string): boolean {
  if (!rule.includes('"accept"')) return false;
  const matches = rule.match(/"match":/g)?.length ?? 0;
  const onInterface = `{"meta":{"key":"iifname"}},"right":${JSON.stringify(interfaceName)}}`;
  return matches === 0 || (matches === 1 && rule.includes(onInterface));
}

/** Whether the rule is about that port: alone, in a set or in a range. */
function names(rule: string, { protocol, port }: NeededPort): boolean {
  const matches = rule.matchAll(/\{"payload":\{"protocol":"(\w+)","field":"dport"\}\},"right":(.*?)\}\}/g);
  return [...matches].some(
    ([, found, right = '']) => (found === protocol || found === 'th') && holds(right, port),
  );
}

function holds(right: string, port: number): boolean {
  for (const [, first, last] of right.matchAll(/"range":\[(\d+),(\d+)\]/g))
    if (Number(first) <= port && port <= Number(last)) return true;
  return (right.match(/\d+/g) ?? []).map(Number).includes(port);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
