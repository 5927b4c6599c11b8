import { aligned, carve, formatRange, parseRange } from './address-plan';
import { NetworkProps } from './props';
import { Capability, CapabilityArea, CapabilityStage } from '../../path/capability';
import { always, choose, DecidedBy, follows, Ledger } from '../../path/decision';
import { checkOwner } from '../../path/owner';
import { InvalidInputError } from '../../support/errors';
import { refusal } from '../../support/input';

/** What the registry says of it. */
export const capability: Capability = {
  id: 'network',
  construct: 'Network',
  summary: 'A VPC with public, private and isolated subnets, shared by everything in an environment.',
  area: CapabilityArea.ENVIRONMENTS,
  owner: 'goldenpath',
  stage: CapabilityStage.EXPERIMENTAL,
  version: '1',
};

/** Props from which every decision's name can be known. */
export const typicalProps: NetworkProps = {};

/** What CloudWatch Logs accepts. */
const RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** What a container on ECS needs before its first line of code runs, and to read its secrets. */
const NEEDED_WITHOUT_NAT = ['ecr.api', 'ecr.dkr', 'logs', 'secretsmanager'];

/** The policy of a network: every choice, its default by tier, and why. */
export function decide(props: NetworkProps, ledger: Ledger) {
  const { where } = ledger;
  check(props, where);
  const zoneNames = props.availabilityZones;

  const { maxZones, ...place } = ledger.settle({
    cidrBlock: choose(props.cidrBlock, '10.0.0.0/16').because(
      'The largest range that AWS allows, of private addresses: a network that runs out of them is moved, not grown.',
    ),
    availabilityZones: choose<string[] | null>(zoneNames, null).because(
      'The first zones of the region, whichever it is: the same template deploys everywhere, and no look-up is ' +
        'needed to synthesise it.',
    ),
    maxZones: zoneNames
      ? follows(zoneNames.length, DecidedBy.APP_TEAM).within(2, 3).because('As many as were named.')
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
  const range = rangeOf(place.cidrBlock, where);

  const addresses = ledger.settle({
    publicAddressOnLaunch: always(false).because('Only what asks for a public address gets one.'),
    privatePrefixLength: always(range.prefixLength + 3)
      .within(16, 28)
      .because('An eighth of the network in each zone: each task and each function takes an address here.'),
    publicPrefixLength: always(Math.min(range.prefixLength + 8, 27))
      .within(16, 28)
      .because('Load balancers need a /27 to grow; little else stands here.'),
    isolatedPrefixLength: always(Math.min(range.prefixLength + 6, 28))
      .within(16, 28)
      .because('Databases and caches take few addresses.'),
  });
  const subnets = subnetsOf(place.cidrBlock, addresses, where);

  const ways = ledger.settle({
    privateCidrBlocks: follows(subnets.private.slice(0, maxZones)).because(
      'The first ranges of the network. Room for three zones is kept, so that a third one moves no subnet.',
    ),
    publicCidrBlocks: follows(place.publicSubnets ? subnets.public.slice(0, maxZones) : []).because(
      'The ranges after the private ones.',
    ),
    isolatedCidrBlocks: follows(subnets.isolated.slice(0, maxZones)).because(
      'The ranges after the public ones. Of a /16, more than half stays free.',
    ),
    natGateways: place.publicSubnets
      ? choose(props.natGateways, { development: 1, staging: 1, production: maxZones })
          .within(0, maxZones)
          .because(
            'About 33 USD a month each. One is enough until the loss of its zone is something that customers notice.',
          )
      : follows(0).because('NAT gateways stand in public subnets, and there are none.'),
    isolatedEgress: follows(false).because('What holds data has no way out of the network: it is what isolated means.'),
  });

  const endpoints = ledger.settle({
    gatewayEndpoints: always<string[]>(['s3', 'dynamodb']).because(
      'Free, and their traffic (image layers, backups) pays no NAT gateway.',
    ),
    interfaceEndpoints: choose<string[]>(
      props.interfaceEndpoints,
      ways.natGateways > 0 ? [] : NEEDED_WITHOUT_NAT,
    ).because(
      ways.natGateways > 0
        ? 'One costs 7.30 USD a month and zone and saves .035 USD a GB of NAT traffic: in three zones it pays from ' +
            '625 GB a month for that one service.'
        : 'Without a NAT gateway a container could not start: it needs its image, its log and its secrets.',
    ),
    interfaceEndpointZones: always({ development: 1, staging: maxZones, production: maxZones })
      .within(1, maxZones)
      .because(
        'An endpoint is reached from all zones; in each it costs once more, and survives the loss of the others.',
      ),
    endpointPort: always(443)
      .within(1, 65535)
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
    logEncryption: always({ development: 'service-key', staging: 'own-key', production: 'own-key' })
      .oneOf('service-key', 'own-key')
      .because('A key of your own, for 1 USD a month, can be audited and withdrawn.'),
    logKeyRotation: always(true).because('Once a year, free and unseen.'),
    logKeyDeletionDays: always(30)
      .within(7, 30)
      .because('What the key encrypted is lost with it: as long as AWS allows to change your mind.'),
    logsKeptOnDeletion: always({ development: false, staging: false, production: true }).because(
      'The records outlive the network that they are about.',
    ),
  });

  const closing = ledger.settle({
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
      .within(128, 10240)
      .because('The least there is: the function that closes it makes two API calls.'),
    closingTimeoutSeconds: always(60)
      .within(1, 900)
      .because('Of the function that closes it: two API calls, with retries.'),
    closingConcurrency: always<number | null>(null).because(
      'None reserved: the function runs once per deployment. In a new account there are 10 executions in all, ' +
        'none of which can be reserved.',
    ),
    publishTo: choose<string | null>(props.publishTo, null).because(
      'The path of the SSM parameters by which other apps find the network.',
    ),
  });
  if (closing.publishTo !== null) checkPrefix(closing.publishTo, where, 'publishTo');

  return { maxZones, ...place, ...addresses, ...ways, ...endpoints, ...records, ...closing };
}

/** What the renderers map. */
export type NetworkChoices = ReturnType<typeof decide>;

/** Refuses what cannot be right before anything is made. The rest is checked with the decisions. */
function check(props: NetworkProps, where: string): void {
  const { owner, availabilityZones: zones, maxZones, natGateways, interfaceEndpoints } = props;
  checkOwner(owner, refusal(where, 'guides/network.md'));
  for (const [name, list] of Object.entries({ availabilityZones: zones, interfaceEndpoints })) {
    const isList = Array.isArray(list) && list.every(each => typeof each === 'string');
    if (list !== undefined && list !== null && !isList) {
      refuse(where, `${name} is ${JSON.stringify(list)}`, 'Give a list of names.');
    }
  }
  if (zones && (zones.length < 2 || zones.length > 3 || new Set(zones).size < zones.length)) {
    refuse(where, `availabilityZones is ${JSON.stringify(zones)}`, 'Give 2 or 3 different zones.');
  }
  if (zones && maxZones !== undefined && maxZones !== zones.length) {
    refuse(where, `maxZones is ${maxZones}, and availabilityZones has ${zones.length}`, 'Give one of the two.');
  }
  if (natGateways !== undefined && !Number.isInteger(natGateways)) {
    refuse(where, `natGateways is ${natGateways}`, 'Give a whole number, at most one for each zone.');
  }
  if (props.publicSubnets === false && natGateways) {
    refuse(
      where,
      `There are to be no public subnets, and ${natGateways} NAT gateways`,
      'NAT gateways stand in public subnets: give natGateways: 0, or leave publicSubnets out.',
    );
  }
  for (const name of interfaceEndpoints ?? []) {
    if (!/^[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(name) || name.startsWith('com.amazonaws')) {
      refuse(
        where,
        `interfaceEndpoints has ${JSON.stringify(name)}`,
        "Give the last part of the endpoint's name: 'sqs' for com.amazonaws.eu-west-1.sqs.",
      );
    }
  }
  if (new Set(interfaceEndpoints).size < (interfaceEndpoints ?? []).length) {
    refuse(where, `interfaceEndpoints is ${JSON.stringify(interfaceEndpoints)}`, 'Name each service once.');
  }
}

/** Parameters of an account have a path, and some paths are AWS's own. */
export function checkPrefix(prefix: string, where: string, prop: string): void {
  if (!/^(\/[A-Za-z0-9_.-]+)+$/.test(prefix) || /^\/(aws|ssm)/i.test(prefix)) {
    refuse(
      where,
      `${prop} is ${JSON.stringify(prefix)}`,
      "Give a path such as '/platform/production/network': it begins with a slash, does not end with one, and not " +
        'with /aws or /ssm.',
    );
  }
}

/** How many zones this path gives to a network that says nothing about them. */
export function defaultZones(ledger: Ledger): number {
  return decide({}, ledger).maxZones;
}

function rangeOf(cidrBlock: string, where: string) {
  const range = parseRange(cidrBlock);
  if (!range || range.prefixLength < 16 || range.prefixLength > 24) {
    return refuse(
      where,
      `cidrBlock is ${JSON.stringify(cidrBlock)}`,
      "Give a literal IPv4 range from /16 to /24, for instance '10.1.0.0/16': the ranges of the subnets are " +
        'computed from it.',
    );
  }
  const right = formatRange(aligned(range));
  if (right !== formatRange(range)) {
    refuse(
      where,
      `cidrBlock is '${cidrBlock}', which does not begin where a /${range.prefixLength} begins`,
      `Give '${right}'.`,
    );
  }
  return range;
}

function subnetsOf(
  cidrBlock: string,
  lengths: { privatePrefixLength: number; publicPrefixLength: number; isolatedPrefixLength: number },
  where: string,
) {
  const subnets = carve(rangeOf(cidrBlock, where), [
    { name: 'private', prefixLength: lengths.privatePrefixLength },
    { name: 'public', prefixLength: lengths.publicPrefixLength },
    { name: 'isolated', prefixLength: lengths.isolatedPrefixLength },
  ]);
  return (
    subnets ??
    refuse(
      where,
      `Three zones of private /${lengths.privatePrefixLength}, public /${lengths.publicPrefixLength} and isolated ` +
        `/${lengths.isolatedPrefixLength} subnets do not fit into ${cidrBlock}`,
      'Give a larger cidrBlock, or longer prefixes.',
    )
  );
}

function refuse(where: string, what: string, hint: string): never {
  throw new InvalidInputError({ what: `${what}.`, where, hint, page: 'guides/network.md' });
}
