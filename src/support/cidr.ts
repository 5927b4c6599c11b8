import { Refuse, said } from './input';
import { isToken } from './tokens';

/**
 * An IPv4 range.
 *
 * @internal
 */
export interface Ipv4Range {
  /** Its first address, as a number. */
  readonly first: number;
  /** The length of its prefix: 16 for `/16`. */
  readonly prefixLength: number;
}

/**
 * The range that a text means, if it means one.
 *
 * @internal
 */
export function parseRange(text: string): Ipv4Range | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
  // Some programs take a number with a zero in front of it for an octal one.
  if (!match || match.slice(1).some(number => /^0\d/.test(number))) return undefined;
  const [a, b, c, d, prefixLength] = match.slice(1).map(Number);
  if ([a, b, c, d].some(octet => octet > 255) || prefixLength > 32) return undefined;
  return { first: ((a * 256 + b) * 256 + c) * 256 + d, prefixLength };
}

/**
 * The range as a text.
 *
 * @internal
 */
export function formatRange({ first, prefixLength }: Ipv4Range): string {
  return `${[24, 16, 8, 0].map(shift => Math.floor(first / 2 ** shift) % 256).join('.')}/${prefixLength}`;
}

/**
 * The range of the same size that contains an address.
 *
 * @internal
 */
export function aligned({ first, prefixLength }: Ipv4Range): Ipv4Range {
  return { first: first - (first % 2 ** (32 - prefixLength)), prefixLength };
}

/** @internal */
export function isCidr(text: string): boolean {
  return parseRange(text) !== undefined;
}

/** The bounds of a range. */
interface Bounds {
  /** The shortest prefix: that of the largest range. */
  readonly shortest: number;
  /** The longest prefix: that of the smallest range. */
  readonly longest: number;
}

/**
 * Refuses what is no IPv4 range, one that is too large or too small, and one that begins within itself: EC2 silently
 * takes another one for it, and Terraform refuses it. A range that is known at deployment only passes.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpRange.html
 * @internal
 */
export function checkCidr(label: string, text: any, { shortest, longest }: Bounds, refuse: Refuse): void {
  if (isToken(text)) return;
  const range = typeof text === 'string' ? parseRange(text) : undefined;
  if (!range || range.prefixLength < shortest || range.prefixLength > longest) {
    return refuse(
      `${label} is ${said(text)}.`,
      `Give an IPv4 range from /${shortest} to /${longest}, for instance '10.1.0.0/${Math.max(shortest, 16)}'.`,
    );
  }
  const right = formatRange(aligned(range));
  if (right !== formatRange(range)) {
    refuse(`${label} is '${text}', which does not begin where a /${range.prefixLength} begins.`, `Give '${right}'.`);
  }
}
