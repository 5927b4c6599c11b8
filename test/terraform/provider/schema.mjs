// Derives the schema of a Terraform provider from the package that cdktf generated from it.
//
// The compiled sources say more than the package's .jsii: only they have Terraform's names of computed attributes and
// tell sets from lists. The type declarations add what is required, and which of two equal shapes is a nested block.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GeneratedSources } from './generated-sources.mjs';
import { fillInStatements } from './web-acl-statement.mjs';

/**
 * @typedef {import('./generated-sources.mjs').Field} Field
 * @typedef {import('./generated-sources.mjs').GeneratedClass} GeneratedClass
 * @typedef {import('./generated-sources.mjs').Property} Property
 *
 * @typedef {string | unknown[]} Type   as Terraform writes it: "string", ["list", "string"], ["object", { name: "string" }]
 * @typedef {{ type: Type, required?: true, optional?: true, computed?: true, writeOnly?: true }} Attribute
 * @typedef {{ nesting: 'list' | 'set' | 'single', min?: number, max?: number } & Block} NestedBlock
 * @typedef {{ attributes: Record<string, Attribute>, blocks: Record<string, NestedBlock> }} Block
 * @typedef {{ provider: Block, resources: Record<string, Block>, dataSources: Record<string, Block>, ephemeralResources: Record<string, Block> }} Schema
 */

/**
 * The types that a set of Terraform JSON documents uses: `aws_vpc` for resources, `data.aws_vpc` for data sources, `ephemeral.aws_...` for
 * what lasts for one run.
 * @param {any[]} documents
 */
export function typesUsed(documents) {
  const names = documents.flatMap(({ resource = {}, data = {}, ephemeral = {} }) => [
    ...Object.keys(resource), ...Object.keys(data).map(name => `data.${name}`), ...Object.keys(ephemeral).map(name => `ephemeral.${name}`),
  ]);
  return [...new Set(names)].sort();
}

/** Every type that the package has. @param {string} providerPackage its folder */
export function allTypes(providerPackage) {
  return readdirSync(join(providerPackage, 'lib')).flatMap(folder => {
    const { resourceType, base } = mainClass(providerPackage, folder) ?? {};
    if (resourceType === undefined || base === 'TerraformProvider') return [];
    return [base === 'TerraformDataSource' ? `data.${resourceType}` : resourceType];
  }).sort();
}

/**
 * @param {string} providerPackage   the folder of `@cdktf/provider-...`
 * @param {string[]} types           as `typesUsed` gives them; those that the package does not have are left out: Terraform reports them
 * @returns {Schema}
 */
export function deriveSchema(providerPackage, types) {
  /** @type {Schema} */
  const schema = { provider: provider(providerPackage), resources: {}, dataSources: {}, ephemeralResources: {} };
  for (const type of types) {
    const [, kind, name] = /** @type {string[]} */ (/^(data|ephemeral)?\.?(.+)$/.exec(type));
    // cdktf generates nothing for ephemeral resources. Those of AWS have the attributes of the data source of the same name.
    const isData = kind !== undefined;
    const folder = `${isData ? 'data-aws-' : ''}${name.slice(name.indexOf('_') + 1).replaceAll('_', '-')}`;
    const found = mainClass(providerPackage, folder);
    if (found?.resourceType !== name) continue;
    const block = blockOf(found, found.sources);
    fillInStatements(block);
    if (kind === 'ephemeral') delete block.attributes.id;
    (kind === 'ephemeral' ? schema.ephemeralResources : isData ? schema.dataSources : schema.resources)[name] = block;
  }
  return schema;
}

/** @param {string} providerPackage */
function provider(providerPackage) {
  const sources = new GeneratedSources(join(providerPackage, 'lib', 'provider'));
  const [main] = [...sources.classes.values()].filter(({ base }) => base === 'TerraformProvider');
  const block = blockOf(main, sources);
  delete block.attributes.alias; // Terraform's own, for every provider
  for (const attribute of Object.values(block.attributes)) delete attribute.computed;
  return block;
}

/** The provider's version that the package was generated from. @param {string} providerPackage */
export function providerVersion(providerPackage) {
  const found = /providerVersion: '([^']+)'/.exec(readFileSync(join(providerPackage, 'lib', 'provider', 'index.js'), 'utf8'));
  if (!found) throw new Error(`${providerPackage} does not say which provider it was generated from.`);
  return found[1];
}

/** @param {string} providerPackage @param {string} folder */
function mainClass(providerPackage, folder) {
  const path = join(providerPackage, 'lib', folder);
  if (!existsSync(join(path, 'index.js'))) return undefined;
  const sources = new GeneratedSources(path);
  for (const found of sources.classes.values()) {
    if (found.resourceType !== undefined) return { ...found, sources };
  }
  return undefined;
}

// ------------------------------------------------------------------------------------------------------------ blocks

/** @param {GeneratedClass} main @param {GeneratedSources} sources @returns {Block} */
function blockOf(main, sources) {
  return contentOf(main.fields, sources.interfaces.get(`${main.name}Config`) ?? new Map(), main, sources, true);
}

/** @param {string} struct @param {GeneratedSources} sources @returns {Block} */
function nestedContentOf(struct, sources) {
  return contentOf(sources.structs.get(struct) ?? [], sources.interfaces.get(struct) ?? new Map(), sources.classes.get(`${struct}OutputReference`), sources, false);
}

