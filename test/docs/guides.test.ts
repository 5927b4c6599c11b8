import { existsSync, readdirSync, readFileSync } from 'fs';
import { dirname, join, resolve } from 'path';
import { transformSync } from '@swc/core';
import * as cdk from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as ts from 'typescript';
import * as goldenpath from '../../src';

const ROOT = resolve(__dirname, '../..');
const PAGES = ['README.md', 'CONTRIBUTING.md', ...markdown('docs'), ...markdown('src'), ...markdown('emulator'), ...markdown('checks'), ...markdown('bench'), ...markdown('examples')];
const GUIDES = PAGES.filter(page => page === 'README.md' || page.startsWith('docs/guides'));

/** What an example may use without saying where it comes from. */
const PRELUDE = `
import * as cdk from 'aws-cdk-lib';
import { App, Aspects, IAspect, Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { IConstruct, IMixin } from 'constructs';
import * as goldenpath from '../../src';
import { ${Object.keys(goldenpath).join(', ')} } from '../../src';
`;
const ORDERS = "const orders = new GoldenPathService(stack, 'Orders', { owner: 'team-orders', source: ServiceSource.image('public.ecr.aws/acme/orders:1.4.2') });";
const DB = "const db = new ManagedDatabase(stack, 'OrdersDb', { engine: DatabaseEngine.postgres() });";

function markdown(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true }).map(String).filter(file => file.endsWith('.md') && !/node_modules|\.venv|cdk\.out/.test(file)).map(file => join(folder, file));
}

interface Example {
  readonly page: string;
  readonly line: number;
  readonly code: string;
}

/** The examples of a page, each with what it leaves to the ones before it. */
function examples(page: string): Example[] {
  const text = readFileSync(join(ROOT, page), 'utf8');
  return [...text.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(match => {
    const line = text.slice(0, match.index).split('\n').length;
    const body = match[1].replace(/^import .*\n/gm, '');
    const given = [
      /const app = /.test(body) ? '' : 'const app = new App();',
      /const stack = /.test(body) ? '' : "const stack = new Stack(app, 'Stack');",
      /\bdb\b/.test(body) && !/const db = /.test(body) ? DB : '',
      /\borders\b/.test(body) && !/const orders = /.test(body) ? ORDERS : '',
    ];
    return { page, line, code: `{\n${given.join('\n')}\n${body}\napp.synth();\n}` };
  });
}

const FOUND = GUIDES.flatMap(page => examples(page));

test('the examples have the right types', () => {
  const { config } = ts.readConfigFile(join(ROOT, 'test/tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, join(ROOT, 'test'));
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  const files = new Map(GUIDES.map(page => [join(ROOT, 'test/docs', `${page.replace(/\W/g, '-')}.ts`), examples(page)] as const));
  host.getSourceFile = (name, version) => {
    const found = files.get(name);
    return found ? ts.createSourceFile(name, `${PRELUDE}\n${found.map(({ code }) => code).join('\n')}`, version) : read(name, version);
  };
  const program = ts.createProgram([...files.keys()], { ...options, noEmit: true, noUnusedLocals: false, isolatedModules: false, skipLibCheck: true }, host);
  const problems = [...files.keys()].flatMap(file => program.getSemanticDiagnostics(program.getSourceFile(file)))
    .map(({ file, messageText }) => `${file?.fileName.split('/').pop()}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`);
  expect(problems).toEqual([]);
}, 120_000);

test.each(FOUND.map(({ page, line, code }) => [page, line, code] as const))('the example of %s at line %i does what it says', (_page, _line, code) => {
  const { code: javascript } = transformSync(`${PRELUDE.replace(/from '..\/..\/src'/g, "from 'goldenpath'")}\n${code}`, {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' },
  });
  const modules: { [name: string]: unknown } = { goldenpath, 'aws-cdk-lib': cdk, 'aws-cdk-lib/aws-ecs': ecs, 'aws-cdk-lib/aws-s3': s3, 'constructs': jest.requireActual('constructs') };
  const run = new Function('require', 'exports', 'console', javascript);
  run((name: string) => modules[name], {}, { log: () => undefined });
});

test('every link inside the documentation leads somewhere', () => {
  const broken = PAGES.flatMap(page => {
    const text = readFileSync(join(ROOT, page), 'utf8').replace(/```[\s\S]*?```/g, '');
    return [...text.matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)].map(([, link]) => link)
      .filter(link => !existsSync(join(ROOT, dirname(page), link))).map(link => `${page}: ${link}`);
  });
  expect(broken).toEqual([]);
});

test('every page that an error names is there', () => {
  const sources = readdirSync(join(ROOT, 'src'), { recursive: true }).map(String).filter(file => file.endsWith('.ts') && !file.includes('walls-violation'));
  const pages = new Set(sources.flatMap(file => [...readFileSync(join(ROOT, 'src', file), 'utf8').matchAll(/(?:page: |PAGE = )'([^']+)'/g)].map(([, page]) => page)));
  expect(pages.size).toBeGreaterThan(3);
  expect([...pages].filter(page => !existsSync(join(ROOT, 'docs', page.replace(/#.*/, ''))))).toEqual([]);
});
