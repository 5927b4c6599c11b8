import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';
import { asKnownPolicy } from '../role-policies.mjs';
import { staged } from '../staging.mjs';
import { finding } from '../templates.mjs';

const PACKAGE = dirname(createRequire(import.meta.url).resolve('@cdklabs/cdk-validator-cfnguard/package.json'));

/** @type {Record<string, string>} */
const SYSTEMS = { linux: 'ubuntu', darwin: 'macos' };
/** @type {Record<string, string>} */
const PROCESSORS = { x64: 'x86_64', arm64: 'aarch64' };

/**
 * The Control Tower rules and the cfn-guard program of the validator package. Its plugin tells violations alone; here it
 * counts how many rules had something to say about a template as well.
 *
 * @type {import('../templates.mjs').Checker}
 */
export const controlTower = {
  name: 'control-tower',
  unit: 'rules',
  check: templates =>
    staged(templates, asKnownPolicy, async staging => {
      const system = SYSTEMS[platform()];
      const processor = PROCESSORS[arch()];
      if (!system || !processor) throw new Error(`There is no cfn-guard for ${platform()} on ${arch()}.`);
      const rules = rulesFor(templates);
      if (rules.length === 0) return { scanned: new Map(templates.map(template => [template, 0])), findings: [] };
      const args = [
        'validate',
        ...rules.flatMap(rule => ['--rules', rule]),
        ...staging.files.flatMap(file => ['--data', file]),
        '--output-format',
        'json',
        '--show-summary',
        'none',
        '--structured',
      ];
      /** @type {any[]} */
      const results = await staging.json(join(PACKAGE, 'bin', system, processor, 'cfn-guard'), args);
      const read = results.map(result => ({ ...result, template: staging.templateOf(result.name) }));
      return {
        scanned: new Map(read.map(result => [result.template, result.compliant.length + result.not_compliant.length])),
        findings: read.flatMap(({ template, not_compliant: violated }) =>
          violated.flatMap((/** @type {any} */ { Rule: rule }) => {
            const { resources, title } = violationsOf(rule);
            return [...resources].map(id =>
              finding('control-tower', title?.id ?? rule.name, template, id, title?.text ?? rule.name),
            );
          }),
        ),
      };
    }),
};

/**
 * The rules about resource types that the templates have: cfn-guard takes its time over each rule, applicable or not.
 *
 * @param {import('../templates.mjs').Template[]} templates
 * @returns {string[]} files
 */
function rulesFor(templates) {
  const present = new Set(
    templates.flatMap(template => Object.values(template.resources).map(resource => asKnownPolicy(resource).Type)),
  );
  const directory = join(PACKAGE, 'rules', 'control-tower', 'cfn-guard');
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.guard'))
    .sort()
    .map(name => join(directory, name));
  if (files.length === 0) throw new Error(`There are no rules in ${directory}.`);
  return files.filter(file => {
    const named = readFileSync(file, 'utf8').match(/AWS::\w+::\w+/g) ?? [];
    return named.length === 0 || named.some(type => present.has(type));
  });
}

/**
 * The resources that a violated rule is about, and its title, from wherever they stand in the tree of its checks.
 *
 * @param {any} rule
 */
function violationsOf(rule) {
  /** @type {Set<string>} */
  const resources = new Set();
  /** @type {{ id: string, text: string } | undefined} */
  let title;
  /** @param {any} node */
  const walk = node => {
    if (node === null || typeof node !== 'object') return;
    for (const [key, value] of Object.entries(node)) {
      if (key === 'path' && typeof value === 'string') {
        const [, section, id] = value.split('/');
        if (section === 'Resources' && id) resources.add(id);
      } else if (key === 'custom_message' && typeof value === 'string') {
        const [, id, text] = /\[(CT\.[^\]]+)\]:\s*([^\n]+)/.exec(value) ?? [];
        if (id) title ??= { id, text };
      } else {
        walk(value);
      }
    }
  };
  walk(rule);
  // A violation without a resource is one all the same.
  if (resources.size === 0) resources.add('');
  return { resources, title };
}
