/**
 * Synthesises a gate app with AwsSolutions of cdk-nag and CDK's own template validation, and leaves in the assembly, beside
 * CDK's validation report, the evidence of what they looked at: the report of a plugin without findings is left out by CDK.
 *
 *     TSX_TSCONFIG_PATH=checks/tsconfig.json node --import tsx checks/synth.mjs APP.ts DIRECTORY
 *
 * An app is any program that makes an App as `cdk synth` would run it, or a module that exports `build(app: App): void`.
 */
import { spawn } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  App,
  CfnResource,
  CloudFormationValidatePlugin,
  NestedStack,
  Stack,
  Stage,
  Token,
  Validations,
} from 'aws-cdk-lib';
import { CfnPolicy, CfnRolePolicy } from 'aws-cdk-lib/aws-iam';
import { AwsSolutionsChecks, NagRuleCompliance } from 'cdk-nag';

export const EVIDENCE_FILE = 'checks-evidence.json';

const CONTEXT = {
  'aws:cdk:enable-path-metadata': true,
  '@aws-cdk/core:annotationsInValidationReport': true,
  '@aws-cdk/core:validateAgainstDefaultRules': true,
  // The path's answers to findings are for its users. The gate judges the findings, and what acknowledgements.json says.
  'goldenpath:policy-answers': 'none',
  // The report goes on to the gate, findings and all.
  '@aws-cdk/core:failSynthOnValidationErrors': false,
};

/**
 * @typedef {object} Evidence
 * @property {{ template: string, constructPath: string, logicalId: string }[]} resources
 * @property {{ template: string, constructPath: string }[]} stacks
 * @property {Record<string, number>} nag rules that applied to something, by template
 * @property {{ rules: number, templates: string[] }} validation
 */

/** cdk-nag that counts what it does and honours no acknowledgement: those are for checks/acknowledgements.json. */
class CountedAwsSolutions extends AwsSolutionsChecks {
  /** @param {App} app */
  constructor(app) {
    // Verbose, so that a rule that throws says why.
    super(app, { verbose: true });
    this.app = app;
    /** @type {Record<string, number>} */
    this.applied = {};
    // A private method, so it cannot be overridden by one of this class.
    Object.assign(this, { isAcknowledged: () => false });
  }

  /** @param {any} params */
  applyRule(params) {
    const template = templateOf(this.app, params.node);
    const count = () => {
      this.applied[template] = (this.applied[template] ?? 0) + 1;
    };
    super.applyRule({
      ...params,
      ruleSuffixOverride: params.ruleSuffixOverride ?? params.rule.name,
      rule: (/** @type {CfnResource} */ node) => {
        /** @type {any} */
        let result;
        try {
          result = params.rule(asKnownPolicyConstruct(node));
        } catch (error) {
          count();
          throw error;
        }
        if (result !== NagRuleCompliance.NOT_APPLICABLE) count();
        return result;
      },
    });
  }
}

/**
 * A construct as cdk-nag knows it: as for the other checkers (role-policies.mjs), a role's policy is taken for a policy.
 *
 * @param {CfnResource} node
 * @returns {CfnResource}
 */
function asKnownPolicyConstruct(node) {
  return node instanceof CfnRolePolicy ? new Proxy(node, { getPrototypeOf: () => CfnPolicy.prototype }) : node;
}

/** CDK's template validation, over the templates of nested stacks as well, which CDK itself passes over. */
class CompleteTemplateValidation extends CloudFormationValidatePlugin {
  /** @param {App} app */
  constructor(app) {
    super();
    this.app = app;
    /** @type {string[]} */
    this.templates = [];
  }

  /** @param {import('aws-cdk-lib').IPolicyValidationContext} context */
  validate(context) {
    const nested = this.app.node
      .findAll()
      .filter(NestedStack.isNestedStack)
      .map(stack => ({
        stackConstructPath: stack.node.path,
        templatePath: join(this.app.outdir, templateOf(this.app, stack)),
        accountId: known(stack.account),
        region: known(stack.region),
      }));
    const stackTemplates = [...(context.stackTemplates ?? []), ...nested];
    const report = super.validate({ ...context, stackTemplates });
    this.templates = stackTemplates.map(({ templatePath }) => relative(this.app.outdir, templatePath));
    return report;
  }
}

