import { Configuration, of } from './older-provider';

const LISTENER =
  'arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/edge/50dc6c495c0c9188/f2f7dc8efc522ab2';

/** What the samples name, and what stands in its place in this account. */
const NAMED: [named: string, here: string][] = [
  [LISTENER, '${aws_lb_listener.edge.arn}'],
  ['sg-0123456789abcdef0', '${aws_security_group.edge.id}'],
  ['arn:aws:lambda:eu-west-1:111122223333:function:rotator:live', '${aws_lambda_alias.rotator.arn}'],
  ['arn:aws:lambda:eu-west-1:111122223333:function:rotator', '${aws_lambda_function.rotator.arn}'],
];

/** What others have made in the account: a load balancer that teams share, a zone, a function that rotates. */
export function inAccount(written: Configuration, region: string): Configuration {
  let text = JSON.stringify(written);
  for (const [named, here] of NAMED) text = text.replaceAll(named, here);
  const configuration: Configuration = JSON.parse(text);
  // The address of the embedded AWS is in the environment.
  Object.assign(configuration.provider.aws[0], { region, s3_use_path_style: true, skip_credentials_validation: true });
  const { resource } = configuration;
  // The state stays beside the configuration.
  delete configuration.terraform.backend;
  const subnets = Object.keys(resource.aws_subnet)
    .filter(name => /^Shared_Public/.test(name))
    .map(name => `\${aws_subnet.${name}.id}`);
  const [filename] = of(configuration, 'aws_lambda_function').map(each => each.filename);
  const vpc = Object.keys(resource.aws_vpc).find(name => /^Shared/.test(name));
  Object.assign(resource.aws_security_group, { edge: { name: 'edge', vpc_id: `\${aws_vpc.${vpc}.id}` } });
  Object.assign(resource.aws_lb, {
    edge: { name: 'edge', internal: true, subnets, security_groups: ['${aws_security_group.edge.id}'] },
  });
  Object.assign(resource.aws_lb_listener, {
    edge: {
      load_balancer_arn: '${aws_lb.edge.arn}',
      port: 80,
      protocol: 'HTTP',
      default_action: [{ type: 'fixed-response', fixed_response: { content_type: 'text/plain', status_code: '404' } }],
    },
  });
  // A zone for each: two samples have one name.
  const zones: { [name: string]: any } = {};
  for (const [logicalId, record] of Object.entries(resource.aws_route53_record ?? {})) {
    const zone = logicalId.split('_').slice(0, 2).join('_');
    zones[zone] = { name: 'acme.com' };
    record.zone_id = `\${aws_route53_zone.${zone}.zone_id}`;
  }
  if (Object.keys(zones).length > 0) resource.aws_route53_zone = zones;
  Object.assign(resource.aws_iam_role, {
    rotator: { assume_role_policy: JSON.stringify(trusts('lambda.amazonaws.com')) },
  });
  Object.assign(resource.aws_lambda_function, {
    rotator: {
      function_name: 'rotator',
      role: '${aws_iam_role.rotator.arn}',
      runtime: 'nodejs22.x',
      handler: 'index.handler',
      filename,
      publish: true,
    },
  });
  Object.assign(resource.aws_lambda_alias, {
    rotator: { name: 'live', function_name: 'rotator', function_version: '${aws_lambda_function.rotator.version}' },
  });
  // Two samples publish their network under one name.
  const names = new Set<string>();
  for (const [logicalId, parameter] of Object.entries(resource.aws_ssm_parameter)) {
    if (names.has(parameter.name)) parameter.name = `/${logicalId}${parameter.name}`;
    names.add(parameter.name);
  }
  return configuration;
}

function trusts(Service: string) {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service } }] };
}
