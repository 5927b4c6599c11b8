import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import * as ts from 'typescript';
import { sampleNames, workbench } from './engines';
import { capabilityIds, loadCapability, surroundingsIn } from '../../projenrc/capabilities';
import { Access } from '../../src/binding/binding';
import { propsOf, samplesByName } from '../../src/path/sample';

/** Enums that no prop of a capability takes: they say something about the path, or about what was made. */
const NOT_ASKED = [
  'CapabilityArea',
  'CapabilityStage',
  'DecidedBy',
  'Edition',
  'EnvironmentTier',
  'EscapeKind',
  'NameScope',
  'OverdueEscapes',
  'PolicyAnswers',
  'ReliedOnBy',
];

/** Values that no sample can have, with the tests that have them. */
const ELSEWHERE = [
  // How a consumer proves who it is, is said with each use: test/bindings.
  'secret',
  'iam-token',
  // Terraform builds no image, and samples are made on both engines: test/capabilities/service/task.test.ts.
  'dockerfile',
];

/** The enums of the sources, with their values. */
function enums(folder = 'src'): Array<[name: string, values: string[]]> {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return enums(path);
    if (!path.endsWith('.ts')) return [];
    const found: Array<[string, string[]]> = [];
    ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true).forEachChild(node => {
      if (!ts.isEnumDeclaration(node) || NOT_ASKED.includes(node.name.text)) return;
      found.push([node.name.text, node.members.map(({ initializer }) => (initializer as ts.StringLiteral).text)]);
    });
    return found;
  });
}

/** Every text in a value: in lists, in objects, in the private fields of instances; not in constructs. */
function textsIn(value: any, seen = new Set<any>()): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null || seen.has(value) || value.node?.scope) return [];
  seen.add(value);
  return Object.values(value).flatMap(each => textsIn(each, seen));
}

/** All that samples say: their props, how they are used, and what starts consumers of them. */
function said(): Set<string> {
  const texts = capabilityIds().flatMap(capability => {
    const { samples } = loadCapability(capability);
    const bench = workbench('aws');
    const around = surroundingsIn('aws', bench.stack, bench.stack.node.root.node.tryFindChild('StubNetwork'));
    const props = Object.values(samplesByName(samples)).flatMap(sample => textsIn(propsOf(sample, around)));
    return [...props, ...(samples.accesses ?? []), ...startsOf(capability)];
  });
  return new Set([...texts, ...ELSEWHERE]);
}

/** The kinds of events that a capability's samples start a consumer by. */
function startsOf(capability: string): string[] {
  if (!loadCapability(capability).samples.startsConsumers) return [];
  return sampleNames(capability).flatMap(sample => {
    const made = workbench('aws').make(capability, sample);
    const request = { access: Access.CONSUME, credentials: 'secret', userName: 'app', consumer: 'Shop/Consumer' };
    try {
      return [made.bind(request).events.kind];
    } catch {
      // This sample has no stream, or sends no events.
      return [];
    }
  });
}

test('every value of every enumeration is in some sample', () => {
  const known = said();
  const missing = enums().flatMap(([name, values]) =>
    values.filter(value => !known.has(value)).map(value => `${name}: ${JSON.stringify(value)}`),
  );
  expect(missing).toEqual([]);
});
