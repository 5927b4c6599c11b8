import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { TerraformStack, Testing } from 'cdktf';
import { sampleNames, workbench } from './engines';
import { capabilityIds, Engine, makeSample, renderingOf, surroundingsIn } from '../../projenrc/capabilities';
import { FunctionCode, FunctionHttp } from '../../src/capabilities/function/props';
import { GoldenPath } from '../../src/path/golden-path';
import { partitionOf } from '../../src/support/partitions';
import { refusal } from '../fixtures/errors';
import { jsonencoded } from '../fixtures/jsonencoded';
import { networkIn, stackOn } from '../fixtures/stacks';

// A template without an environment is deployed to any partition: what CloudFormation puts in for the pseudo parameters
// must make principals and ARNs that exist there.
const CODE = FunctionCode.python('test/fixtures/programs', { handler: 'handler.handler' });
const ACCOUNT = '999999999999';
const PARTITIONS = [
  { partition: 'aws', region: 'eu-west-1', suffix: 'amazonaws.com' },
  { partition: 'aws-cn', region: 'cn-north-1', suffix: 'amazonaws.com.cn' },
  { partition: 'aws-us-gov', region: 'us-gov-west-1', suffix: 'amazonaws.com' },
];
type Where = (typeof PARTITIONS)[number];

/** A value as CloudFormation deploys it; what is known only then is a word. */
function deployed(value: any, where: Where): any {
  if (Array.isArray(value)) return value.map(each => deployed(each, where));
  if (value === null || typeof value !== 'object') return value;
  if ('Ref' in value) {
    const known: { [name: string]: string } = {
      'AWS::Partition': where.partition,
      'AWS::Region': where.region,
      'AWS::URLSuffix': where.suffix,
      'AWS::AccountId': ACCOUNT,
    };
    return known[value.Ref] ?? 'made';
  }
  if ('Fn::Join' in value) return deployed(value['Fn::Join'][1], where).join(value['Fn::Join'][0]);
  if ('Fn::GetAtt' in value) return 'made';
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, deployed(each, where)]));
}

/** Every text in a value. */
function textsIn(value: any): string[] {
  if (typeof value === 'string') return [value];
  return value === null || typeof value !== 'object' ? [] : Object.values(value).flatMap(textsIn);
}

/** Every principal that is a service. */
function servicesIn(value: any): string[] {
  if (value === null || typeof value !== 'object') return [];
  return [...textsIn(value.Principal?.Service), ...Object.values(value).flatMap(servicesIn)];
}

/** What makes a configuration of Terraform a plan: the data sources that say where it is applied. */
function applied(text: string, { partition, region, suffix }: Where): string {
  const known: { [data: string]: string } = {
    'aws_partition.partition': partition,
    'aws_partition.dns_suffix': suffix,
    'aws_region.region': region,
    'aws_caller_identity.account_id': ACCOUNT,
  };
  return text.replace(/\$\{data\.(aws_\w+)\.\w+\.(\w+)\}/g, (all, type, name) => known[`${type}.${name}`] ?? all);
}

/** Every document of a policy in a configuration, as data; and all its other texts. */
function documentsIn(text: string): any[] {
  return textsIn(JSON.parse(text))
    .filter(each => each.includes('Statement'))
    .map(each => jsonencoded(each));
}

describe.each(capabilityIds().map(id => [id]))(' %s ', capability => {
  test.each(sampleNames(capability).map(name => [name]))('%s: principals and ARNs of each partition', sample => {
    const bench = workbench('aws');
    bench.make(capability, sample);
    const { Resources } = bench.written();
    for (const where of PARTITIONS) {
      const made = deployed(Resources, where);
      const logs = `logs.${where.region}.${where.suffix}`;
      expect(
        servicesIn(made).filter(each => each !== logs && !/^[a-z0-9-]+(\.[a-z0-9]+)?\.amazonaws\.com$/.test(each)),
      ).toEqual([]);
      const arns = textsIn(made).flatMap(text => text.match(/arn:aws[a-z-]*:[a-z0-9-]*:[a-z0-9-]*:\w*:/g) ?? []);
      // What a sample names has an account of its own.
      const ours = arns.filter(arn => arn.includes(`:${ACCOUNT}:`) || arn.endsWith('::') || arn.endsWith('::aws:'));
      expect(ours.filter(arn => !arn.startsWith(`arn:${where.partition}:`))).toEqual([]);
    }
  });
});

