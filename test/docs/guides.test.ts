import { existsSync, readdirSync, readFileSync } from 'fs';
import { dirname, join } from 'path';
import * as ts from 'typescript';
import { Engine, examples, GUIDES, PAGES, PRELUDES, ROOT, run } from './examples';

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
    run({ engine, code });
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
