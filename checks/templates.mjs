/**
 * The templates of cloud assemblies, as every checker sees them.
 */
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';

/**
 * @typedef {object} Template
 * @property {string} assembly the cloud assembly's directory
 * @property {string} file path inside the assembly
 * @property {string} label what people read: assembly and file
 * @property {Record<string, any>} resources by logical id
 * @property {Record<string, any>} metadata of the template itself
 *
 * @typedef {object} Finding
 * @property {string} checker
 * @property {string} rule
 * @property {string} template label of the template
 * @property {string} resource logical id; empty when the finding is about the template
 * @property {string} constructPath empty when unknown
 * @property {string} message
 *
 * @typedef {object} Outcome what a checker has to say
 * @property {Map<Template, number>} scanned how much it looked at; a template that is not in here was not looked at
 * @property {Finding[]} findings
 *
 * @typedef {object} Checker
 * @property {string} name
 * @property {string} unit what `scanned` counts
 * @property {Record<string, number>} [atLeast] what it must have scanned of our own assemblies, by name: fewer is a gate that
 *   has stopped to see
 * @property {(templates: Template[]) => Promise<Outcome>} check
 */

/**
 * Every template of the assemblies, those of nested stacks and nested assemblies too.
 *
 * @param {string[]} assemblies directories
 * @returns {Template[]}
 * @throws when one of them is no cloud assembly or has no template with a resource
 */
export function readTemplates(assemblies) {
  const names = assemblies.map(assembly => basename(resolve(assembly)));
  return assemblies.flatMap((assembly, index) => {
    if (!existsSync(join(assembly, 'manifest.json')))
      throw new Error(`${assembly} is no cloud assembly: it has no manifest.json.`);
    // Two assemblies may both be called cdk.out.
    const name = names.filter(other => other === names[index]).length > 1 ? assembly : names[index];
    const templates = templateFiles(assembly).map(path => {
      const file = relative(assembly, path);
      const content = readContent({ assembly, file });
      return {
        assembly,
        file,
        label: `${name}/${file}`,
        resources: content.Resources ?? {},
        metadata: content.Metadata ?? {},
      };
    });
    if (templates.every(template => Object.keys(template.resources).length === 0)) {
      throw new Error(`${assembly} is empty: none of its ${templates.length} templates has a resource.`);
    }
    return templates;
  });
}

/**
 * A template as it is written.
 *
 * @param {{ assembly: string, file: string }} template
 * @returns {any}
 */
export function readContent({ assembly, file }) {
  return JSON.parse(readFileSync(join(assembly, file), 'utf8'));
}

/**
 * @param {string} directory
 * @returns {string[]}
 */
function templateFiles(directory) {
  return readdirSync(directory)
    .sort()
    .flatMap(name => {
      const path = join(directory, name);
      if (statSync(path).isDirectory()) return name.startsWith('asset.') ? [] : templateFiles(path);
      return name.endsWith('.template.json') ? [path] : [];
    });
}

/**
 * @param {string} checker
 * @param {string} rule
 * @param {Template} template
 * @param {string} resource logical id
 * @param {string} message
 * @returns {Finding}
 */
export function finding(checker, rule, template, resource, message) {
  const constructPath = template.resources[resource]?.Metadata?.['aws:cdk:path'] ?? '';
  return {
    checker,
    rule,
    template: template.label,
    resource,
    constructPath,
    message: message.replace(/\s+/g, ' ').trim(),
  };
}

/**
 * What a template tells a checker to pass over. The list of acknowledgements is the only place for that, so these are findings.
 *
 * @param {string} checker
 * @param {string} key the checker's key in Metadata
 * @param {Template} template
 * @returns {Finding[]}
 */
export function suppressions(checker, key, template) {
  const places = [
    ['', template.metadata],
    ...Object.entries(template.resources).map(([id, resource]) => [id, resource.Metadata]),
  ];
  return places
    .filter(([, metadata]) => metadata?.[key] !== undefined)
    .map(([id, metadata]) =>
      finding(checker, 'suppressed-in-template', template, id, `Metadata.${key} = ${JSON.stringify(metadata[key])}`),
    );
}
