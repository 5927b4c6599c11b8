import { Code, isCall, literal, type Known } from './code.js';
import { placeOf, type Asset, type Ejected, type Element } from './elements.js';
import type { Library } from './library.js';
import { Props, writtenBy, type Written } from './resource.js';
import { comment, fieldFrom, free } from './text.js';

/** The reasons of a resource (`property` is empty) and of its properties. */
export type Reasons = (logicalId: string, property: string) => readonly string[];

/** What a class is written from. */
export interface ClassInput {
  readonly library: Library;
  readonly construct: Ejected;
  readonly name: string;
  readonly reasons: Reasons;
  readonly assets: readonly Asset[];
  /** The outputs of the stack that AWS CDK has made for other stacks. */
  readonly exports: readonly Element[];
  /** Whether the id of a path is another one than AWS CDK gives. */
  readonly isOwnId: (element: Element) => boolean;
}

/** The class of a construct, and what the code beside it has to know of it. */
export interface WrittenClass {
  readonly text: string;
  readonly modules: ReadonlyMap<string, string>;
  /** The field of each resource, by its logical id. */
  readonly fields: ReadonlyMap<string, string>;
  /** What its resources wait for in other constructs: logical ids. */
  readonly waits: readonly (readonly [field: string, on: string])[];
  readonly assets: readonly Asset[];
  /** The resources for which AWS CDK has no class that gives the same. */
  readonly withoutClass: readonly string[];
}

const POLICIES: { readonly [attribute: string]: string } = {
  DeletionPolicy: 'deletionPolicy',
  UpdateReplacePolicy: 'updateReplacePolicy',
};

/** Writes the class of a construct: its resources as the classes of AWS CDK, in the order of the template. */
export function writeClass(input: ClassInput): WrittenClass {
  return new ClassWriter(input).write();
}

class ClassWriter {
  private readonly lines: string[] = [];
  private readonly declared: string[] = [];
  private readonly scopes = new Map<string, string>();
  private readonly fields = new Map<string, string>();
  private readonly written = new Map<string, Written>();
  private readonly modules = new Map<string, string>();
  private readonly fieldNames = new Set(['node']);
  private readonly locals = new Set<string>();
  private readonly used = new Map<string, Asset>();
  private readonly code: Code;

  constructor(private readonly input: ClassInput) {
    this.code = new Code(input.library, this.known);
    this.scopes.set(input.construct.path, 'this');
  }

  write(): WrittenClass {
    const { construct, name, library } = this.input;
    for (const element of construct.resources) this.resource(element);
    for (const element of construct.outputs) this.output(element);
    const waits = construct.resources.flatMap(element => this.dependencies(element));
    this.exported();
    const assets = [...this.used.values()].map(asset => assetCall(asset));
    const text = [
      `export class ${name} extends Construct {`,
      ...this.declared,
      '',
      'constructor(scope: Construct, id: string) {',
      'super(scope, id);',
      ...assets,
      ...this.lines,
      '}',
      '}',
    ].join('\n');
    const withoutClass = construct.resources.filter(
      ({ logicalId, definition }) =>
        this.written.get(logicalId)!.l1 === undefined && library.classOf(definition.Type) !== undefined,
    );
    return {
      text,
      modules: this.modules,
      fields: this.fields,
      waits,
      assets: [...this.used.values()],
      withoutClass: withoutClass.map(({ path }) => path),
    };
  }

  /** The code of a reference to what this class has made before. */
  private readonly known: Known = (logicalId, attribute) => {
    const field = this.fields.get(logicalId);
    if (field === undefined) return undefined;
    if (attribute === undefined) return `this.${field}.ref`;
    const name = `attr${attribute.replace(/\W/g, '')}`;
    if (this.written.get(logicalId)?.attributes.has(name)) return `this.${field}.${name}`;
    return `this.${field}.getAtt(${literal(attribute)}).toString()`;
  };

  private resource(element: Element): void {
    const { library, construct, reasons, assets } = this.input;
    const { path, logicalId, definition } = element;
    const written = writtenBy(library, definition);
    const text = JSON.stringify(definition.Properties ?? {});
    for (const asset of assets) if (text.includes(asset.hash)) this.used.set(asset.hash, asset);
    const scope = this.scopeOf(path);
    const relative = path.slice(construct.path.length + 1);
    const field = free(fieldFrom(nameOf(relative, definition.Type)), this.fieldNames);
    const { l1 } = written;
    if (l1) this.modules.set(l1.module, l1.alias);
    const type = l1 ? `${l1.alias}.${l1.name}` : 'cdk.CfnResource';
    this.declared.push(`readonly ${field}: ${type};`);
    this.lines.push('', ...reasons(logicalId, '').flatMap(comment));
    this.lines.push(
      `this.${field} = new ${type}(${scope}, ${literal(idOf(path))}, ${this.argument(element, written)});`,
    );
    this.scopes.set(path, `this.${field}`);
    this.fields.set(logicalId, field);
    this.written.set(logicalId, written);
    this.after(element, field, written);
  }

