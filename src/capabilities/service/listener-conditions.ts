import { createHash } from 'crypto';
import { SharedLoadBalancerOptions } from './exposure';
import { isToken } from '../../support/tokens';

/** The requests that a rule takes: host names and path patterns, where an empty list is any. */
export interface Conditions {
  readonly hosts: readonly string[];
  readonly paths: readonly string[];
}

/** A range of priorities: those of rules that are about as specific as each other. */
export interface PriorityRange {
  readonly first: number;
  readonly size: number;
}

/** The conditions of a rule, in one spelling: host names have no case, and the order of values means nothing. */
export function conditionsOf({ hostHeaders, pathPatterns }: SharedLoadBalancerOptions): Conditions {
  const sorted = (values: readonly string[]) => [...new Set(values)].sort();
  return {
    hosts: sorted((hostHeaders ?? []).map(host => (isToken(host) ? host : host.toLowerCase()))),
    paths: sorted(pathPatterns ?? []),
  };
}

/** Whether every request that `inner` takes is one that `outer` takes, too. */
export function contains(outer: Conditions, inner: Conditions): boolean {
  const within = (outers: readonly string[], inners: readonly string[]) =>
    outers.length === 0 || (inners.length > 0 && inners.every(value => outers.some(pattern => covers(pattern, value))));
  return within(outer.hosts, inner.hosts) && within(outer.paths, inner.paths);
}

/**
 * The priorities for rules of these conditions. What is contained in something else comes first, or in one range:
 * a whole host name before one with a wildcard, that before any host; of one host, the path with more letters first.
 */
export function rangeOf({ hosts, paths }: Conditions): PriorityRange {
  if (hosts.length === 0) return byPath({ first: 40_001, size: 10_000 }, paths);
  if (hosts.some(isPattern)) return byHost(hosts, paths);
  return paths.length > 0 ? byPath({ first: 1, size: 25_000 }, paths) : { first: 25_001, size: 10_000 };
}

/** A number below `bound` for these conditions: the same in every synthesis, and whatever the construct is called. */
export function hashOf(conditions: Conditions, path: string, attempt: number, bound: number): number {
  // What is known at deployment only has another spelling in each synthesis.
  const isKnown = ![...conditions.hosts, ...conditions.paths].some(isToken);
  const text = `${isKnown ? JSON.stringify(conditions) : path}#${attempt}`;
  return createHash('sha256').update(text).digest().readUInt32BE() % bound;
}

const PATH_LEVELS = 40;
const HOST_LEVELS = 10;

/** The longer the shortest path of a rule is, the earlier. A whole path comes before patterns of the same length. */
function byPath({ first, size }: PriorityRange, paths: readonly string[]): PriorityRange {
  const width = Math.floor(size / PATH_LEVELS);
  const letters = Math.min(...paths.map(lettersOf));
  const start = first + (PATH_LEVELS - Math.min(Math.max(letters, 1), PATH_LEVELS)) * width;
  const whole = Math.floor(width / 5);
  return paths.some(isPattern) ? { first: start + whole, size: width - whole } : { first: start, size: whole };
}

/** The more labels the shortest wildcard of a rule has, the earlier. */
function byHost(hosts: readonly string[], paths: readonly string[]): PriorityRange {
  const width = 5000 / HOST_LEVELS;
  const labels = Math.min(...hosts.map(host => host.split('.').length));
  const first = 35_001 + (HOST_LEVELS - Math.min(labels, HOST_LEVELS)) * width;
  const size = width - 100;
  return paths.length > 0 ? byPath({ first, size }, paths) : { first: first + size, size: 100 };
}

function isPattern(text: string): boolean {
  return !isToken(text) && /[*?]/.test(text);
}

function lettersOf(pattern: string): number {
  return isToken(pattern) ? 1 : pattern.replace(/[*?]/g, '').length;
}

/** Whether a pattern matches all that another one does: a wildcard of that one needs a wildcard here. */
function covers(pattern: string, other: string): boolean {
  if (isToken(pattern) || isToken(other)) return pattern === other;
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replace(/\*/g, '.*').replace(/\?/g, '[^*]')}$`, 's').test(other);
}
