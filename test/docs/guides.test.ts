import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join, resolve } from 'path';
import { transformSync } from '@swc/core';
import * as cdk from 'aws-cdk-lib';
import * as cdktf from 'cdktf';
import * as constructs from 'constructs';
import * as ts from 'typescript';
import * as aws from '../../src';
import * as terraform from '../../src/terraform';

const ROOT = resolve(__dirname, '../..');
const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  ...markdown('docs'),
  ...markdown('src'),
  ...markdown('emulator'),
  ...markdown('checks'),
  ...markdown('bench'),
  ...markdown('examples'),
];
const GUIDES = PAGES.filter(page => page === 'README.md' || page.startsWith('docs/guides'));
/** Examples that begin so are for the other engine. */
const TERRAFORM = '// goldenpath/terraform';

/** What an example may use without saying where it comes from, by engine. */
const PRELUDES = {
  aws: `
import * as cdk from 'aws-cdk-lib';
import { App, Aspects, CfnOutput, IAspect, Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
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
import { ${Object.keys(aws).join(', ')} } from '../../src';
`,
  terraform: `
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, TerraformStack, TerraformVariable } from 'cdktf';
import { ${Object.keys(terraform).join(', ')} } from '../../src/terraform';
`,
};
type Engine = keyof typeof PRELUDES;
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
afterAll(() => rmSync(OUTPUT, { recursive: true, force: true }));

function markdown(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true })
    .map(String)
    .filter(file => file.endsWith('.md') && !/node_modules|\.venv|cdk\.out/.test(file))
    .map(file => join(folder, file));
}

interface Example {
  readonly page: string;
  readonly line: number;
  readonly engine: Engine;
  readonly code: string;
}

/** The examples of a page, each with what it leaves to the ones before it. */
function examples(page: string): Example[] {
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
    return { page, line, engine, code: `{\n${given.join('\n')}\n${body}\napp.synth();\n}` };
  });
}

const FOUND = GUIDES.flatMap(page => examples(page));

test('the examples have the right types', () => {
  const { config } = ts.readConfigFile(join(ROOT, 'test/tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, join(ROOT, 'test'));
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  const engines = Object.keys(PRELUDES) as Engine[];
  const files = new Map(
    GUIDES.flatMap(page =>
      engines.map(engine => {
        const code = examples(page)
          .filter(each => each.engine === engine)
          .map(each => each.code)
          .join('\n');
        return [
          join(ROOT, 'test/docs', `${page.replace(/\W/g, '-')}-${engine}.ts`),
          `${PRELUDES[engine]}\n${code}`,
        ] as const;
      }),
    ),
  );
  host.getSourceFile = (name, version) => {
    const found = files.get(name);
    return found === undefined ? read(name, version) : ts.createSourceFile(name, found, version);
  };
  const program = ts.createProgram(
    [...files.keys()],
    { ...options, noEmit: true, noUnusedLocals: false, isolatedModules: false, skipLibCheck: true },
    host,
  );
  const problems = [...files.keys()]
    .flatMap(file => program.getSemanticDiagnostics(program.getSourceFile(file)))
    .map(
      ({ file, messageText }) =>
        `${file?.fileName.split('/').pop()}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
    );
  expect(problems).toEqual([]);
}, 120_000);

test.each(FOUND.map(({ page, line, engine, code }) => [page, line, engine, code] as const))(
  'the example of %s at line %i does what it says, on %s',
  (_page, _line, engine, code) => {
    const { code: javascript } = transformSync(`${PRELUDES[engine]}\n${code}`, {
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
      module: { type: 'commonjs' },
    });
    const run = new Function('require', 'exports', 'console', javascript);
    run((name: string) => MODULES[name] ?? jest.requireActual(name), {}, { log: () => undefined });
  },
);

test('every link inside the documentation leads somewhere', () => {
  const broken = PAGES.flatMap(page => {
    const text = readFileSync(join(ROOT, page), 'utf8').replace(/```[\s\S]*?```/g, '');
    return [...text.matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)]
      .map(([, link]) => link)
      .filter(link => !existsSync(join(ROOT, dirname(page), link)))
      .map(link => `${page}: ${link}`);
  });
  expect(broken).toEqual([]);
});

test('every page that an error names is there', () => {
  const sources = readdirSync(join(ROOT, 'src'), { recursive: true })
    .map(String)
    .filter(file => file.endsWith('.ts') && !file.includes('walls-violation'));
  const pages = new Set(
    sources.flatMap(file =>
      [...readFileSync(join(ROOT, 'src', file), 'utf8').matchAll(/(?:page: |PAGE = )'([^']+)'/g)].map(
        ([, page]) => page,
      ),
    ),
  );
  expect(pages.size).toBeGreaterThan(3);
  expect([...pages].filter(page => !existsSync(join(ROOT, 'docs', page.replace(/#.*/, ''))))).toEqual([]);
});