  private argument({ logicalId, definition }: Element, { l1, props }: Written): string {
    const { library, reasons } = this.input;
    const names = Object.keys(definition.Properties ?? {});
    const nameOf = (prop: string) => names.find(name => name.toLowerCase() === prop.toLowerCase()) ?? prop;
    const reasonsOf = (prop: string) => reasons(logicalId, nameOf(prop)).flatMap(comment);
    if (l1) return new Props(this.code, library).object(props, reasonsOf);
    const properties = Object.entries(props).flatMap(([name, value]) => [
      ...reasonsOf(name),
      `${literal(name)}: ${this.code.value(value)},`,
    ]);
    return `{ type: ${literal(definition.Type)}, properties: {\n${properties.join('\n')}\n} }`;
  }

  /** What a template has beside the properties. */
  private after(element: Element, field: string, { overrides }: Written): void {
    const { definition } = element;
    const it = `this.${field}`;
    if (this.input.isOwnId(element)) this.lines.push(`${it}.overrideLogicalId(${literal(element.logicalId)});`);
    for (const [property, value] of Object.entries(overrides))
      this.lines.push(`${it}.addPropertyOverride(${literal(property)}, ${this.code.value(value)});`);
    for (const [attribute, option] of Object.entries(POLICIES)) {
      const policy = definition[attribute];
      if (typeof policy === 'string')
        this.lines.push(`${it}.cfnOptions.${option} = cdk.CfnDeletionPolicy.${constantOf(policy)};`);
    }
    if (definition.UpdatePolicy)
      this.lines.push(`${it}.cfnOptions.updatePolicy = ${this.code.value(inCamelCase(definition.UpdatePolicy))};`);
    for (const [key, value] of Object.entries(definition.Metadata ?? {}))
      if (key !== 'aws:cdk:path') this.lines.push(`${it}.addMetadata(${literal(key)}, ${this.code.value(value)});`);
    for (const attribute of ['CreationPolicy', 'Condition'])
      if (definition[attribute] !== undefined)
        this.lines.push(`${it}.addOverride(${literal(attribute)}, ${this.code.value(definition[attribute])});`);
  }

  private output(element: Element): void {
    const { path, definition } = element;
    const { Value, Description, Export } = definition as any;
    const props = [
      ...(Description === undefined ? [] : [`description: ${literal(Description)}`]),
      `value: ${this.code.value(Value)}`,
      ...(Export === undefined ? [] : [`exportName: ${this.code.value(Export.Name)}`]),
    ];
    const made = `new cdk.CfnOutput(${this.scopeOf(path)}, ${literal(idOf(path))}, { ${props.join(', ')} })`;
    const own = this.input.isOwnId(element) ? `.overrideLogicalId(${literal(element.logicalId)})` : '';
    this.lines.push('', `${made}${own};`);
  }

  /** What a resource waits for: here within the class; what is outside of it is told. */
  private dependencies({ logicalId, definition }: Element): (readonly [string, string])[] {
    const field = this.fields.get(logicalId)!;
    const on = [definition.DependsOn ?? []].flat() as string[];
    return on.flatMap(each => {
      const other = this.fields.get(each);
      if (other === undefined) return [[field, each] as const];
      this.lines.push(`this.${field}.${this.input.library.addDependency}(this.${other});`);
      return [];
    });
  }

  private exported(): void {
    const made = this.input.exports.flatMap(({ definition }) => {
      const value = (definition as any).Value;
      if (!isCall(value)) return [];
      const [id] = [value.Ref ?? value['Fn::GetAtt']].flat();
      return this.fields.has(id) ? [`cdk.Stack.of(this).exportValue(${this.code.value(value)});`] : [];
    });
    if (made.length > 0) this.lines.push('', '// Other stacks use these.', ...made);
  }

  /** The scope of an element; scopes that do not stand yet are made. */
  private scopeOf(path: string): string {
    const parent = path.slice(0, path.lastIndexOf('/'));
    const standing = this.scopes.get(parent);
    if (standing !== undefined) return standing;
    const scope = this.scopeOf(parent);
    const local = free(fieldFrom(`${idOf(parent)} scope`), this.locals);
    this.lines.push('', `const ${local} = new Construct(${scope}, ${literal(idOf(parent))});`);
    this.scopes.set(parent, local);
    return local;
  }
}

/** The words for a resource: its path in the construct, or its type where it is the construct's own. */
function nameOf(relative: string, type: string): string {
  return relative.replace(/(^|\/)(Resource|Default)$/, '') || type.split('::').at(-1)!;
}

function idOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** `RetainExceptOnCreate` is `RETAIN_EXCEPT_ON_CREATE`. */
function constantOf(policy: string): string {
  return policy.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase();
}

function inCamelCase(value: unknown): unknown {
  if (isCall(value) || typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key[0]!.toLowerCase() + key.slice(1), inCamelCase(each)]),
  );
}

function assetCall({ hash, kind, source }: Asset): string {
  const from = `path.join(__dirname, ${literal(placeOf({ hash, kind, source }))})`;
  if (kind === 'file') {
    const packaging = source.packaging === 'zip' ? 'ZIP_DIRECTORY' : 'FILE';
    return (
      `cdk.Stack.of(this).synthesizer.addFileAsset({ sourceHash: ${literal(hash)}, fileName: ${from}, ` +
      `packaging: cdk.FileAssetPackaging.${packaging} });`
    );
  }
  const { directory: _, ...options } = source;
  return (
    `cdk.Stack.of(this).synthesizer.addDockerImageAsset({ ...${JSON.stringify(options)}, ` +
    `sourceHash: ${literal(hash)}, directoryName: ${from} });`
  );
}
