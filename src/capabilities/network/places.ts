import { NetworkChoices } from './decisions';
import { PARAMETER } from './published-parameters';
import { Carrier, corresponding, Pair } from '../../record/place';

/** The decisions that one of the engines does not need. The README says why. */
export const differences: string[] = [
  'closingRuntime',
  'closingArchitecture',
  'closingMemoryMib',
  'closingTimeoutSeconds',
  'closingConcurrency',
];

type When = (decided: NetworkChoices) => boolean;

const carrier = corresponding<NetworkChoices>;

const IS_THERE: Pair<string> = ['', ''];
const RANGE: Pair<string> = ['CidrBlock', 'cidr_block'];
const SERVICE: Pair<string> = ['ServiceName', 'service_name'];

const isSet = (value: any) => value !== undefined;
const count = (values: any[]) => values.length;
const any = (values: any[]) => values.length > 0;
const prefixLength = (cidrBlock: string) => Number(cidrBlock.split('/')[1]);
const common = (values: any[]) => (new Set(values).size === 1 ? values[0] : values);

/** Zones that are asked for at deployment are objects in CloudFormation, and references in Terraform. */
const zoneNames = (zones: any[]) =>
  zones.every(zone => typeof zone === 'string' && !zone.includes('${')) ? zones : null;
const traffic = (value: string) => ({ ALL: 'all', REJECT: 'rejected', ACCEPT: 'accepted' })[value];
const keyOf = (key: any) => (isSet(key) ? 'own-key' : 'service-key');
const prefixOf = (name: string | undefined) => name?.replace(`/${PARAMETER.vpcId}`, '') ?? null;

/** Names of endpoints, whose regions are known at deployment. */
const serviceInJoin = (name: any) => String(name['Fn::Join'][1].at(-1)).replace(/^\./, '');
const serviceInReference = (name: string) => name.split('}.')[1];

/** A policy that is no condition on the account lets everybody in. */
const principalsIn = (policy: any): string =>
  policy?.Statement.every((statement: any) => isSet(statement.Condition?.StringEquals?.['aws:PrincipalAccount']))
    ? 'own-account'
    : 'anyone';
const principalsInJson = (policy: string | undefined) =>
  /"aws:PrincipalAccount" = data\.aws_caller_identity\.[^.]+\.account_id/.test(policy ?? '') ? 'own-account' : 'anyone';

const withPublicSubnets: When = ({ publicSubnets }) => publicSubnets;
const withInterfaceEndpoints: When = ({ interfaceEndpoints }) => interfaceEndpoints.length > 0;
const withFlowLogs: When = ({ flowLogs }) => flowLogs;
const withLogKey: When = ({ flowLogs, logEncryption }) => flowLogs && logEncryption === 'own-key';

/** Where each decision of a network is seen. */
export const carriers: Carrier[] = [
  carrier('cidrBlock', 'vpc', RANGE),
  carrier('availabilityZones', /^privateSubnet\d$/, ['AvailabilityZone', 'availability_zone'], zoneNames),
  carrier('maxZones', /^privateSubnet\d$/, IS_THERE, count),
  carrier('dnsSupport', 'vpc', ['EnableDnsSupport', 'enable_dns_support']),
  carrier('dnsHostnames', 'vpc', ['EnableDnsHostnames', 'enable_dns_hostnames']),
  carrier('publicSubnets', /^publicSubnet\d$/, IS_THERE, any),
  carrier(
    'publicAddressOnLaunch',
    /^publicSubnet\d$/,
    ['MapPublicIpOnLaunch', 'map_public_ip_on_launch'],
    common,
    withPublicSubnets,
  ),
  carrier('privatePrefixLength', 'privateSubnet1', RANGE, prefixLength),
  carrier('publicPrefixLength', 'publicSubnet1', RANGE, prefixLength, withPublicSubnets),
  carrier('isolatedPrefixLength', 'isolatedSubnet1', RANGE, prefixLength),
  carrier('privateCidrBlocks', /^privateSubnet\d$/, RANGE),
  carrier('publicCidrBlocks', /^publicSubnet\d$/, RANGE),
  carrier('isolatedCidrBlocks', /^isolatedSubnet\d$/, RANGE),
  carrier('natGateways', /^natGateway\d$/, IS_THERE, count),
  carrier('isolatedEgress', /^isolatedRoute\d*$/, IS_THERE, any),
  carrier('gatewayEndpoints', /^gatewayEndpoint/, SERVICE, [
    names => names.map(serviceInJoin),
    names => names.map(serviceInReference),
  ]),
  carrier('interfaceEndpoints', /^interfaceEndpoint/, SERVICE, [
    names => names.map(serviceInJoin),
    names => names.map(serviceInReference),
  ]),
  carrier(
    'interfaceEndpointZones',
    /^interfaceEndpoint/,
    ['SubnetIds', 'subnet_ids'],
    lists => common(lists.map(count)),
    withInterfaceEndpoints,
  ),
  {
    decision: 'endpointPort',
    cloudformation: { slot: 'endpointSecurityGroup', path: 'SecurityGroupIngress[0].FromPort' },
    terraform: { slot: 'endpointSecurityGroupIngress', path: 'from_port' },
    when: withInterfaceEndpoints,
  },
  carrier(
    'endpointPrivateDns',
    /^interfaceEndpoint/,
    ['PrivateDnsEnabled', 'private_dns_enabled'],
    common,
    withInterfaceEndpoints,
  ),
  // Whoever may use S3's is decided by the buckets.
  carrier(
    'endpointPrincipals',
    /^(gateway|interface)Endpoint(?!S3$)/,
    ['PolicyDocument', 'policy'],
    [policies => common(policies.map(principalsIn)), policies => common(policies.map(principalsInJson))],
    ({ gatewayEndpoints, interfaceEndpoints }) =>
      [...gatewayEndpoints, ...interfaceEndpoints].some(service => service !== 's3'),
  ),
  carrier('flowLogs', 'flowLog', IS_THERE, isSet),
  carrier('flowLogTraffic', 'flowLog', ['TrafficType', 'traffic_type'], traffic, withFlowLogs),
  carrier(
    'flowLogIntervalSeconds',
    'flowLog',
    ['MaxAggregationInterval', 'max_aggregation_interval'],
    undefined,
    withFlowLogs,
  ),
  carrier('logRetentionDays', 'flowLogGroup', ['RetentionInDays', 'retention_in_days'], undefined, withFlowLogs),
  carrier('logEncryption', 'flowLogGroup', ['KmsKeyId', 'kms_key_id'], keyOf, withFlowLogs),
  carrier('logKeyRotation', 'logKey', ['EnableKeyRotation', 'enable_key_rotation'], undefined, withLogKey),
  carrier('logKeyDeletionDays', 'logKey', ['PendingWindowInDays', 'deletion_window_in_days'], undefined, withLogKey),
  carrier(
    'logsKeptOnDeletion',
    'flowLogGroup',
    ['DeletionPolicy', 'skip_destroy'],
    [policy => policy === 'Retain', kept => kept],
    withFlowLogs,
  ),
  carrier('defaultSecurityGroup', 'closedDefaultSecurityGroup', IS_THERE, group =>
    group && !group.ingress && !group.egress ? 'closed' : 'as-made',
  ),
  carrier('publishTo', 'vpcIdParameter', ['Name', 'name'], prefixOf),
];
