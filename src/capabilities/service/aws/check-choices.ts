import { existsSync } from 'fs';
import { resolve } from 'path';
import { Stack, Token } from 'aws-cdk-lib';
import { INetwork } from '../../../core/network';
import { Refuse } from '../check';
import { ServiceChoices } from '../decisions';
import { Exposure, ExposureKind } from '../exposure';
import { ServiceSource, ServiceSourceKind } from '../source';

/** Refuses choices that do not go together, whoever made them. */
export function checkChoices(choices: ServiceChoices, { shared }: Exposure, refuse: Refuse): void {
  const { minTasks, maxTasks, minimumHealthyPercent, maximumPercent, tls, allowedCidrs } = choices;
  if (choices.exposure === ExposureKind.SHARED && !shared) {
    refuse('The platform team wants services behind a shared load balancer.', 'Name it: exposure: Exposure.sharedLoadBalancer(...).');
  }
  if (tls === 'http-api' && !(allowedCidrs.length === 1 && allowedCidrs[0] === '0.0.0.0/0')) {
    refuse('allowedCidrs needs a domainName: an HTTP API of AWS cannot be closed to addresses.', 'Give a domainName, or leave allowedCidrs out.');
  }
  if (minTasks > maxTasks) refuse(`The least number of tasks (${minTasks}) is greater than the greatest (${maxTasks}).`, 'Raise scaling.maxTasks, or lower scaling.minTasks.');
  // ECS rounds up the tasks that must stay, and down those that may run.
  const tasks = Math.max(minTasks, 1);
  if (Math.floor(tasks * maximumPercent / 100) <= Math.ceil(tasks * minimumHealthyPercent / 100)) {
    refuse(
      `With at least ${minimumHealthyPercent} % and at most ${maximumPercent} % of ${tasks} task${tasks > 1 ? 's' : ''}, none can ever be replaced.`,
      'Lower deployment.minimumHealthyPercent, or raise deployment.maximumPercent.',
    );
  }
}

/** Refuses a directory without a Dockerfile. */
export function checkSource({ kind, location, buildOptions }: ServiceSource, refuse: Refuse): void {
  const file = buildOptions.file ?? 'Dockerfile';
  if (kind !== ServiceSourceKind.DOCKERFILE || existsSync(resolve(location, file))) return;
  refuse(`There is no '${file}' in '${location}'.`, `Give the directory that it is in, from '${process.cwd()}' or whole.`);
}

/** Whether the hosted zone is nobody's word, and a certificate and a DNS record need it. */
export function needsLookup({ domain }: Exposure): boolean {
  return Boolean(domain.domainName && !domain.hostedZoneId && !domain.certificateArn);
}

/** Refuses a domain whose hosted zone cannot be looked up. */
export function checkZone({ account, region }: Stack, exposure: Exposure, refuse: Refuse): void {
  const { domainName } = exposure.domain;
  if (!needsLookup(exposure) || ![account, region, domainName].some(Token.isUnresolved)) return;
  refuse(
    Token.isUnresolved(domainName)
      ? 'The hosted zone of a domain that is known at deployment only cannot be looked up.'
      : `The hosted zone of '${domainName}' cannot be looked up in a stack without a concrete account and region.`,
    'Give hostedZoneId, or certificateArn and a DNS record of your own, or set env of the stack.',
  );
}

/** Refuses a network that has no place for the tasks or the load balancer. */
export function checkNetwork({ node, privateSubnetIds, publicSubnetIds }: INetwork, choices: ServiceChoices, refuse: Refuse): void {
  const count = (subnets: string[]) => Token.isUnresolved(subnets) ? Infinity : subnets.length;
  if (count(privateSubnetIds) === 0) refuse(`The network '${node.path}' has no private subnets to run tasks in.`, 'Give a network that has.');
  if (choices.exposure === ExposureKind.SHARED) return;
  const [kind, subnets] = choices.exposure === ExposureKind.PUBLIC && choices.tls === 'load-balancer'
    ? ['public', count(publicSubnetIds)] as const
    : ['private', count(privateSubnetIds)] as const;
  if (subnets < 2) {
    refuse(`The network '${node.path}' has ${subnets} ${kind} subnets, and a load balancer there needs two.`, `Give a network with ${kind} subnets in two zones.`);
  }
}