/** @param {string} value */
function known(value) {
  return Token.isUnresolved(value) ? undefined : value;
}

/**
 * @param {App} app
 * @param {import('constructs').IConstruct} construct
 * @returns {string} path of the template inside the assembly
 */
function templateOf(app, construct) {
  const stack = Stack.of(construct);
  return relative(app.outdir, join(Stage.of(stack)?.outdir ?? app.outdir, stack.templateFile));
}

/**
 * Add the checkers to every app that synthesises in this process.
 */
function checkEveryApp() {
  const synth = App.prototype.synth;
  const checked = new WeakSet();
  /** @param {import('aws-cdk-lib').StageSynthesisOptions} [options] */
  App.prototype.synth = function (options) {
    if (checked.has(this)) return synth.call(this, options);
    checked.add(this);
    const nag = new CountedAwsSolutions(this);
    const validation = new CompleteTemplateValidation(this);
    Validations.of(this).addPlugins(nag, validation);
    const assembly = synth.call(this, options);
    writeFileSync(join(this.outdir, EVIDENCE_FILE), JSON.stringify(evidenceOf(this, nag, validation)));
    return assembly;
  };
}

/**
 * @param {App} app
 * @param {CountedAwsSolutions} nag
 * @param {CompleteTemplateValidation} validation
 * @returns {Evidence}
 */
function evidenceOf(app, nag, validation) {
  const constructs = app.node.findAll();
  return {
    resources: constructs.filter(CfnResource.isCfnResource).map(resource => ({
      template: templateOf(app, resource),
      constructPath: resource.node.path,
      logicalId: Stack.of(resource).resolve(resource.logicalId),
    })),
    stacks: constructs
      .filter(Stack.isStack)
      .map(stack => ({ template: templateOf(app, stack), constructPath: stack.node.path })),
    nag: nag.applied,
    validation: { rules: validation.ruleIds?.length ?? 0, templates: validation.templates },
  };
}

/**
 * Synthesise an app, TypeScript or not, in a process of its own.
 *
 * @param {string} app file
 * @param {string} outdir emptied first
 * @returns {Promise<void>}
 */
export function synthesiseApart(app, outdir) {
  rmSync(outdir, { recursive: true, force: true });
  return new Promise((done, reject) => {
    const args = ['--import', import.meta.resolve('tsx'), fileURLToPath(import.meta.url), app, outdir];
    // It maps the package's own name to its sources.
    const env = { ...process.env, TSX_TSCONFIG_PATH: join(dirname(fileURLToPath(import.meta.url)), 'tsconfig.json') };
    const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
    let problems = '';
    child.stderr.setEncoding('utf8').on('data', text => {
      problems += text;
    });
    child.on('error', reject);
    child.on('close', status => {
      if (status === 0 && existsSync(join(outdir, EVIDENCE_FILE))) done();
      else
        reject(
          new Error(
            `${app} did not synthesise:\n${problems.trim().slice(-2000) || 'it makes no App and exports no build(app).'}`,
          ),
        );
    });
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [file, outdir] = process.argv.slice(2).map(path => resolve(path));
  // Nobody's setting switches the gate off.
  delete process.env.CDK_VALIDATION;
  // As the CDK CLI does it: with an output directory, an app synthesises itself when the process has nothing else to do.
  process.env.CDK_OUTDIR = outdir;
  process.env.CDK_CONTEXT_JSON = JSON.stringify(CONTEXT);
  checkEveryApp();
  const module = await import(pathToFileURL(file).href);
  // tsx hands a TypeScript module over as CommonJS.
  const { build } = module.build ? module : (module.default ?? {});
  if (build) build(new App());
}
