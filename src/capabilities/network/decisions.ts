import { rangeOf, subnetRanges } from './address-plan';
import { PAGE } from './page';
import { NetworkProps } from './props';
import { broughtKeyDecision, logEncryptionUnless } from '../../parts/data-key/brought';
import { always, choose, DecidedBy, follows } from '../../path/decision';
import { Ledger } from '../../path/ledger';
import { refusal } from '../../support/input';

/** The retentions that CloudWatch Logs accepts, in days. */
const RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** The services that a container on ECS calls before the first line of its code runs, and to read its secrets. */
const NEEDED_WITHOUT_NAT = ['ecr.api', 'ecr.dkr', 'logs', 'secretsmanager'];

/** The policy of a network: every choice, its default by tier, and why. */
export function decide(props: NetworkProps, ledger: Ledger) {
  const vpc = decideVpc(props, ledger);
  const addresses = decideAddresses(vpc, ledger);
  const routes = decideRoutes(props, vpc, ledger);
  const endpoints = decideEndpoints(props, { ...vpc, ...routes }, ledger);
  const records = decideRecords(props, ledger);
  const rest = decideRest(props, ledger);
  return { ...vpc, ...addresses, ...routes, ...endpoints, ...records, ...rest };
}

/** The choices for one network. */
export type NetworkChoices = ReturnType<typeof decide>;

/** The number of zones that a network has by default on this path. */
export function defaultZones(ledger: Ledger): number {
  return decide({}, ledger).maxZones;
}

function decideVpc(props: NetworkProps, ledger: Ledger) {
  const { availabilityZones: zoneNames } = props;
  return ledger.settle({
    cidrBlock: choose(props.cidrBlock, '10.0.0.0/16').because(
      'The largest range that AWS allows, of private addresses: a network that runs out of them is moved, not grown.',
    ),
    availabilityZones: choose<string[] | null>(zoneNames, null).because(
      'The first zones of the region, whichever it is: the same template deploys everywhere, and no look-up is ' +
        'needed to synthesise it.',
    ),
    maxZones: zoneNames
      ? follows(zoneNames.length, DecidedBy.APP_TEAM).whole(2, 3).because('As many as were named.')
      : choose(props.maxZones, { development: 2, staging: 2, production: 3 })
          .oneOf(2, 3)
          .because(
            'Two are the least that load balancers and databases accept. With three, the loss of one takes a ' +
              'third of the capacity.',
          ),
    dnsSupport: always(true).because('Endpoints, databases and load balancers are found by name.'),
    dnsHostnames: always(true).because('Private names of endpoints need it.'),
    publicSubnets: choose(props.publicSubnets, true).because(
      'For NAT gateways and public load balancers, and nothing else.',
    ),
  });
}

/** The choices about the VPC, on which the others depend. */
type VpcChoices = ReturnType<typeof decideVpc>;

function decideAddresses({ cidrBlock, maxZones, publicSubnets }: VpcChoices, ledger: Ledger) {
  const refuse = refusal(ledger.where, PAGE);
  const range = rangeOf(cidrBlock, refuse);
  const sizes = ledger.settle({
    publicAddressOnLaunch: always(false).because('Only what asks for a public address gets one.'),
    privatePrefixLength: always(range.prefixLength + 3)
      .whole(16, 28)
      .because('An eighth of the network in each zone: each task and each function takes an address here.'),
    publicPrefixLength: always(Math.min(range.prefixLength + 8, 27))
      .whole(16, 28)
      .because('Load balancers need a /27 to grow; little else stands here.'),
    isolatedPrefixLength: always(Math.min(range.prefixLength + 6, 28))
      .whole(16, 28)
      .because('Databases and caches take few addresses.'),
  });
  const ranges = subnetRanges(range, sizes, refuse);
  const subnets = ledger.settle({
    privateCidrBlocks: follows(ranges.private.slice(0, maxZones)).because(
      'The first ranges of the network. Room for three zones is kept, so that a third one moves no subnet.',
    ),
    publicCidrBlocks: follows(publicSubnets ? ranges.public.slice(0, maxZones) : []).because(
      'The ranges after the private ones.',
    ),
    isolatedCidrBlocks: follows(ranges.isolated.slice(0, maxZones)).because(
      'The ranges after the public ones. Of a /16, more than half stays free.',
    ),
  });
  return { ...sizes, ...subnets };
}

