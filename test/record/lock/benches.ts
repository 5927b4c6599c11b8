import { mkdtempSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App } from 'aws-cdk-lib';
import { Testing } from 'cdktf';
import { ManagedQueue } from '../../../src/capabilities/queue/aws';
import { ManagedQueue as TerraformQueue } from '../../../src/capabilities/queue/terraform';
import { ManagedTable } from '../../../src/capabilities/table/aws';
import { TableKey } from '../../../src/capabilities/table/key';
import { ManagedTable as TerraformTable } from '../../../src/capabilities/table/terraform';
import { Lock } from '../../../src/path/lock';
import { EnvironmentTier } from '../../../src/path/tier';
import { findingsOf } from '../../fixtures/findings';
import { stackOn } from '../../fixtures/stacks';
import { configurationOf, terraformStackOn } from '../../fixtures/terraform';

export type Make = (stack: any) => any[];
/** What a synthesis says. */
export interface Outcome {
  readonly errors: string[];
  readonly warnings: string[];
}
/** An engine, with what the tests of the lock do on it. */
export interface Bench {
  readonly Queue: any;
  readonly Table: any;
  /** Synthesises an app of one stack, beside a lock. */
  synth(make: Make, lock: Lock, tier?: EnvironmentTier, id?: string): Outcome;
  /** The rows that the constructs of an app would have. */
  rows(make: Make, tier?: EnvironmentTier): any[];
}

export const AWS: Bench = {
  Queue: ManagedQueue,
  Table: ManagedTable,
  synth(make, lock, tier, id = 'Shop') {
    const stack = stackOn(tier, { lock, ...HEARD }, new App(), id);
    make(stack);
    const { said, error } = findingsOf(stack);
    const of = (severity: string) =>
      said.filter(each => each.severity === severity).map(({ rule, text, fix }) => `${rule} ${text} ${fix}`);
    const fatal = of('fatal');
    return { errors: fatal.length === 0 && error ? [error] : fatal, warnings: of('warning') };
  },
  rows: (make, tier) => make(stackOn(tier, { lock: Lock.none() })).flatMap(each => each._standing()),
};

export const TERRAFORM: Bench = {
  Queue: TerraformQueue,
  Table: TerraformTable,
  synth(make, lock, tier, id = 'Shop') {
    const stack = terraformStackOn(tier, { lock, ...HEARD }, Testing.app(), id);
    make(stack);
    const errors: string[] = [];
    try {
      configurationOf(stack);
    } catch (error) {
      errors.push((error as Error).message);
    }
    const said = stack.node.metadata.filter(({ type }) => type === '@cdktf/warn').map(({ data }) => data);
    return { errors, warnings: said };
  },
  rows: (make, tier) => make(terraformStackOn(tier, { lock: Lock.none() })).flatMap(each => each._standing()),
};

/** Alarms that tell nobody are another matter. */
export const HEARD = { alarmTopicArn: 'arn:aws:sns:eu-west-1:123456789012:alarms' };

/** A lock of these rows, in a file. */
export function lockOf(resources: object[], text?: string): Lock {
  const file = join(mkdtempSync(join(tmpdir(), 'lock-')), 'goldenpath.lock.json');
  writeFileSync(file, text ?? JSON.stringify({ lockVersion: '1', resources }));
  return Lock.file(file);
}

/** The key of a table. */
export const KEY = { partitionKey: TableKey.string('id') };
