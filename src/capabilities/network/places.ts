import { NetworkChoices } from './decisions';
import { broughtKeyPlace } from '../../parts/data-key/brought';
import { NETWORK_PARAMETER } from '../../parts/published-parameters/published-parameters';
import { Codecs } from '../../record/codecs';
import { Condition } from '../../record/condition';
import { Place, RESOURCE } from '../../record/place';

const RANGE = { cloudformation: 'CidrBlock', terraform: 'cidr_block' };
const SERVICES = {
  cloudformation: { path: 'ServiceName', unit: 'service-in-join' },
  terraform: { path: 'service_name', unit: 'service-in-reference' },
};

const PUBLIC_SUBNETS = '^publicSubnet\\d$';
const PRIVATE_SUBNETS = '^privateSubnet\\d$';
const INTERFACE_ENDPOINTS = '^interfaceEndpoint';

const WITH_PUBLIC_SUBNETS = { publicSubnets: true };
const WITH_INTERFACE_ENDPOINTS = { interfaceEndpoints: { not: [[]] } };
const WITH_FLOW_LOGS = { flowLogs: true };
const WITH_LOG_KEY = { flowLogs: true, logEncryption: 'own-key', broughtKey: null };
const LOG_KEY = { slot: 'flowLogGroup', cloudformation: 'KmsKeyId', terraform: 'kms_key_id' };
/** Any endpoint but S3's: the buckets decide who may use that one. */
const WITH_ENDPOINT_POLICY: Condition[] = [
  { gatewayEndpoints: { not: [[], ['s3']] } },
  { interfaceEndpoints: { not: [[], ['s3']] } },
];

/** The places where the decisions of a network are seen. */
export const places: Place<NetworkChoices>[] = [
  { decision: 'cidrBlock', slot: 'vpc', ...RANGE },
  {
    decision: 'availabilityZones',
    slots: PRIVATE_SUBNETS,
    cloudformation: 'AvailabilityZone',
    terraform: 'availability_zone',
    gather: 'named-zones',
  },
  { decision: 'maxZones', slots: PRIVATE_SUBNETS, ...RESOURCE, gather: 'count' },
  { decision: 'dnsSupport', slot: 'vpc', cloudformation: 'EnableDnsSupport', terraform: 'enable_dns_support' },
  { decision: 'dnsHostnames', slot: 'vpc', cloudformation: 'EnableDnsHostnames', terraform: 'enable_dns_hostnames' },
  { decision: 'publicSubnets', slots: PUBLIC_SUBNETS, ...RESOURCE, gather: 'any' },
  {
    decision: 'publicAddressOnLaunch',
    slots: PUBLIC_SUBNETS,
    cloudformation: 'MapPublicIpOnLaunch',
    terraform: 'map_public_ip_on_launch',
    gather: 'alike',
    when: WITH_PUBLIC_SUBNETS,
  },
  { decision: 'privatePrefixLength', slot: 'privateSubnet1', ...RANGE, unit: 'prefix-length' },
  {
    decision: 'publicPrefixLength',
    slot: 'publicSubnet1',
    ...RANGE,
    unit: 'prefix-length',
    when: WITH_PUBLIC_SUBNETS,
  },
  { decision: 'isolatedPrefixLength', slot: 'isolatedSubnet1', ...RANGE, unit: 'prefix-length' },
  { decision: 'privateCidrBlocks', slots: PRIVATE_SUBNETS, ...RANGE },
  { decision: 'publicCidrBlocks', slots: PUBLIC_SUBNETS, ...RANGE },
  { decision: 'isolatedCidrBlocks', slots: '^isolatedSubnet\\d$', ...RANGE },
  { decision: 'natGateways', slots: '^natGateway\\d$', ...RESOURCE, gather: 'count' },
  { decision: 'isolatedEgress', slots: '^isolatedRoute\\d*$', ...RESOURCE, gather: 'any' },
  { decision: 'gatewayEndpoints', slots: '^gatewayEndpoint', ...SERVICES },
  { decision: 'interfaceEndpoints', slots: INTERFACE_ENDPOINTS, ...SERVICES },
  {
    decision: 'interfaceEndpointZones',
    slots: INTERFACE_ENDPOINTS,
    cloudformation: 'SubnetIds',
    terraform: 'subnet_ids',
    unit: 'length',
    gather: 'alike',
    when: WITH_INTERFACE_ENDPOINTS,
  },
  {
    decision: 'endpointPort',
    slot: 'endpointSecurityGroup',
    cloudformation: 'SecurityGroupIngress[0].FromPort',
    terraform: { path: 'from_port', slot: 'endpointSecurityGroupIngress' },
    when: WITH_INTERFACE_ENDPOINTS,
  },
  {
    decision: 'endpointPrivateDns',
    slots: INTERFACE_ENDPOINTS,
    cloudformation: 'PrivateDnsEnabled',
    terraform: 'private_dns_enabled',
    gather: 'alike',
    when: WITH_INTERFACE_ENDPOINTS,
  },
  {
    decision: 'endpointPrincipals',
    slots: '^(gateway|interface)Endpoint(?!S3$)',
    cloudformation: { path: 'PolicyDocument', unit: 'principals' },
    terraform: { path: 'policy', unit: 'principals-in-json' },
    gather: 'alike',
    when: WITH_ENDPOINT_POLICY,
  },
  { decision: 'flowLogs', slot: 'flowLog', ...RESOURCE, unit: 'present' },
  {
    decision: 'flowLogTraffic',
    slot: 'flowLog',
    cloudformation: 'TrafficType',
    terraform: 'traffic_type',
    unit: 'traffic',
    when: WITH_FLOW_LOGS,
  },
  {
    decision: 'flowLogIntervalSeconds',
    slot: 'flowLog',
    cloudformation: 'MaxAggregationInterval',
    terraform: 'max_aggregation_interval',
    when: WITH_FLOW_LOGS,
  },
  {
    decision: 'logRetentionDays',
    slot: 'flowLogGroup',
    cloudformation: 'RetentionInDays',
    terraform: 'retention_in_days',
    when: WITH_FLOW_LOGS,
  },
  { decision: 'logEncryption', ...LOG_KEY, unit: 'whose-key', when: WITH_FLOW_LOGS },
  broughtKeyPlace(LOG_KEY, WITH_FLOW_LOGS),
  {
    decision: 'logKeyRotation',
    slot: 'logKey',
    cloudformation: 'EnableKeyRotation',
    terraform: 'enable_key_rotation',
    when: WITH_LOG_KEY,
  },
  {
    decision: 'logKeyDeletionDays',
    slot: 'logKey',
    cloudformation: 'PendingWindowInDays',
    terraform: 'deletion_window_in_days',
    when: WITH_LOG_KEY,
  },
  {
    decision: 'logsKeptOnDeletion',
    slot: 'flowLogGroup',
    cloudformation: 'DeletionPolicy',
    terraform: 'skip_destroy',
    unit: 'kept',
    when: WITH_FLOW_LOGS,
  },
  { decision: 'defaultSecurityGroup', slot: 'closedDefaultSecurityGroup', ...RESOURCE, unit: 'closed-group' },
  { decision: 'publishTo', slot: 'vpcIdParameter', cloudformation: 'Name', terraform: 'name', unit: 'prefix' },
];

