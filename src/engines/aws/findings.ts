import { join } from 'path';
import {
  App,
  CfnResource,
  IPolicyValidationPlugin,
  PolicyValidationPluginReport,
  PolicyViolatingResource,
  PolicyViolation,
  Stack,
  Stage,
  Validations,
} from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { topLevelName } from './creation-trace';
import { Finding } from '../../record/finding';
import { PACKAGE_VERSION } from '../../support/package-version';
import { isAttached } from '../../support/tree';

/** The name before `::` in the ids by which findings are acknowledged. */
const NAME = 'goldenpath';

/** A finding, and the part of the construct that it is about. */
export interface Located {
  readonly finding: Finding;
  readonly about?: IConstruct;
}

/** The occasion of findings. What is found on one occasion takes the place of what was found on it before. */
export type Occasion = 'plan' | 'review' | 'template' | 'lock';

const OF_ROOT = new WeakMap<IConstruct, Findings>();

/**
 * The findings about an app, as a plugin of CDK's Validations: `cdk synth`, `cdk validate`, `cdk lsp` and
 * `validation-report.json` say each of them on the line of the user's code that made the construct.
 */
export class Findings implements IPolicyValidationPlugin {
  static of(scope: IConstruct): Findings {
    const { root } = scope.node;
    const known = OF_ROOT.get(root);
    if (known) return known;
    const made = new Findings(root);
    OF_ROOT.set(root, made);
    return made;
  }

  readonly name = NAME;
  readonly version = PACKAGE_VERSION;
  private readonly about = new Map<IConstruct, Map<Occasion, readonly Located[]>>();
  private registered = false;

  private constructor(private readonly root: IConstruct) {}

  /** Whether CDK asks plugins about this tree. It does so for an app only. */
  get asked(): boolean {
    return App.isApp(this.root);
  }

  /** Notes what was found about a construct. CDK gets to know of the plugin with the first finding. */
  note(construct: IConstruct, occasion: Occasion, found: readonly Located[]): void {
    const occasions = this.about.get(construct) ?? new Map<Occasion, readonly Located[]>();
    this.about.set(construct, occasions.set(occasion, found));
    if (this.registered || found.length === 0 || !this.asked) return;
    this.registered = true;
    Validations.of(this.root).addPlugins(this);
  }

  /** The findings about a construct of which each is an error. */
  fatal(construct: IConstruct): Finding[] {
    return [...(this.about.get(construct)?.values() ?? [])]
      .flat()
      .map(({ finding }) => finding)
      .filter(({ severity }) => severity === 'fatal');
  }

  validate(): PolicyValidationPluginReport {
    const violations = [...this.about]
      // One that was refused or removed is not there any more.
      .filter(([construct]) => construct.node.scopes.slice(1).every(isAttached))
      .flatMap(([construct, occasions]) => [...occasions.values()].flat().map(each => violationOf(construct, each)));
    return { success: violations.every(({ severity }) => severity !== 'fatal'), violations };
  }
}

function violationOf(construct: IConstruct, { finding, about }: Located): PolicyViolation {
  const { rule, text, fix, severity, at } = finding;
  const there = about && isAttached(about) ? about : construct;
  const place: PolicyViolatingResource = {
    // The CLI says what is about the stacks that it was asked for, and what is about the app as a whole.
    constructPath: stackOf(construct) ? there.node.path : there.node.root.node.path,
    resourceLogicalId: CfnResource.isCfnResource(there) ? there.stack.resolve(there.logicalId) : undefined,
    templatePath: templateOf(construct),
    locations: (at?.properties ?? []).flatMap(topLevelName).map(name => `Properties.${name}`),
  };
  return { ruleName: rule, description: text, fix, severity, violatingResources: [place] };
}

function templateOf(construct: IConstruct): string {
  const stack = stackOf(construct);
  const outdir = Stage.of(construct)?.outdir ?? '.';
  // What stands in no stack is of the app.
  return join(outdir, stack ? stack.templateFile : 'manifest.json');
}

function stackOf(construct: IConstruct): Stack | undefined {
  return construct.node.scopes.filter((each): each is Stack => Stack.isStack(each)).pop();
}
