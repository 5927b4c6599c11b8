import { CfnResource, Stack } from 'aws-cdk-lib';

/** The month of the prices below. They are list prices of us-east-1 in USD; other regions cost up to a third more. */
export const PRICES_OF = '2026-11';

/** The source of the prices. */
export const PRICE_PAGES = {
  Fargate: 'https://aws.amazon.com/fargate/pricing/',
  Aurora: 'https://aws.amazon.com/rds/aurora/pricing/',
  VPC: 'https://aws.amazon.com/vpc/pricing/',
  'Elastic Load Balancing': 'https://aws.amazon.com/elasticloadbalancing/pricing/',
  CloudWatch: 'https://aws.amazon.com/cloudwatch/pricing/',
  KMS: 'https://aws.amazon.com/kms/pricing/',
  'Secrets Manager': 'https://aws.amazon.com/secrets-manager/pricing/',
  WAF: 'https://aws.amazon.com/waf/pricing/',
};

const HOURS = 730;
const PUBLIC_ADDRESS = 0.005 * HOURS;
const SECRET = 0.4;

type Decided = { readonly [choice: string]: any };
type Price = (properties: any, decided: Decided) => number;

/** The cost of a resource in a month in which nobody uses it, by its type. Other types are billed by use only. */
const PRICES: { readonly [type: string]: Price } = {
  // ARM: a vCPU and a GiB by the hour.
  'AWS::ECS::Service': (_, { minTasks, cpuUnits, memoryMib }) =>
    minTasks * ((cpuUnits / 1024) * 0.03238 + (memoryMib / 1024) * 0.00356) * HOURS,
  // A capacity unit, by the hour. Other instances have a class, and cost about as much as its memory.
  'AWS::RDS::DBInstance': (_, { leastCapacityUnits }) => (leastCapacityUnits ?? 0) * 0.12 * HOURS,
  'AWS::RDS::DBCluster': ({ ManageMasterUserPassword }) => (ManageMasterUserPassword ? SECRET : 0),
  'AWS::EC2::NatGateway': () => 0.045 * HOURS + PUBLIC_ADDRESS,
  'AWS::EC2::VPCEndpoint': ({ VpcEndpointType, SubnetIds }) =>
    VpcEndpointType === 'Interface' ? SubnetIds.length * 0.01 * HOURS : 0,
  'AWS::ElasticLoadBalancingV2::LoadBalancer': ({ Scheme, Subnets }) =>
    0.0225 * HOURS + (Scheme === 'internet-facing' ? Subnets.length * PUBLIC_ADDRESS : 0),
  'AWS::CloudWatch::Alarm': ({ Metrics }) =>
    0.1 * Math.max(1, (Metrics ?? []).filter((metric: any) => metric.MetricStat).length),
  'AWS::CloudWatch::Dashboard': () => 3,
  'AWS::KMS::Key': () => 1,
  'AWS::SecretsManager::Secret': () => SECRET,
  'AWS::WAFv2::WebACL': ({ Rules }) => 5 + (Rules ?? []).length,
};

/** The cost of resources in a month in which nobody uses them, in USD. */
export function idleCost(resources: readonly CfnResource[], decided: Decided): number {
  return resources.reduce((sum, resource) => {
    const price = PRICES[resource.cfnResourceType];
    if (!price) return sum;
    const [written]: any[] = Object.values(Stack.of(resource).resolve((resource as any)._toCloudFormation()).Resources);
    return sum + price(written.Properties ?? {}, decided);
  }, 0);
}

/** A number rounded to one significant digit. */
export function magnitude(usd: number): string {
  if (usd < 0.05) return '0';
  const digit = 10 ** Math.floor(Math.log10(usd));
  const rounded = Math.round(usd / digit) * digit;
  return rounded < 1 ? rounded.toFixed(1) : String(Math.round(rounded));
}