/** The decisions that Terraform does not need. The README has the reason for each. */
export const differences: string[] = [
  'closingRuntime',
  'closingArchitecture',
  'closingMemoryMib',
  'closingTimeoutSeconds',
  'closingConcurrency',
];

const TRAFFIC: { [traffic: string]: string } = { ALL: 'all', REJECT: 'rejected', ACCEPT: 'accepted' };

export const codecs: Codecs = {
  /** Zones that are asked for at deployment are objects in CloudFormation, and references in Terraform. */
  'named-zones': (zones: any[]) =>
    zones.every(zone => typeof zone === 'string' && !zone.includes('${')) ? zones : null,
  'prefix-length': (cidrBlock: string) => Number(cidrBlock.split('/')[1]),
  length: (list: any[]) => list.length,
  /** The last part of an endpoint's name, of which the region is known at deployment. */
  'service-in-join': (name: any) => String(name['Fn::Join'][1].at(-1)).replace(/^\./, ''),
  'service-in-reference': (name: string) => name.split('}.')[1],
  /** A policy that has no condition on the account lets everybody in. */
  principals: (policy: any) =>
    policy?.Statement.every((statement: any) => statement.Condition?.StringEquals?.['aws:PrincipalAccount'])
      ? 'own-account'
      : 'anyone',
  'principals-in-json': (policy?: string) =>
    /"aws:PrincipalAccount" = data\.aws_caller_identity\.[^.]+\.account_id/.test(policy ?? '')
      ? 'own-account'
      : 'anyone',
  traffic: (type: string) => TRAFFIC[type],
  'closed-group': (group: any) => (group && !group.ingress && !group.egress ? 'closed' : 'as-made'),
  prefix: (name?: string) => name?.replace(`/${NETWORK_PARAMETER.vpcId}`, '') ?? null,
};
