import { mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, TerraformStack, Testing } from 'cdktf';
import { allSources, MODULE, PYTHON, rendered, STREAM, Stub, written } from './fixture';
import { EventSource, FunctionCode, FunctionHttp } from '../../../src/capabilities/function/props';
import { GoldenPathFunction } from '../../../src/capabilities/function/terraform';
import { EnvironmentTier } from '../../../src/path/tier';
import { Patch } from '../../../src/record/patch';
import { refusal } from '../../fixtures/errors';
import { StubNetwork } from '../../fixtures/stacks';
import { terraformStackOn } from '../../fixtures/terraform';

const { DEVELOPMENT, PRODUCTION } = EnvironmentTier;

test('the function, its alias and its queue refer to each other', () => {
  const { slots, at } = written({ http: FunctionHttp.iam() });
  expect(slots.function).toMatchObject({
    architectures: ['arm64'],
    runtime: 'python3.14',
    publish: true,
    reserved_concurrent_executions: 50,
    memory_size: 512,
    timeout: 20,
    kms_key_arn: `\${${at('key')}.arn}`,
    dead_letter_config: { target_arn: `\${${at('deadLetterQueue')}.arn}` },
    logging_config: { log_format: 'JSON', log_group: `\${${at('logGroup')}.name}` },
    depends_on: [at('policy')],
  });
  expect(slots.alias).toMatchObject({
    name: 'live',
    function_name: `\${${at('function')}.function_name}`,
    function_version: `\${${at('function')}.version}`,
  });
  expect(slots.httpApiIntegration).toMatchObject({
    integration_type: 'AWS_PROXY',
    integration_uri: `\${${at('alias')}.invoke_arn}`,
  });
  expect(slots.httpApiPermission).toMatchObject({
    qualifier: `\${${at('alias')}.name}`,
    principal: 'apigateway.amazonaws.com',
  });
});

test('the code is an archive beside the configuration, with the hash of what is in it', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'goldenpath-terraform-'));
  const synthesised = () => {
    const app = Testing.stubVersion(new App({ outdir, stackTraces: false }));
    const stack = terraformStackOn(DEVELOPMENT, {}, app);
    new GoldenPathFunction(stack, 'Signup', { owner: 'team', code: FunctionCode.node(MODULE) });
    app.synth();
    const [fn] = Object.values<any>(
      JSON.parse(readFileSync(join(outdir, 'stacks/Shop/cdk.tf.json'), 'utf8')).resource.aws_lambda_function,
    );
    return { fn, bytes: readFileSync(join(outdir, 'stacks/Shop', fn.filename)) };
  };
  const [first, again] = [synthesised(), synthesised()];
  expect(again.fn).toEqual(first.fn);
  expect(first.fn.filename).toContain(first.fn.source_code_hash);
  expect(first.bytes.subarray(0, 2).toString()).toBe('PK');
  expect(again.bytes.equals(first.bytes)).toBe(true);
  rmSync(outdir, { recursive: true });
});

test('all that calls it has its permission, and a place for what is lost', () => {
  const { slots, at } = written(stack => ({ events: allSources(stack) }));
  const alias = `\${${at('alias')}.arn}`;
  const dead = `\${${at('deadLetterQueue')}.arn}`;
  expect(slots.signupsEventSource).toMatchObject({
    function_name: alias,
    batch_size: 10,
    function_response_types: ['ReportBatchItemFailures'],
    scaling_config: { maximum_concurrency: 20 },
  });
  expect(slots.peopleEventSource).toMatchObject({
    event_source_arn: STREAM.arn,
    starting_position: 'TRIM_HORIZON',
    bisect_batch_on_function_error: true,
    destination_config: { on_failure: { destination_arn: dead } },
  });
  expect(slots.photosRule.event_pattern.detail).toEqual({ bucket: { name: ['photos'] } });
  expect(slots.photosRuleTarget).toMatchObject({
    arn: alias,
    dead_letter_config: { arn: dead },
    retry_policy: { maximum_retry_attempts: 20 },
  });
  expect(slots.photosRulePermission).toMatchObject({
    principal: 'events.amazonaws.com',
    source_arn: `\${${at('photosRule')}.arn}`,
  });
  expect(slots.schedule).toMatchObject({
    kms_key_arn: `\${${at('key')}.arn}`,
    target: { arn: alias, dead_letter_config: { arn: dead } },
    depends_on: [at('schedulePolicy')],
  });
  expect(slots.policy.policy.Statement).toContainEqual({
    Effect: 'Allow',
    Action: ['stub:Use'],
    Resource: ['arn:aws:stub:eu-west-1:123456789012:Signups'],
  });
});

