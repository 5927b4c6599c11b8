// Measures the decision surface of a load-balanced service of aws-ecs-patterns from a synthesis, and writes it into
// reference/ecs-patterns.json.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gunzipSync } from 'node:zlib';
import { App, Stack, aws_ecs as ecs, aws_ecs_patterns as patterns } from 'aws-cdk-lib';
import { countValues } from '../src/assembly/property-path.js';

const INTERFACE = 'aws-cdk-lib.aws_ecs_patterns.ApplicationLoadBalancedFargateServiceProps';

// The service in the README of goldenpath: an image behind a public load balancer, with port 8080 and the health check
// /health.
const app = new App({ analyticsReporting: false, context: { 'aws:cdk:enable-path-metadata': true } });
const stack = new Stack(app, 'Peer');
const props: patterns.ApplicationLoadBalancedFargateServiceProps = {
  taskImageOptions: { image: ecs.ContainerImage.fromRegistry('public.ecr.aws/acme/orders:1.4.2'), containerPort: 8080 },
};
// The image counts for neither service, because it is not a decision. The load balancer is public by default.
const given = ['taskImageOptions.containerPort', 'targetGroup.configureHealthCheck path'];
const peer = new patterns.ApplicationLoadBalancedFargateService(stack, 'Service', props);
peer.targetGroup.configureHealthCheck({ path: '/health' });
const template = app.synth().getStackByName('Peer').template as {
  Resources: { [id: string]: { Type: string; Properties?: object; Metadata: { 'aws:cdk:path': string } } };
};

// The default VPC is not part of the service. It is made only where an app has no VPC.
const isNetwork = (path: string) => /^Peer\/EcsDefaultClusterMnL3mNNYN\/Vpc\//.test(path);
const resources = Object.values(template.Resources).filter(({ Metadata }) => !isNetwork(Metadata['aws:cdk:path']));

const library = createRequire(import.meta.url).resolve('aws-cdk-lib/package.json');
const assembly = JSON.parse(gunzipSync(readFileSync(library.replace('package.json', '.jsii.gz'))).toString());
const membersOf = (name: string): any[] => {
  const type = assembly.types[name];
  return [...(type?.interfaces ?? []).flatMap(membersOf), ...(type?.properties ?? [])];
};
const namesIn = (type: any): string[] =>
  type?.fqn
    ? [type.fqn]
    : type?.collection
      ? namesIn(type.collection.elementtype)
      : (type?.union?.types ?? []).flatMap(namesIn);
const counted = new Set<string>();
const nested = (name: string): number => {
  if (counted.has(name) || !assembly.types[name]?.datatype) return 0;
  counted.add(name);
  const members = membersOf(name);
  return (
    members.length + members.flatMap(member => namesIn(member.type)).reduce((sum, below) => sum + nested(below), 0)
  );
};
const offered = new Set(membersOf(INTERFACE).map(({ name }) => name));
if (offered.size === 0 || resources.length === 0)
  throw new Error('Nothing was measured: has aws-ecs-patterns changed?');

const measured = {
  construct: 'aws-ecs-patterns ApplicationLoadBalancedFargateService',
  measuredOn: new Date().toISOString().slice(0, 10),
  versions: { 'aws-cdk-lib': assembly.version },
  given: given.length,
  offered: offered.size,
  offeredNested: nested(INTERFACE),
  resources: resources.length,
  propertiesWritten: resources.reduce((sum, { Properties }) => sum + countValues(Properties ?? {}), 0),
  counted: {
    given: `values that the program gives beside what it runs: ${given.join(', ')}`,
    offered: `own and inherited properties of ${INTERFACE} in aws-cdk-lib's jsii assembly`,
    offeredNested: 'these, and the properties of the structs that they are made of, each struct once',
    resources: 'resources in its template, without the VPC that it makes by default',
    propertiesWritten:
      'values under the properties of these resources: the ends of the tree; an intrinsic function is one',
  },
};
writeFileSync(
  process.argv[2] ?? new URL('../reference/ecs-patterns.json', import.meta.url),
  `${JSON.stringify(measured, undefined, 2)}\n`,
);
console.log(measured);
