/**
 * The models of AWS's services, as botocore brings them: what every SDK and CLI is made from. The embedded AWS has a
 * botocore of this year (checkov pins one that is two years older), so the models are read where that is installed.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { ensureInstalled } from '../emulator/emulator.mjs';

/**
 * @typedef {object} Shape
 * @property {string} type
 * @property {Record<string, { shape: string }>} [members]
 * @property {{ shape: string }} [member]
 * @property {{ shape: string }} [key]
 * @property {{ shape: string }} [value]
 * @property {string[]} [enum]
 * @property {string} [pattern]
 * @property {number} [min]
 * @property {number} [max]
 *
 * @typedef {object} Model
 * @property {Record<string, { input?: { shape: string } }>} operations
 * @property {Record<string, Shape>} shapes
 */

/** @returns {Promise<(service: string) => Model>} reads each model once */
export async function serviceModels() {
  const directory = dataDirectory(await ensureInstalled());
  /** @type {Map<string, Model>} */
  const read = new Map();
  return service => {
    const model = read.get(service) ?? newestModel(join(directory, service));
    read.set(service, model);
    return model;
  };
}

/** @param {string} python the interpreter of the environment that has botocore */
function dataDirectory(python) {
  const libraries = join(dirname(python), '..', 'lib');
  const directory = readdirSync(libraries)
    .map(version => join(libraries, version, 'site-packages/botocore/data'))
    .find(existsSync);
  if (!directory) throw new Error(`There is no botocore below ${libraries}.`);
  return directory;
}

/**
 * @param {string} directory of a service: a folder for each version of its API
 * @returns {Model}
 */
function newestModel(directory) {
  const file = readdirSync(directory)
    .sort()
    .map(version => join(directory, version, 'service-2.json.gz'))
    .filter(existsSync)
    .pop();
  if (!file) throw new Error(`There is no model in ${directory}.`);
  return JSON.parse(gunzipSync(readFileSync(file)).toString('utf8'));
}

/**
 * Checks what a template gives against a shape of a model, as far down as the names are the same.
 */
export class ValueCheck {
  /** @param {Model} model */
  constructor(model) {
    this.model = model;
    this.checked = 0;
    /** @type {string[]} */
    this.faults = [];
  }

  /**
   * @param {{ shape: string }} reference
   * @param {any} value
   * @param {string} path what a fault is said of
   */
  check(reference, value, path) {
    if (value === undefined || value === null || isIntrinsic(value)) return;
    const shape = this.model.shapes[reference.shape];
    if (isScalar(shape)) return this._scalar(shape, value, path);
    this.checked += 1;
    if (shape.type === 'list') return this._list(shape, value, path);
    if (typeof value !== 'object' || Array.isArray(value)) return this._fault(path, `is no ${shape.type}`);
    if (shape.type === 'map') return this._map(shape, value, path);
    const members = membersOf(shape);
    for (const [name, each] of Object.entries(value)) {
      const member = members.get(name.toLowerCase());
      if (member) this.check(member, each, `${path}.${name}`);
    }
  }

  /** @param {Shape} shape @param {any} value @param {string} path */
  _list(shape, value, path) {
    if (!Array.isArray(value)) return this._fault(path, 'is no list');
    this._range(shape, value.length, `${path} has a length that`);
    value.forEach((each, i) => this.check(/** @type {any} */ (shape.member), each, `${path}[${i}]`));
  }

  /** @param {Shape} shape @param {any} value @param {string} path */
  _map(shape, value, path) {
    const entries = Object.entries(value);
    this._range(shape, entries.length, `${path} has a size that`);
    for (const [name, each] of entries) {
      this.check(/** @type {any} */ (shape.key), name, `the key ${name} of ${path}`);
      this.check(/** @type {any} */ (shape.value), each, `${path}.${name}`);
    }
  }

  /** @param {Shape} shape @param {any} value @param {string} path */
  _scalar(shape, value, path) {
    // A policy or a pattern: CloudFormation takes JSON where the API has a text.
    if (shape.type === 'string' && typeof value === 'object') return;
    this.checked += 1;
    if (shape.type === 'boolean') return this._if(!/^(true|false)$/i.test(`${value}`), path, 'is no boolean');
    if (shape.type !== 'string' && shape.type !== 'blob') return this._number(shape, value, path);
    if (typeof value === 'object') return this._fault(path, 'is no text');
    const text = `${value}`;
    if (shape.type === 'blob') return;
    if (shape.enum && !shape.enum.includes(text)) this._fault(path, `is none of ${shape.enum.join(', ')}: ${text}`);
    if (shape.pattern && !pattern(shape.pattern).test(text))
      this._fault(path, `does not match ${shape.pattern}: ${text}`);
    this._range(shape, text.length, `${path} has a length that`);
  }

  /** @param {Shape} shape @param {any} value @param {string} path */
  _number(shape, value, path) {
    // CloudFormation takes a number as a text, too.
    const whole = shape.type === 'integer' || shape.type === 'long';
    if (!(whole ? /^-?\d+$/ : /^-?\d+(\.\d+)?(e-?\d+)?$/i).test(`${value}`))
      return this._fault(path, `is no ${shape.type}: ${JSON.stringify(value)}`);
    this._range(shape, Number(value), path);
  }

  /** @param {Shape} shape @param {number} value @param {string} what */
  _range({ min = -Infinity, max = Infinity }, value, what) {
    this._if(value < min || value > max, what, `is not from ${min} to ${max}: ${value}`);
  }

  /** @param {boolean} wrong @param {string} path @param {string} problem */
  _if(wrong, path, problem) {
    if (wrong) this._fault(path, problem);
  }

  /** @param {string} path @param {string} problem */
  _fault(path, problem) {
    this.faults.push(`${path} ${problem}`);
  }
}

/**
 * The members of a structure. CloudFormation begins every name with a capital; some services do not.
 *
 * @param {Shape} shape
 */
export function membersOf(shape) {
  return new Map(Object.entries(shape.members ?? {}).map(([name, member]) => [name.toLowerCase(), member]));
}

/** @param {any} value */
function isIntrinsic(value) {
  const [name, ...others] = typeof value === 'object' && !Array.isArray(value) ? Object.keys(value) : [];
  return name !== undefined && others.length === 0 && (name === 'Ref' || name.startsWith('Fn::'));
}

/** @param {Shape} shape */
function isScalar({ type }) {
  return !['structure', 'list', 'map'].includes(type);
}

/**
 * A pattern is one of Java's and fits a value as a whole. Some are only read without the strictness of Unicode.
 *
 * @param {string} text
 */
function pattern(text) {
  const known = text.replaceAll(/\\p\{(Print|Graph)\}/g, '\\P{C}');
  try {
    return new RegExp(`^(?:${known})$`, 'u');
  } catch (error) {
    if (known.includes('\\p{')) throw error;
    return new RegExp(`^(?:${known})$`);
  }
}
