import { aligned, formatRange, Ipv4Range, parseRange } from '../../support/cidr';
import { Refuse, said } from '../../support/input';

/** One kind of subnet: the same size in every zone. */
export interface SubnetPlan {
  readonly name: string;
  readonly prefixLength: number;
}

/** The lengths of the prefixes of the three kinds of subnets. */
export interface PrefixLengths {
  readonly privatePrefixLength: number;
  readonly publicPrefixLength: number;
  readonly isolatedPrefixLength: number;
}

/**
 * Every kind of subnet has room for three zones, used or not, so that a network which grows from two zones to three
 * keeps the addresses of the subnets it has: another range would be another subnet.
 */
export const PLANNED_ZONES = 3;

/** The range of a network. Refuses a text that is none, and a range that begins where no such range begins. */
export function rangeOf(cidrBlock: string, refuse: Refuse): Ipv4Range {
  const range = parseRange(cidrBlock);
  if (!range || range.prefixLength < 16 || range.prefixLength > 24) {
    return refuse(
      `cidrBlock is ${said(cidrBlock)}.`,
      "Give a literal IPv4 range from /16 to /24, for instance '10.1.0.0/16': the ranges of the subnets are " +
        'computed from it.',
    );
  }
  // This host, loopback, link-local, multicast and what is reserved: no address of these reaches an interface.
  if (/^(0|127|169\.254|22[4-9]|23\d|24\d|25[0-5])\./.test(cidrBlock)) {
    refuse(
      `cidrBlock is '${cidrBlock}', which is no range of hosts.`,
      "Give a private one, for instance '10.1.0.0/16'.",
    );
  }
  const right = formatRange(aligned(range));
  if (right !== formatRange(range)) {
    refuse(
      `cidrBlock is '${cidrBlock}', which does not begin where a /${range.prefixLength} begins.`,
      `Give '${right}'.`,
    );
  }
  return range;
}

/** The ranges of all subnets, by kind, one for each planned zone. Refuses where they do not fit. */
export function subnetRanges(range: Ipv4Range, lengths: PrefixLengths, refuse: Refuse): { [kind: string]: string[] } {
  const { privatePrefixLength, publicPrefixLength, isolatedPrefixLength } = lengths;
  const plans = [
    { name: 'private', prefixLength: privatePrefixLength },
    { name: 'public', prefixLength: publicPrefixLength },
    { name: 'isolated', prefixLength: isolatedPrefixLength },
  ];
  return (
    carve(range, plans) ??
    refuse(
      `Three zones of private /${privatePrefixLength}, public /${publicPrefixLength} and isolated ` +
        `/${isolatedPrefixLength} subnets do not fit into ${formatRange(range)}.`,
      'Give a larger cidrBlock, or longer prefixes.',
    )
  );
}

/**
 * The ranges of all subnets, by kind, one for each planned zone; undefined where they do not fit. One kind comes after
 * the other, and each range begins at a multiple of its own size.
 */
export function carve(range: Ipv4Range, plans: readonly SubnetPlan[]): { [name: string]: string[] } | undefined {
  let next = range.first;
  const ranges: { [name: string]: string[] } = {};
  for (const { name, prefixLength } of plans) {
    const size = sizeOf(prefixLength);
    ranges[name] = Array.from({ length: PLANNED_ZONES }, () => {
      const first = Math.ceil(next / size) * size;
      next = first + size;
      return formatRange({ first, prefixLength });
    });
  }
  return next <= range.first + sizeOf(range.prefixLength) ? ranges : undefined;
}

function sizeOf(prefixLength: number): number {
  return 2 ** (32 - prefixLength);
}