/**
 * @param {Field[]} fields @param {Map<string, Property>} properties @param {GeneratedClass | undefined} reader
 * @param {GeneratedSources} sources @param {boolean} outermost @returns {Block}
 */
function contentOf(fields, properties, reader, sources, outermost) {
  /** @type {Block} */
  const block = { attributes: {}, blocks: {} };
  for (const field of fields) {
    const property = properties.get(field.property);
    const required = property?.required ?? false;
    const struct = structOf(field);
    if (struct && property?.block) {
      block.blocks[field.name] = {
        nesting: field.type === 'struct' ? 'single' : /** @type {'list' | 'set'} */ (field.type),
        ...(required && { min: 1 }),
        ...(field.type !== 'struct' && !field.value.includes('listMapperHcl') && { max: 1 }),
        ...nestedContentOf(struct, sources),
      };
    } else if (field.name.endsWith('_wo')) {
      block.attributes[field.name] = { type: typeOf(field, sources), ...(required ? { required } : { optional: true }), writeOnly: true };
    } else {
      // Nothing says which optional attributes the cloud fills in when they are not set. Outermost they all may, so that references to them hold.
      const computed = (outermost && field.name !== 'tags') || reader?.alsoComputed.has(field.name);
      block.attributes[field.name] = { type: typeOf(field, sources), ...(required ? { required } : { optional: true, ...(computed && { computed }) }) };
    }
  }
  for (const { name, source } of reader?.computed ?? []) {
    block.attributes[name] ??= { type: typeOfReading(source, sources), computed: true };
  }
  return block;
}

// ------------------------------------------------------------------------------------------------------------- types

const PRIMITIVES = { string: 'string', number: 'number', boolean: 'bool', any: 'dynamic' };

/** The struct that a field's value is made of, if it is. @param {Field} field */
function structOf({ value }) {
  const [, name] = /(?<!cdktf\.)\b(\w+)ToHclTerraform\b/.exec(value) ?? [];
  return name && upperFirst(name);
}

/** @param {Field} field @param {GeneratedSources} sources @returns {Type} */
function typeOf(field, sources) {
  const struct = structOf(field);
  if (struct) return collection(field.type, objectOf(struct, sources));
  const [, primitive, layers] = /^(string|number|boolean|any)((?:List|Map)*)$/.exec(field.storage) ?? [];
  if (!primitive) throw new Error(`A field of an unknown kind: ${JSON.stringify(field)}`);
  // "stringMapList" is a list of maps of strings: the last layer is the outermost, and only that one may be a set.
  const inner = [...layers.matchAll(/List|Map/g)].slice(0, -1).reduce((type, [layer]) => [layer.toLowerCase(), type], /** @type {Type} */ (PRIMITIVES[primitive]));
  return field.type === 'simple' ? inner : collection(field.type, inner);
}

/** @param {string} kind @param {Type} element @returns {Type} */
function collection(kind, element) {
  return kind === 'struct' ? element : [kind, element];
}

/** @param {string} struct @param {GeneratedSources} sources @returns {Type} */
function objectOf(struct, sources) {
  return objectType(nestedContentOf(struct, sources));
}

/** Inside an object there are no blocks, whatever the declarations call them. @param {Block} block @returns {Type} */
function objectType({ attributes, blocks }) {
  return ['object', Object.fromEntries([
    ...Object.entries(attributes).map(([name, { type }]) => [name, type]),
    ...Object.entries(blocks).map(([name, block]) => [name, block.nesting === 'single' ? objectType(block) : [block.nesting, objectType(block)]]),
  ])];
}

/** @type {[RegExp, Type][]} */
const READINGS = [
  [/getStringAttribute/, 'string'],
  [/getNumberAttribute/, 'number'],
  [/getBooleanAttribute/, 'bool'],
  [/tolist\(this\.getListAttribute/, ['set', 'string']],
  [/getListAttribute/, ['list', 'string']],
  [/tolist\(this\.getNumberListAttribute/, ['set', 'number']],
  [/getNumberListAttribute/, ['list', 'number']],
  [/new cdktf\.StringMap\(/, ['map', 'string']],
  [/new cdktf\.NumberMap\(/, ['map', 'number']],
  [/new cdktf\.BooleanMap\(/, ['map', 'bool']],
  [/new cdktf\.StringMapList\(.*false\)/, ['list', ['map', 'string']]],
  [/new cdktf\.StringMapList\(/, ['set', ['map', 'string']]],
  [/interpolationForAttribute/, 'dynamic'],
];

/** @param {string} source one line, from a getter or a constructor @param {GeneratedSources} sources @returns {Type} */
function typeOfReading(source, sources) {
  const known = READINGS.find(([pattern]) => pattern.test(source));
  if (known) return known[1];
  const [, className, wrapsSet] = /new (?:\w+\.)?(\w+)\(this, "\w+"(?:, (true|false))?\)/.exec(source) ?? [];
  if (!className) throw new Error(`An attribute that is read in an unknown way: ${source}`);
  if (className.endsWith('OutputReference')) return objectOf(className.slice(0, -'OutputReference'.length), sources);
  if (className.endsWith('List')) return [wrapsSet === 'true' ? 'set' : 'list', objectOf(className.slice(0, -'List'.length), sources)];
  return ['map', objectOf(className.slice(0, -'Map'.length), sources)];
}

/** @param {string} name */
function upperFirst(name) {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
