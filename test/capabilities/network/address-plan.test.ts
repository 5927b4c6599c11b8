import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as fc from 'fast-check';
import { carve, SubnetPlan } from '../../../src/capabilities/network/address-plan';
import { decide } from '../../../src/capabilities/network/decisions';
import { BUILT_IN_PATH } from '../../../src/path/decision';
import { Ledger } from '../../../src/path/ledger';
import { aligned, formatRange, parseRange } from '../../../src/support/cidr';

const ranges = fc
  .tuple(fc.nat(2 ** 32 - 1), fc.integer({ min: 16, max: 24 }))
  .map(([first, prefixLength]) => aligned({ first, prefixLength }));

/** Those that hosts can have: not this host, loopback, link-local, multicast, reserved. */
const hosts = ranges.filter(range => {
  const [a, b] = formatRange(range).split('.').map(Number);
  return a > 0 && a < 224 && a !== 127 && !(a === 169 && b === 254);
});

test('a range survives being written down', () => {
  fc.assert(fc.property(ranges, range => expect(parseRange(formatRange(range))).toEqual(range)));
});

test('the plan of every network fits, and no two subnets overlap', () => {
  fc.assert(
    fc.property(hosts, range => {
      const choices = decide({ cidrBlock: formatRange(range) }, new Ledger('network', BUILT_IN_PATH, 'here'));
      const bounds = (text: string) => {
        const { first, prefixLength } = parseRange(text)!;
        return { first, last: first + 2 ** (32 - prefixLength) - 1 };
      };
      const whole = bounds(formatRange(range));
      const subnets = [...choices.privateCidrBlocks, ...choices.publicCidrBlocks, ...choices.isolatedCidrBlocks].map(
        bounds,
      );
      expect(subnets).toHaveLength(9);
      let previous = whole.first - 1;
      for (const { first, last } of subnets.sort((a, b) => a.first - b.first)) {
        expect(first).toBeGreaterThan(previous);
        previous = last;
      }
      expect(previous).toBeLessThanOrEqual(whole.last);
    }),
  );
});

test('the arithmetic is the same as that of CDK', () => {
  const lengths = fc.integer({ min: 18, max: 28 });
  fc.assert(
    fc.property(lengths, lengths, lengths, (a, b, c) => {
      const plans: SubnetPlan[] = [
        { name: 'a', prefixLength: a },
        { name: 'b', prefixLength: b },
        { name: 'c', prefixLength: c },
      ];
      const ours = carve(parseRange('10.0.0.0/16')!, plans);
      let theirs: string[] | undefined;
      try {
        theirs = ec2.IpAddresses.cidr('10.0.0.0/16')
          .allocateSubnetsCidr({
            vpcCidr: '10.0.0.0/16',
            requestedSubnets: plans.flatMap(plan =>
              [1, 2, 3].map(zone => ({
                availabilityZone: `${zone}`,
                subnetConstructId: `${plan.name}${zone}`,
                configuration: { name: plan.name, subnetType: ec2.SubnetType.PUBLIC, cidrMask: plan.prefixLength },
              })),
            ),
          })
          .allocatedSubnets.map(({ cidr }) => cidr);
      } catch {
        theirs = undefined;
      }
      expect(ours && Object.values(ours).flat()).toEqual(theirs);
    }),
  );
});
