import { mkdtempSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, Fn } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { rendered } from './task-fixture';
import { ServiceSource } from '../../../src/parts/fargate-task/source';
import { serviceIn } from '../../fixtures/services';
import { stackOn } from '../../fixtures/stacks';

const pull = ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];

describe('the image', () => {
  const digest = `sha256:${'0a'.repeat(32)}`;
  const executionStatements = ({ template, properties }: ReturnType<typeof rendered>) =>
    template && properties('executionPolicy').PolicyDocument.Statement;

  test.each([
    'public.ecr.aws/acme/orders:1.4.2',
    `public.ecr.aws/acme/orders@${digest}`,
    'localhost:5000/orders:1',
    'nginx:1.29',
  ])('%s is taken as it is, with no right to pull', image => {
    const result = rendered({ source: ServiceSource.image(image) });
    expect(result.container.Image).toBe(image);
    expect(executionStatements(result)).toHaveLength(1);
    Annotations.fromStack(result.stack).hasNoWarning('*', Match.stringLikeRegexp('has no version'));
  });

  test.each(['nginx', 'nginx:latest', 'registry.acme.com:443/orders'])(
    '%s warns: it can change under its name',
    image => {
      Annotations.fromStack(rendered({ source: ServiceSource.image(image) }).stack).hasWarning(
        '/Shop/Orders',
        Match.stringLikeRegexp('has no version'),
      );
    },
  );

  test(
    'whose registry is known at deployment only warns that it may not be pulled; one whose registry is known does ' +
      'not',
    () => {
      const token = (prefix: string) => ServiceSource.image(`${prefix}${Fn.ref('AWS::StackName')}`);
      const unknown = rendered({ source: token('') });
      expect(executionStatements(unknown)).toHaveLength(1);
      Annotations.fromStack(unknown.stack).hasWarning(
        '/Shop/Orders',
        Match.stringLikeRegexp('no right to pull it from ECR is granted.*ecrRepository'),
      );
      for (const known of [token('public.ecr.aws/acme/'), token('210987654321.dkr.ecr.eu-central-1.amazonaws.com/')]) {
        Annotations.fromStack(rendered({ source: known }).stack).hasNoWarning(
          '*',
          Match.stringLikeRegexp('no right to pull'),
        );
      }
    },
  );

  test("in another account's ECR comes with the right to pull that repository", () => {
    const result = rendered({
      source: ServiceSource.image(`210987654321.dkr.ecr.eu-central-1.amazonaws.com/team/orders@${digest}`),
    });
    expect(executionStatements(result).slice(1)).toEqual([
      {
        Effect: 'Allow',
        Action: pull,
        Resource: {
          'Fn::Join': [
            '',
            ['arn:', { Ref: 'AWS::Partition' }, ':ecr:eu-central-1:210987654321:repository/team/orders'],
          ],
        },
      },
      { Effect: 'Allow', Action: 'ecr:GetAuthorizationToken', Resource: '*' },
    ]);
  });

  test('in ECR by tag or digest, here or elsewhere', () => {
    expect(
      JSON.stringify(rendered({ source: ServiceSource.ecrRepository('orders', '1.4.2') }).container.Image),
    ).toContain('/orders:1.4.2');
    expect(
      JSON.stringify(rendered({ source: ServiceSource.ecrRepository('orders', digest) }).container.Image),
    ).toContain(`/orders@${digest}`);
    expect(
      rendered({ source: ServiceSource.ecrRepository('orders', '1', { account: '210987654321', region: 'us-east-1' }) })
        .container.Image,
    ).toEqual({ 'Fn::Join': ['', ['210987654321.dkr.ecr.us-east-1.', { Ref: 'AWS::URLSuffix' }, '/orders:1']] });
  });

  test('in a repository that is made in the same app', () => {
    const stack = stackOn();
    const repository = new ecr.Repository(stack, 'Repository');
    serviceIn(stack, { source: ServiceSource.ecrRepository(repository.repositoryName, '1.4.2') });
    const logicalId = stack.resolve((repository.node.defaultChild as ecr.CfnRepository).logicalId);
    expect(JSON.stringify(Template.fromStack(stack).findResources('AWS::IAM::RolePolicy'))).toContain(
      `:repository/",{"Ref":"${logicalId}"}`,
    );
    Annotations.fromStack(stack).hasNoWarning('*', Match.stringLikeRegexp('has no version'));
  });

  test('is built from a Dockerfile, for the processor', () => {
    const directory = mkdtempSync(join(tmpdir(), 'service-'));
    writeFileSync(join(directory, 'Dockerfile.web'), 'FROM scratch\n');
    const result = rendered({
      source: ServiceSource.dockerfile(directory, { file: 'Dockerfile.web', buildArgs: { A: 'b' } }),
    });
    expect(JSON.stringify(result.container.Image)).toContain('dkr.ecr.');
    expect(executionStatements(result).map(({ Action }: any) => Action)).toEqual([
      ['logs:CreateLogStream', 'logs:PutLogEvents'],
      pull,
      'ecr:GetAuthorizationToken',
    ]);
    const assets: any = Object.values((result.stack.node.root as App).synth().manifest.artifacts!).find(
      ({ type }) => type === 'cdk:asset-manifest',
    );
    expect(assets).toBeDefined();
  });
});
