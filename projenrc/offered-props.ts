import { existsSync, readdirSync, readFileSync } from 'fs';
import * as path from 'path';
import * as ts from 'typescript';

/** The properties of a construct's props interface, as a tool would count them in a jsii assembly. */
export interface OfferedProps {
  readonly interface: string;
  /** Its own and inherited properties, by name. */
  readonly names: string[];
  /** The number of these and of the properties of the interfaces in them, each interface counted once. */
  readonly nested: number;
}

/** Reads the interfaces of a capability's folder and of the folders below the capabilities. */
export function offeredProps(id: string, name: string): OfferedProps {
  const interfaces = new Map<string, ts.InterfaceDeclaration>();
  for (const file of [
    ...['binding', 'path', 'record', 'parts'].flatMap(floor => sources(`src/${floor}`)),
    ...sources(`src/capabilities/${id}`),
  ]) {
    ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true).forEachChild(node => {
      if (ts.isInterfaceDeclaration(node)) interfaces.set(node.name.text, node);
    });
  }
  const membersOf = (interfaceName: string): ts.PropertySignature[] => {
    const declaration = interfaces.get(interfaceName);
    if (!declaration) return [];
    const inherited = (declaration.heritageClauses ?? []).flatMap(({ types }) =>
      types.flatMap(type => membersOf(type.expression.getText())),
    );
    return [...inherited, ...declaration.members.filter(ts.isPropertySignature)];
  };
  const counted = new Set<string>();
  const count = (interfaceName: string): number => {
    // A behavioural interface is an object that somebody made, and no struct to fill in.
    if (counted.has(interfaceName) || !interfaces.has(interfaceName) || /^I[A-Z]/.test(interfaceName)) return 0;
    counted.add(interfaceName);
    const members = membersOf(interfaceName);
    const below = members.flatMap(member =>
      [...(member.type?.getText() ?? '').matchAll(/[A-Z]\w+/g)].map(([type]) => count(type)),
    );
    return members.length + below.reduce((sum, each) => sum + each, 0);
  };
  return {
    interface: name,
    names: [...new Set(membersOf(name).map(member => member.name.getText()))],
    nested: count(name),
  };
}

function sources(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const file = path.join(folder, entry.name);
    return entry.isDirectory() ? sources(file) : file.endsWith('.ts') ? [file] : [];
  });
}
