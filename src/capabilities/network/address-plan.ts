/** An IPv4 range. */
export interface Ipv4Range {
  /** Its first address, as a number. */
  readonly first: number;
  /** The length of its prefix: 16 for `/16`. */
  readonly prefixLength: number;
}

/** One kind of subnet: the same size in every zone. */
export interface SubnetPlan {
  readonly name: string;
  readonly prefixLength: number;
}

/**
 * Every kind of subnet has room for three zones, used or not, so that a network which grows from two zones to three
 * keeps the addresses of the subnets it has: another range would be another subnet.
 */
export const PLANNED_ZONES = 3;

/** The range that a text means, if it means one. */
export function parseRange(text: string): Ipv4Range | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
  if (!match) return undefined;
  const [a, b, c, d, prefixLength] = match.slice(1).map(Number);
  if ([a, b, c, d].some(octet => octet > 255) || prefixLength > 32) return undefined;
  return { first: ((a * 256 + b) * 256 + c) * 256 + d, prefixLength };
}

/** The range as a text. */
export function formatRange({ first, prefixLength }: Ipv4Range): string {
  return `${[24, 16, 8, 0].map(shift => Math.floor(first / 2 ** shift) % 256).join('.')}/${prefixLength}`;
}

/** The range of that size that an address is in. */
export function aligned({ first, prefixLength }: Ipv4Range): Ipv4Range {
  return { first: first - (first % sizeOf(prefixLength)), prefixLength };
}

/**
 * The ranges of all subnets, by kind, one for each planned zone; undefined where they do not fit.
 * Kinds are laid out one after the other, each range at a multiple of its own size.
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
