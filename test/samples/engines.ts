import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { TerraformStack, Testing } from 'cdktf';
import { Engine, loadCapability, makeSample, surroundingsIn } from '../../projenrc/capabilities';
import { GoldenPathProps } from '../../src/path/golden-path';
import { samplesByName } from '../../src/path/sample';
import { EnvironmentTier } from '../../src/path/tier';
import { stackOn } from '../fixtures/stacks';
import { configurationOf, terraformStackOn } from '../fixtures/terraform';

/** A stack on an engine, with what a suite does to any capability. */
export interface Workbench {
  readonly engine: Engine;
  readonly stack: any;
  /** Makes a sample of a capability, with more props. */
  make(capability: string, sample?: string, id?: string, more?: object): any;
  /** The template, or the configuration, as it is written after the Aspects. */
  written(): any;
}

const ALARMS = { alarmTopicArn: 'arn:aws:sns:eu-west-1:123456789012:alarms' };

/** A stack on an engine, in an app of its own, on a path of a tier. */
export function workbench(engine: Engine, tier?: EnvironmentTier, path: Partial<GoldenPathProps> = {}): Workbench {
  const settings = { ...ALARMS, ...path };
  const stack: any =
    engine === 'aws'
      ? stackOn(tier, settings, new App({ context: { 'aws:cdk:disable-stack-trace': true } }), 'Shop')
      : terraformStackOn(tier, settings, Testing.app());
  const { network } = settings as { network?: any };
  const root = stack.node.root;
  const around = surroundingsIn(engine, stack, network ?? root.node.tryFindChild('StubNetwork'));
  return {
    engine,
    stack,
    make: (capability, sample = 'typical', id = 'It', more = {}) =>
      makeSample(engine, stack, id, { capability, sample, around, more }),
    written: () =>
      engine === 'aws' ? Template.fromStack(stack as Stack).toJSON() : configurationOf(stack as TerraformStack),
  };
}

/** The names of a capability's samples. */
export function sampleNames(capability: string): string[] {
  return Object.keys(samplesByName(loadCapability(capability).samples));
}