function decideRoutes(props: NetworkProps, { maxZones, publicSubnets }: VpcChoices, ledger: Ledger) {
  return ledger.settle({
    natGateways: publicSubnets
      ? choose(props.natGateways, { development: 1, staging: 1, production: maxZones })
          .whole(0, maxZones)
          .because(
            'About 33 USD a month each. One is enough until the loss of its zone is something that customers notice.',
          )
      : follows(0).because('NAT gateways stand in public subnets, and there are none.'),
    isolatedEgress: follows(false).because('What holds data has no way out of the network: it is what isolated means.'),
  });
}

function decideEndpoints(
  props: NetworkProps,
  { maxZones, natGateways }: { readonly maxZones: number; readonly natGateways: number },
  ledger: Ledger,
) {
  return ledger.settle({
    gatewayEndpoints: always<string[]>(['s3', 'dynamodb'])
      .listOf(/^(s3|dynamodb)$/, "'s3' and 'dynamodb', which alone have such endpoints")
      .because('Free, and their traffic (image layers, backups) pays no NAT gateway.'),
    interfaceEndpoints: choose<string[]>(props.interfaceEndpoints, natGateways > 0 ? [] : NEEDED_WITHOUT_NAT).because(
      natGateways > 0
        ? 'One costs 7.30 USD a month and zone and saves .035 USD a GB of NAT traffic: in three zones it pays from ' +
            '625 GB a month for that one service.'
        : 'Without a NAT gateway a container could not start: it needs its image, its log and its secrets.',
    ),
    interfaceEndpointZones: always({ development: 1, staging: maxZones, production: maxZones })
      .whole(1, maxZones)
      .because(
        'An endpoint is reached from all zones; in each it costs once more, and survives the loss of the others.',
      ),
    endpointPort: always(443)
      .whole(1, 65535)
      .because('AWS services are spoken to over TLS, from inside of the network only.'),
    endpointPrivateDns: always(true).because(
      'The services keep their usual names, so that no client needs to be told.',
    ),
    endpointPrincipals: always('own-account')
      .oneOf('own-account', 'anyone')
      .because(
        'A thief cannot carry data out to an account of his own. Not for S3: image layers and package mirrors are ' +
          'fetched with other credentials than ours.',
      ),
  });
}

function decideRecords(props: NetworkProps, ledger: Ledger) {
  const brought = ledger.settle(broughtKeyDecision(props));
  const records = ledger.settle({
    flowLogs: always(true).because('Who spoke to whom cannot be found out afterwards.'),
    flowLogTraffic: always({ development: 'rejected', staging: 'rejected', production: 'all' })
      .oneOf('all', 'rejected', 'accepted')
      .because('Rejected traffic shows what is misconfigured; all of it, what an intruder did. Billed by the GB.'),
    flowLogIntervalSeconds: always(600)
      .oneOf(60, 600)
      .because('One record for ten minutes instead of ten. They are read after the fact, not live.'),
    logRetentionDays: always({ development: 7, staging: 30, production: 365 })
      .oneOf(...RETENTION_DAYS)
      .because('Intrusions are often found months later; a year is what audits ask for.'),
    ...logEncryptionUnless(brought),
    logKeyRotation: always(true).because('Once a year, free and unseen.'),
    logKeyDeletionDays: always(30)
      .whole(7, 30)
      .because('What the key encrypted is lost with it: as long as AWS allows to change your mind.'),
    logsKeptOnDeletion: always({ development: false, staging: false, production: true }).because(
      'The records outlive the network that they are about.',
    ),
  });
  return { ...brought, ...records };
}

function decideRest({ publishTo }: NetworkProps, ledger: Ledger) {
  return ledger.settle({
    defaultSecurityGroup: always('closed')
      .oneOf('closed', 'as-made')
      .because('What names no security group lands in it, and would reach everything else that did.'),
    closingRuntime: always('nodejs24.x').because(
      'Of the function that closes it: the newest one, so that it is supported the longest.',
    ),
    closingArchitecture: always('arm64')
      .oneOf('arm64', 'x86_64')
      .because('Of the function that closes it: cheaper for the same work.'),
    closingMemoryMib: always(128)
      .whole(128, 10240)
      .because('The least there is: the function that closes it makes two API calls.'),
    closingTimeoutSeconds: always(60)
      .whole(1, 900)
      .because('Of the function that closes it: two API calls, with retries.'),
    closingConcurrency: always<number | null>(null)
      .whole(1, 1000)
      .because(
        'None reserved: the function runs once per deployment. In a new account there are 10 executions in all, ' +
          'none of which can be reserved.',
      ),
    publishTo: choose<string | null>(publishTo, null).because(
      'The path of the SSM parameters by which other apps find the network.',
    ),
  });
}