describe.each(capabilityIds().map(id => [id]))(' %s on Terraform', capability => {
  test.each(sampleNames(capability).map(name => [name]))('%s: principals and ARNs of each partition', sample => {
    const bench = workbench('terraform');
    bench.make(capability, sample);
    const { resource } = bench.written();
    for (const where of PARTITIONS) {
      const text = applied(JSON.stringify(resource), where);
      const logs = `logs.${where.region}.${where.suffix}`;
      const documents = documentsIn(text);
      expect(documents.length > 0).toBe(text.includes('Statement'));
      const services = documents.flatMap(servicesIn);
      expect(
        services.filter(each => each !== logs && !/^[a-z0-9-]+(\.[a-z0-9]+)?\.amazonaws\.com$/.test(each)),
      ).toEqual([]);
      const arns = text.match(/arn:aws[a-z-]*:[a-z0-9-]*:[a-z0-9-]*:\w*:/g) ?? [];
      const ours = arns.filter(arn => arn.includes(`:${ACCOUNT}:`) || arn.endsWith('::') || arn.endsWith('::aws:'));
      expect(ours.filter(arn => !arn.startsWith(`arn:${where.partition}:`))).toEqual([]);
    }
  });
});

test.each([
  ['cn-north-1', '638102146993'],
  ['cn-northwest-1', '037604701340'],
  ['us-gov-east-1', '190560391635'],
  ['us-gov-west-1', '048591011584'],
])('in %s load balancers write their access logs by an account', (region, account) => {
  expect(writersIn(region)).toEqual([expect.stringContaining(`:iam::${account}:root`)]);
  const { make, written } = workbench('terraform', undefined, { alarmTopicArn: undefined, terraform: { region } });
  make('service');
  expect(JSON.stringify(written().resource.aws_s3_bucket_policy)).toContain(`:iam::${account}:root`);
});

test('elsewhere load balancers write their access logs as a service alone', () => {
  expect(writersIn('eu-west-1')).toEqual([]);
});

/** Who, beside a service, may write into the bucket of the access logs. */
function writersIn(region: string): string[] {
  const app = new App();
  const stack = stackOn(undefined, {}, app, 'Shop', { env: { account: ACCOUNT, region } });
  const around = surroundingsIn('aws', stack, networkIn(app));
  makeSample('aws', stack, 'It', { capability: 'service', sample: 'typical', around });
  const policies = Object.values<any>(Template.fromStack(stack).findResources('AWS::S3::BucketPolicy'));
  return policies
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
    .filter(({ Effect, Principal }) => Effect === 'Allow' && Principal.AWS)
    .map(({ Principal }) => JSON.stringify(deployed(Principal.AWS, { partition: 'p', region, suffix: 's' })));
}

describe.each(['aws', 'terraform'] as Engine[])('on %s, in a stack of China', engine => {
  const region = 'cn-north-1';
  const refused = (capability: string, props: object) => {
    const app = engine === 'aws' ? new App() : Testing.app();
    new GoldenPath({ organization: 'acme', owner: 'team-a', terraform: { region } }).attachTo(app);
    const stack = engine === 'aws' ? new Stack(app, 'Shop', { env: { region } }) : new TerraformStack(app, 'Shop');
    return refusal(() => new (renderingOf(capability, engine))(stack, 'It', props)).message;
  };

  test.each([
    ['encryptionKeyArn', 'queue', { encryptionKeyArn: `arn:aws:kms:${region}:123456789012:key/0a1b` }],
    ['roleArns.role', 'function', { code: CODE, roleArns: { role: 'arn:aws:iam::123456789012:role/orders' } }],
    [
      'certificateArn',
      'function',
      {
        code: CODE,
        http: FunctionHttp.iam({
          domainName: 'a.acme.com',
          certificateArn: `arn:aws:acm:${region}:123456789012:certificate/0a1b`,
        }),
      },
    ],
  ])('%s of another partition is refused', (name, capability, props) => {
    expect(refused(capability, props)).toContain(`${name} is of the partition aws, and cn-north-1 is in aws-cn.`);
  });
});

test.each([
  ['eu-west-1', 'aws'],
  ['cn-northwest-1', 'aws-cn'],
  ['us-gov-east-1', 'aws-us-gov'],
  ['us-isob-east-1', 'aws-iso-b'],
  ['eusc-de-east-1', 'aws-eusc'],
])('%s is in %s', (region, partition) => expect(partitionOf(region)).toBe(partition));
