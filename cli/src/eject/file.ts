import { format } from 'prettier';
import type { Manifest } from '../assembly/manifest.js';
import { WrongUseError } from '../errors.js';
import { writeClass, type ClassInput, type WrittenClass } from './class.js';
import { literal } from './code.js';
import type { Asset, Ejected, Element } from './elements.js';
import { PAGE, type Library } from './library.js';
import { docComment, free, nameFrom } from './text.js';

/** The code of one stack. */
export interface WrittenFile {
  readonly text: string;
  readonly assets: readonly Asset[];
  readonly withoutClass: readonly string[];
}

/** What the code of a stack is written from. */
export interface FileInput {
  readonly library: Library;
  /** The path of the stack in its app. */
  readonly stack: string;
  readonly manifest: Manifest;
  readonly constructs: readonly Ejected[];
  readonly assets: readonly Asset[];
  readonly exports: readonly Element[];
  readonly reasonsOf: (construct: Ejected) => ClassInput['reasons'];
}

/** Writes the constructs of a stack as classes, and a function that adds them to the stack in their order. */
export async function writeFileOf(input: FileInput): Promise<WrittenFile> {
  const { library, stack, constructs, assets, exports, reasonsOf, manifest } = input;
  const isOwnId = ownIds(library, stack);
  const names = new Set(['Construct']);
  const written = constructs.map(construct => {
    const name = free(nameFrom(construct.path.slice(stack.length + 1)), names);
    const reasons = reasonsOf(construct);
    const made = writeClass({ library, construct, name, assets, exports, reasons, isOwnId });
    return { construct, name, ...made, text: `${docComment(docOf(construct, manifest, made.text))}\n${made.text}` };
  });
  const modules = new Map(written.flatMap(each => [...each.modules]));
  const used = written.flatMap(each => each.assets);
  const text = [
    ...(used.length > 0 ? [importOf('* as path', 'path')] : []),
    importOf('* as cdk', 'aws-cdk-lib'),
    ...[...modules].sort().map(([module, alias]) => importOf(`* as ${alias}`, module)),
    importOf('{ Construct }', 'constructs'),
    '',
    ...written.map(each => `${each.text}\n`),
    addition(stack, written, library.addDependency),
  ].join('\n');
  return {
    text: await format(text, { parser: 'typescript', printWidth: 110, singleQuote: true }),
    assets: used,
    withoutClass: written.flatMap(each => each.withoutClass),
  };
}

function importOf(names: string, module: string): string {
  return `import ${names} from ${literal(module)};`;
}

/** What a class was, and the decisions and escapes whose reasons stand at no property in its text. */
function docOf({ entries, path }: Ejected, { edition, tier, packageVersion }: Manifest, text: string): string[] {
  const says = entries.flatMap(entry => {
    const escapes = entry.escapes
      .filter(({ kind }) => kind !== 'organization-policy')
      .map(({ slot, properties, reason }) => `Escape: ${slot} ${properties.join(', ')}: ${reason ?? 'not recorded'}.`);
    return [
      ...(entry.path === path ? [] : [`${entry.path}:`]),
      ...entry.decisions
        .filter(({ name, value }) => value !== null && !text.includes(`// ${name}: `))
        .map(({ name, value, decidedBy, because }) => `${name} = ${JSON.stringify(value)} (${decidedBy}): ${because}`),
      ...escapes,
    ];
  });
  const what = entries.find(entry => entry.path === path)?.capability ?? 'construct';
  return [
    `The ${what} ${path} in plain AWS CDK: what goldenpath ${packageVersion} made in edition ${edition}, ${tier}.`,
    ...says,
  ];
}

/** The function that puts the constructs where they were. */
function addition(
  stack: string,
  written: readonly (WrittenClass & { construct: Ejected; name: string })[],
  dependency: string,
): string {
  const locals = new Set(['stack', 'at']);
  const rows = written.map(each => ({
    ...each,
    variable: free(each.name[0]!.toLowerCase() + each.name.slice(1), locals),
    ids: each.construct.path.slice(stack.length + 1).split('/'),
  }));
  const made = rows.map(({ variable, name, ids }) => {
    const scope = ids.length > 1 ? `at(stack, ${ids.slice(0, -1).map(literal).join(', ')})` : 'stack';
    return `const ${variable} = new ${name}(${scope}, ${literal(ids.at(-1))});`;
  });
  const fields = new Map(
    rows.flatMap(each => [...each.fields].map(([id, field]) => [id, `${each.variable}.${field}`] as const)),
  );
  const waits = rows.flatMap(({ variable, construct, waits: all }) =>
    all.map(([field, on]) => [`${variable}.${field}`, fields.get(on) ?? notOfThePath(construct.path, on)] as const),
  );
  return [
    '/** Adds all of it, in the order of the template of before. */',
    'export function addTo(stack: cdk.Stack) {',
    ...made,
    ...waits.map(([field, on]) => `${field}.${dependency}(${on});`),
    `return { ${rows.map(({ variable }) => variable).join(', ')} };`,
    '}',
    ...(rows.some(({ ids }) => ids.length > 1)
      ? [
          '',
          '/** The scope at a path, which is made where it does not stand. */',
          'function at(scope: Construct, ...ids: string[]): Construct {',
          'return ids.reduce((in_, id) => (in_.node.tryFindChild(id) as Construct) ?? new Construct(in_, id), scope);',
          '}',
        ]
      : []),
  ].join('\n');
}

function notOfThePath(path: string, logicalId: string): never {
  throw new WrongUseError({
    what: `${path} waits for ${logicalId}, which the golden path did not make: its code cannot name it.`,
    where: path,
    hint: 'Take the dependency out of the app, eject, and write it again with the fields of the class.',
    page: PAGE,
  });
}

/** Tells whether an element has another id than the one that AWS CDK makes of its path. */
function ownIds(library: Library, stack: string): (element: Element) => boolean {
  const { App, Stack, CfnResource } = library.cdk;
  const scratch = new Stack(new App({ analyticsReporting: false }), 'Stack');
  return ({ path, logicalId }) => {
    const ids = path.slice(stack.length + 1).split('/');
    const scope = ids
      .slice(0, -1)
      .reduce((parent, id) => parent.node.tryFindChild(id) ?? new library.constructs.Construct(parent, id), scratch);
    const made =
      scope.node.tryFindChild(ids.at(-1)!) ??
      new CfnResource(scope, ids.at(-1)!, { type: 'AWS::CloudFormation::WaitConditionHandle' });
    return scratch.getLogicalId(made) !== logicalId;
  };
}
