// Reads the sources that cdktf generated for one resource, data source or provider. They are regular enough to be read line by line.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {object} Field        what a configuration may set
 * @property {string} name        Terraform's name
 * @property {string} property    the property of the class or struct
 * @property {string} value       the expression that renders it
 * @property {string} type        `simple`, `list`, `set`, `map` or `struct`
 * @property {string} storage     such as `string`, `stringList`, or the name of a class
 *
 * @typedef {object} GeneratedClass
 * @property {string} name
 * @property {string} base                     what it extends, of cdktf
 * @property {string} [resourceType]           `aws_vpc`, for a resource or a data source
 * @property {Field[]} fields                  empty for nested classes: their struct has them
 * @property {{ name: string, source: string }[]} computed    what no configuration sets, with the line that reads it
 * @property {Set<string>} alsoComputed        what a configuration may set and the cloud fills in otherwise, as far as it is told
 *
 * @typedef {{ required: boolean, block: boolean }} Property
 */

export class GeneratedSources {
  /** @type {Map<string, GeneratedClass>} by name */
  classes = new Map();
  /** @type {Map<string, Field[]>} by name of the struct: what may be set in it */
  structs = new Map();
  /** @type {Map<string, Map<string, Property>>} by name of the struct, then of the property */
  interfaces = new Map();

  /** @param {string} folder */
  constructor(folder) {
    for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      const lines = () => readFileSync(join(folder, file), 'utf8').split('\n');
      if (file.endsWith('.d.ts')) this.#readDeclarations(lines());
      else if (file.endsWith('.js')) this.#readCode(lines());
    }
  }

  /** @param {string[]} lines */
  #readCode(lines) {
    /** @type {GeneratedClass | undefined} */
    let current;
    /** @type {Field[]} */
    let fields = [];
    for (const [at, line] of lines.entries()) {
      if (line.startsWith('class ')) {
        const [, name, base] = /^class (\w+) extends cdktf\.(\w+)/.exec(line) ?? [];
        current = { name, base, fields: [], computed: [], alsoComputed: new Set() };
        this.classes.set(name, current);
      } else if (line.startsWith('function ')) {
        const [, name] = /^function (\w+)ToHclTerraform\(/.exec(line) ?? [];
        if (!name) continue;
        this.structs.set(name.charAt(0).toUpperCase() + name.slice(1), fields = []);
      } else if (line.includes('synthesizeHclAttributes() {') && current) {
        fields = current.fields;
      } else if (line.endsWith(': {') && /^\s+value: /.test(lines[at + 1] ?? '')) {
        fields.push(readField(lines.slice(at, at + 5)));
      } else if (line.includes('// ') && current) {
        const [, name, computed, optional] = /\/\/ (\w+) - computed: (\w+), optional: (\w+), required/.exec(line) ?? [];
        if (computed !== 'true') continue;
        if (optional === 'true') current.alsoComputed.add(name);
        else current.computed.push({ name, source: /^\s+get /.test(lines[at + 1]) ? lines[at + 2] : lines[at + 1] });
      } else if (current && current.resourceType === undefined && /\s+terraformResourceType: '/.test(line)) {
        current.resourceType = /'(.+)'/.exec(line)?.[1];
      }
    }
  }

  /** @param {string[]} lines */
  #readDeclarations(lines) {
    /** @type {Map<string, Property>} */
    let properties = new Map();
    let block = false;
    for (const line of lines) {
      const [, struct] = /^export interface (\w+)/.exec(line) ?? [];
      if (struct) this.interfaces.set(struct, properties = new Map());
      if (line.startsWith('}')) properties = new Map();
      if (/^\s+\/\*\*/.test(line)) block = false;
      else if (/^\s+\* \w+ block$/.test(line)) block = true;
      const [, name, mark] = /^\s+readonly (\w+)(\??): /.exec(line) ?? [];
      if (name) properties.set(name, { required: mark === '', block });
    }
  }
}

/** @param {string[]} lines @returns {Field} */
function readField([head, value, , type, storage]) {
  const [, property] = /(?:this\._|struct\.)(\w+)(?:\.internalValue)?\)*,$/.exec(value) ?? [];
  if (!property) throw new Error(`A field whose property is not told: ${value}`);
  return { name: head.trim().slice(0, -': {'.length), property, value: value.trim().slice('value: '.length, -1), type: quoted(type), storage: quoted(storage) };
}

/** @param {string} line */
function quoted(line) {
  return line.slice(line.indexOf('"') + 1, line.lastIndexOf('"'));
}
