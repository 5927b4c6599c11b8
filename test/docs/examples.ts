import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join, resolve } from 'path';
import { transformSync } from '@swc/core';
import * as cdk from 'aws-cdk-lib';
import * as cdktf from 'cdktf';
import * as constructs from 'constructs';
import * as aws from '../../src';
import * as terraform from '../../src/terraform';

export const ROOT = resolve(__dirname, '../..');
export const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  ...markdown('docs'),
  ...markdown('src'),
  ...markdown('emulator'),
  ...markdown('checks'),
  ...markdown('bench'),
  ...markdown('examples'),
];
export const GUIDES = PAGES.filter(page => page === 'README.md' || page.startsWith('docs/guides'));
/** Examples that begin so are for the other engine. */
const TERRAFORM = '// goldenpath/terraform';

/** What an example may use without saying where it comes from, by engine. */
export const PRELUDES = {
  aws: `
import * as cdk from 'aws-cdk-lib';
import { App, Aspects, CfnOutput, IAspect, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as efs from 'aws-cdk-lib/aws-efs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import * as tasks from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { IConstruct, IMixin } from 'constructs';
import * as goldenpath from '../../src';
declare function shown(stack: unknown): void;
import { ${Object.keys(aws).join(', ')} } from '../../src';
`,
  terraform: `
import { EfsAccessPoint } from '@cdktf/provider-aws/lib/efs-access-point';
import { EfsFileSystem } from '@cdktf/provider-aws/lib/efs-file-system';
import { LambdaProvisionedConcurrencyConfig } from '@cdktf/provider-aws/lib/lambda-provisioned-concurrency-config';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, TerraformStack, TerraformVariable } from 'cdktf';
declare function shown(stack: unknown): void;
import { ${Object.keys(terraform).join(', ')} } from '../../src/terraform';
`,
};
export type Engine = keyof typeof PRELUDES;
const MODULES: { [name: string]: unknown } = {
  '../../src': aws,
  '../../src/terraform': terraform,
  goldenpath: aws,
  cdktf: cdktf,
  'aws-cdk-lib': cdk,
  constructs: constructs,
};
const ORDERS =
  "const orders = new GoldenPathService(stack, 'Orders', { owner: 'team-orders', source: " +
  "ServiceSource.image('public.ecr.aws/acme/orders:1.4.2') });";
const DB = "const db = new ManagedDatabase(stack, 'OrdersDb', { engine: DatabaseEngine.postgres() });";
const OUTPUT = mkdtempSync(join(tmpdir(), 'goldenpath-guides-'));
process.once('exit', () => rmSync(OUTPUT, { recursive: true, force: true }));

function markdown(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true })
    .map(String)
    .filter(file => file.endsWith('.md') && !/node_modules|\.venv|cdk\.out/.test(file))
    .map(file => join(folder, file));
}

export interface Example {
  readonly page: string;
  readonly line: number;
  readonly engine: Engine;
  readonly code: string;
}

/** The examples of a page, each with what it leaves to the ones before it. */
export function examples(page: string): Example[] {
  const text = readFileSync(join(ROOT, page), 'utf8');
  return [...text.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(match => {
    const line = text.slice(0, match.index).split('\n').length;
    const engine: Engine = match[1].startsWith(TERRAFORM) ? 'terraform' : 'aws';
    const body = match[1].replace(/^import .*\n/gm, '');
    // 'team-orders' is no mention of the constant.
    const named = body.replace(/'[^'\n]*'/g, "''");
    const given = [
      /const app = /.test(body)
        ? ''
        : engine === 'aws'
          ? 'const app = new App();'
          : `const app = new App({ outdir: ${JSON.stringify(OUTPUT)} });`,
      /const stack = /.test(body)
        ? ''
        : `const stack = new ${engine === 'aws' ? 'Stack' : 'TerraformStack'}(app, 'Stack');`,
      /\bdb\b/.test(named) && !/const db = /.test(named) ? DB : '',
      /\borders\b/.test(named) && !/const orders = /.test(named) ? ORDERS : '',
    ];
    return { page, line, engine, code: `{\n${given.join('\n')}\n${body}\nshown(stack);\napp.synth();\n}` };
  });
}

/** Does what an example says, and gives its stack. */
export function run({ engine, code }: Pick<Example, 'engine' | 'code'>): any {
  const { code: javascript } = transformSync(`${PRELUDES[engine]}\n${code}`, {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'commonjs' },
  });
  let stack: unknown;
  new Function('require', 'exports', 'console', 'shown', javascript)(
    (name: string) => MODULES[name] ?? jest.requireActual(name),
    {},
    { log: () => undefined },
    (made: unknown) => (stack = made),
  );
  return stack;
}
