import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { TerraformStack } from 'cdktf';
import { Construct } from 'constructs';
import {
  Binding,
  BindingEvents,
  BindingPort,
  BindingRequest,
  environmentPrefixOf,
  EventSourceKind,
  IBindable,
} from '../../../src/binding/binding';
import { GoldenPathFunction } from '../../../src/capabilities/function/aws';
import { EventSource, FunctionCode, GoldenPathFunctionProps } from '../../../src/capabilities/function/props';
import { GoldenPathFunction as TerraformFunction } from '../../../src/capabilities/function/terraform';
import { GoldenPathProps } from '../../../src/path/golden-path';
import { EnvironmentTier } from '../../../src/path/tier';
import { expectSlotsComplete } from '../../fixtures/slots';
import { stackOn } from '../../fixtures/stacks';
import {
  addressOf,
  configurationOf,
  decodedSlotsIn,
  expectTerraformSlots,
  terraformStackOn,
} from '../../fixtures/terraform';

const PROJECTS = mkdtempSync(join(tmpdir(), 'goldenpath-projects-'));
process.once('exit', () => rmSync(PROJECTS, { recursive: true, force: true }));

/** A project of a team's, in a folder of its own: files by name. */
export function project(files: { [name: string]: string }): string {
  const folder = mkdtempSync(join(PROJECTS, 'project-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** Code that needs no bundling. */
export const PYTHON = FunctionCode.python(project({ 'signup.py': 'def handler(event, context):\n    return {}\n' }), {
  handler: 'signup.handler',
});

/** A module that is bundled. */
export const MODULE = join(
  project({
    'src/signup.ts':
      "import { greeting } from './greeting';\nexport const handler = async (event: { name: string }): " +
      'Promise<string> => greeting(event.name);\n',
    'src/greeting.ts':
      'export class Greeting extends Error {}\nexport function greeting(name: string): string {\n  if (!name) ' +
      'throw new Greeting("nobody");\n  return `Welcome, ${name}`;\n}\n',
  }),
  'src/signup.ts',
);

/** Something that calls a function, or that it uses. */
export class Stub extends Construct implements IBindable {
  public readonly requests: BindingRequest[] = [];

  constructor(
    scope: Construct,
    id: string,
    private readonly events: BindingEvents | undefined,
    private readonly ports: BindingPort[] = [],
  ) {
    super(scope, id);
  }

  public bind(request: BindingRequest): Binding {
    this.requests.push(request);
    return {
      capability: 'stub',
      resource: this.node.path,
      access: request.access!,
      environment: { NAME: this.node.id },
      permissions: [{ actions: ['stub:Use'], resources: [`arn:aws:stub:eu-west-1:123456789012:${this.node.id}`] }],
      ports: this.ports,
      events: this.events,
      environmentPrefix: environmentPrefixOf(this.node.id),
    };
  }
}

export const QUEUE: BindingEvents = {
  kind: EventSourceKind.QUEUE,
  arn: 'arn:aws:sqs:eu-west-1:123456789012:signups',
  name: 'signups',
  visibilityTimeoutSeconds: 180,
};
export const STREAM: BindingEvents = {
  kind: EventSourceKind.STREAM,
  arn: 'arn:aws:dynamodb:eu-west-1:123456789012:table/people/stream/2026',
  name: 'people',
};
export const BUCKET: BindingEvents = { kind: EventSourceKind.BUCKET, arn: 'arn:aws:s3:::photos', name: 'photos' };

/** One source of each kind. */
export function allSources(scope: Construct): EventSource[] {
  return [
    EventSource.queue(new Stub(scope, 'Signups', QUEUE)),
    EventSource.tableStream(new Stub(scope, 'People', STREAM)),
    EventSource.bucket(new Stub(scope, 'Photos', BUCKET)),
    EventSource.schedule('rate(5 minutes)'),
  ];
}

/** Props that may name what stands in the same stack. */
export type Props = Partial<GoldenPathFunctionProps> | ((scope: Construct) => Partial<GoldenPathFunctionProps>);

const propsIn = (scope: Construct, props: Props): GoldenPathFunctionProps => ({
  owner: 'team-growth',
  code: PYTHON,
  ...(typeof props === 'function' ? props(scope) : props),
});

/** A function with few words. */
export function functionIn(stack: Stack, props: Props = {}, id = 'Signup'): GoldenPathFunction {
  return new GoldenPathFunction(stack, id, propsIn(stack, props));
}

/** What a function is in a stack of its own. */
export function rendered(
  props: Props = {},
  tier = EnvironmentTier.PRODUCTION,
  path: Partial<GoldenPathProps> = {},
  after: (fn: GoldenPathFunction, stack: Stack) => void = () => undefined,
) {
  const stack = stackOn(tier, path, new App());
  const fn = functionIn(stack, props);
  after(fn, stack);
  const template = Template.fromStack(stack);
  expectSlotsComplete(fn);
  const idOf = (slot: string): string => stack.resolve(fn.resource(slot).logicalId);
  const resource = (slot: string) => template.toJSON().Resources[idOf(slot)];
  return { stack, fn, template, idOf, resource, properties: (slot: string) => resource(slot).Properties };
}

/** The statements of an inline policy. */
export function statements(properties: any): any[] {
  return properties.PolicyDocument.Statement;
}

/** What a function is in a Terraform stack of its own. */
export function written(
  props: Props = {},
  tier = EnvironmentTier.PRODUCTION,
  path: Partial<GoldenPathProps> = {},
  after: (fn: TerraformFunction, stack: TerraformStack) => void = () => undefined,
) {
  const stack = terraformStackOn(tier, path);
  const fn = new TerraformFunction(stack, 'Signup', propsIn(stack, props));
  after(fn, stack);
  const configuration = configurationOf(stack);
  expectTerraformSlots(fn);
  return {
    stack,
    fn,
    configuration,
    slots: decodedSlotsIn(configuration, fn),
    at: (slot: string) => addressOf(fn.resource(slot)),
  };
}