test.each([
  ['iam', FunctionHttp.iam(), 'AWS_IAM'],
  ['jwt', FunctionHttp.jwt({ issuer: 'https://login.acme.com', audience: ['signup'] }), 'JWT'],
  ['open', FunctionHttp.openToEveryone(), 'NONE'],
])('%s: the route says who may call', (_, http, type) => {
  const { slots } = written({ http });
  expect(slots.httpApiRoute.authorization_type).toBe(type);
  expect('httpApiAuthorizer' in slots).toBe(type === 'JWT');
});

test('what must not get lost cannot be destroyed in production', () => {
  const { slots } = written();
  for (const slot of ['deadLetterQueue', 'key']) expect(slots[slot].lifecycle).toEqual({ prevent_destroy: true });
  expect(written({}, DEVELOPMENT).slots.deadLetterQueue.lifecycle).toBeUndefined();
});

test('it enters a network with the first port, and stays out of it without', () => {
  const ports = [{ securityGroupId: 'sg-0aa', port: 5433, name: 'Db' }];
  expect(
    written({}, PRODUCTION, {}, (fn, stack) => fn.uses(new Stub(stack, 'Table', undefined))).slots.function.vpc_config,
  ).toBeUndefined();
  const { slots, at, fn } = written({}, PRODUCTION, {}, (each, stack) =>
    each.uses(new Stub(stack, 'Table', undefined)).uses(new Stub(stack, 'Db', undefined, ports)),
  );
  expect(slots.function).toMatchObject({
    vpc_config: { security_group_ids: [`\${${at('securityGroup')}.id}`] },
    environment: { variables: { TABLE_NAME: 'Table', DB_NAME: 'Db', OTEL_SERVICE_NAME: 'Signup' } },
  });
  expect(slots.DbIngress).toMatchObject({ from_port: 5433 });
  expect(fn.escapes).toEqual([]);
  expect(written(stack => ({ network: new StubNetwork(stack, 'Own') })).slots.function.vpc_config).toBeDefined();
});

test('escapes are on record, and what fits nothing is refused', () => {
  const { fn, slots } = written({}, PRODUCTION, {}, each => {
    each.escape('function', Patch.property('ephemeral_storage.size', 1024), { reason: 'large uploads' });
    each.escape('alias', Patch.append('lifecycle.ignore_changes', 'function_version'), {
      reason: 'CodeDeploy moves it',
    });
  });
  expect(slots.function.ephemeral_storage).toEqual({ size: 1024 });
  expect(slots.alias.lifecycle).toEqual({ ignore_changes: ['function_version'] });
  expect(fn.escapes).toHaveLength(2);
  expect(
    refusal(() => fn.escape('function', Patch.property('memry_size', 1), { reason: 'x' })).complaint.hint,
  ).toContain('memory_size');
  expect(refusal(() => fn.resource('aliass')).complaint.hint).toContain("'alias'");
});

test('across stacks, everything stands with the function', () => {
  const app = Testing.app();
  const [shop, data] = [terraformStackOn(PRODUCTION, {}, app), terraformStackOn(PRODUCTION, {}, app, 'Data')];
  const fn = new GoldenPathFunction(shop, 'Signup', {
    owner: 'team',
    code: PYTHON,
    events: [EventSource.tableStream(new Stub(data, 'People', STREAM))],
  });
  expect(JSON.parse(Testing.synth(data)).resource?.aws_lambda_event_source_mapping).toBeUndefined();
  expect(TerraformStack.of(fn.resource('peopleEventSource'))).toBe(shop);
});

test('others reach it by strings', () => {
  const { fn } = written({ http: FunctionHttp.iam() }, DEVELOPMENT, {}, each =>
    each.grant({ actions: ['s3:ListAllMyBuckets'], resources: ['*'] }),
  );
  for (const text of [
    fn.functionArn,
    fn.functionName,
    fn.qualifier,
    fn.invokeArn,
    fn.roleArn,
    fn.roleName,
    fn.logGroupName,
    fn.deadLetterQueueArn,
    fn.url,
  ]) {
    expect(text).toMatch(/\$\{/);
  }
});

test('the decisions are those of AWS CDK', () => {
  expect(written(stack => ({ events: allSources(stack) })).fn.decisions).toEqual(
    rendered(stack => ({ events: allSources(stack) })).fn.decisions,
  );
});
