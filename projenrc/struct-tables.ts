import { readdirSync, readFileSync } from 'fs';
import * as path from 'path';
import { Project, TextFile } from 'projen';
import * as ts from 'typescript';

const FILE = 'src/support/structs.generated.ts';
const FLOORS = ['binding', 'path', 'record', 'parts', 'capabilities', 'environment'];

/**
 * Generates the tables by which input is checked: the names and kinds of the properties of every struct that users fill
 * in, read from its declaration.
 */
export function generateStructTables(project: Project): void {
  new TextFile(project, FILE, { lines: structTables(), readonly: false, marker: false });
}

/** The lines of the generated file. */
export function structTables(): string[] {
  const files = FLOORS.flatMap(floor => sourcesIn(`src/${floor}`)).map(parsed);
  const interfaces = new Map<string, ts.InterfaceDeclaration>();
  const enums = new Map<string, string[]>();
  for (const file of files) {
    file.forEachChild(node => {
      if (ts.isInterfaceDeclaration(node)) interfaces.set(node.name.text, node);
      if (ts.isEnumDeclaration(node)) enums.set(node.name.text, node.members.map(valueOf));
    });
  }
  const roots = [...interfaces.keys()].filter(
    name => /(Props|Options|Attributes|Capacity|Permission)$/.test(name) && isOffered(interfaces.get(name)!),
  );
  const tables = new Map<string, { [property: string]: string }>();
  const used = new Set<string>();
  for (const name of roots.sort()) tabulate(name);

  function tabulate(name: string): void {
    if (tables.has(name)) return;
    const table: { [property: string]: string } = {};
    tables.set(name, table);
    for (const member of membersOf(name)) table[member.name.getText()] = kindOf(member.type!);
  }

  function membersOf(name: string): ts.PropertySignature[] {
    const declaration = interfaces.get(name);
    if (!declaration) return [];
    const parents = (declaration.heritageClauses ?? []).flatMap(({ types }) => types);
    const inherited = parents.flatMap(({ expression }) => membersOf(expression.getText()));
    return [...inherited, ...declaration.members.filter(ts.isPropertySignature)];
  }

  function kindOf(type: ts.TypeNode): string {
    if (ts.isParenthesizedTypeNode(type) || ts.isTypeOperatorNode(type)) return kindOf(type.type);
    if (type.kind === ts.SyntaxKind.StringKeyword) return 'text';
    if (type.kind === ts.SyntaxKind.NumberKeyword) return 'number';
    if (type.kind === ts.SyntaxKind.BooleanKeyword) return 'flag';
    if (ts.isArrayTypeNode(type)) return `list ${kindOf(type.elementType)}`;
    if (ts.isTypeLiteralNode(type) && type.members.length === 1 && ts.isIndexSignatureDeclaration(type.members[0])) {
      return `map ${kindOf(type.members[0].type)}`;
    }
    if (!ts.isTypeReferenceNode(type)) return 'any';
    const name = type.typeName.getText();
    if (enums.has(name)) {
      used.add(name);
      return `enum ${name}`;
    }
    // An interface that begins with an I is an object that somebody made, and no struct to fill in.
    if (!interfaces.has(name) || /^I[A-Z]/.test(name)) return 'any';
    tabulate(name);
    return `struct ${name}`;
  }

  const row = (name: string, value: object) => `  ${name}: ${JSON.stringify(value)},`;
  return [
    '// Generated from the interfaces under src by .projenrc.ts. To change it, change them and run "npx projen".',
    '/* eslint-disable max-len, prettier/prettier */',
    '',
    '/** The kinds of the properties of every struct that users fill in. */',
    'export const STRUCTS: { readonly [struct: string]: { readonly [property: string]: string } } = {',
    ...[...tables].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, table]) => row(name, table)),
    '};',
    '',
    '/** The values of the enums among them. */',
    'export const ENUMS: { readonly [name: string]: readonly string[] } = {',
    ...[...used].sort().map(name => row(name, enums.get(name)!)),
    '};',
    '',
  ];
}

/** Whether it is public: exported, and not marked as internal. */
function isOffered(node: ts.InterfaceDeclaration): boolean {
  const isExported = ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
  return isExported && !ts.getJSDocTags(node).some(tag => tag.tagName.text === 'internal');
}

function valueOf(member: ts.EnumMember): string {
  if (member.initializer && ts.isStringLiteral(member.initializer)) return member.initializer.text;
  throw new Error(`${member.getText()} of an enum is no text.`);
}

function parsed(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
}

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return /^(aws|terraform)$/.test(entry.name) ? [] : sourcesIn(file);
    return file.endsWith('.ts') && !/(\.generated|^aws|^terraform|\/aws|\/terraform)\.ts$/.test(file) ? [file] : [];
  });
}
