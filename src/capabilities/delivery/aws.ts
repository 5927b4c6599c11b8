import { App, attachCustomSynthesis, ISynthesisSession } from 'aws-cdk-lib';
import { ArtifactType } from 'aws-cdk-lib/cloud-assembly-schema';
import { Construct } from 'constructs';
import { checkApprovals } from './check';
import { decideEnvironment } from './decisions';
import { checkLiteral } from './literal';
import { DELIVERY_METADATA, DecidedEnvironment, digestOf, filesOf, ModelEscape, modelOf } from './model';
import { PAGE } from './page';
import { definition } from './policy';
import { GoldenPathDeliveryProps } from './props';
import { repositoryAt, staleFiles } from './stale';
import { Findings } from '../../engines/aws/findings';
import { Decision } from '../../path/decision';
import { GoldenPath, OverdueEscapes } from '../../path/golden-path';
import { Ledger } from '../../path/ledger';
import { Plan, plan } from '../../path/plan';
import { EscapeOptions } from '../../record/escape-hatch';
import { checkEscapeOptions, dueForReview } from '../../record/escape-review';
import { Finding } from '../../record/finding';
import { Patch } from '../../record/patch';
import { today } from '../../support/dates';
import { EscapeHatchError } from '../../support/errors';
import { pathOf, refusal, Refuse, said } from '../../support/input';
import { didYouMean } from '../../support/nearest';

/** The folder in which GitHub looks for workflows. */
const FOLDER = '.github/workflows';
const WRITE = 'npx goldenpath delivery write';

/**
 * The delivery of an app: build and synthesise once, then one environment after the other. It makes no resource.
 * `goldenpath delivery write` writes the workflows from it, and synthesis says where they are stale.
 *
 * @example
 * new GoldenPathDelivery(app, 'Delivery', {
 *   repository: GitHubRepository.of({ owner: 'acme', ownerId: 1234, name: 'orders', id: 5678 }),
 *   environments: [{ environment: staging }, { environment: production, approval: Approval.promotion() }],
 * });
 */
export class GoldenPathDelivery extends Construct {
  private readonly planned: Plan<GoldenPathDeliveryProps, any>;
  private readonly environments: DecidedEnvironment[];
  private readonly made: Decision[];
  private readonly escapes: ModelEscape[] = [];

  /**
   * @throws InvalidInputError for environments that do not go together, for instance two of one name, production before
   * staging, or production that nobody approves
   */
  constructor(scope: Construct, id: string, props: GoldenPathDeliveryProps) {
    const refuse = refusal(pathOf(scope, id), PAGE);
    checkPlace(scope, refuse);
    const planned = plan(definition, scope, id, props);
    for (const error of planned.exceeded.values()) throw error;
    const { environments, decisions } = decideEach(planned, pathOf(scope, id));
    checkApprovals(environments, planned.refuse);
    // Names that are too long, and what is not known yet, are refused before anything is in the tree.
    checkLiteral(modelOf({ ...planned, environments, escapes: [] }, planned.refuse), 'delivery', planned.refuse);
    super(scope, id);
    this.planned = planned;
    this.environments = environments;
    this.made = [...planned.ledger.decisions, ...decisions];
    this.node.addValidation({ validate: () => this.review() });
    attachCustomSynthesis(this, { onSynthesize: session => this.write(session) });
  }

  /** Every decision of it: of the whole, then of each environment in their order. */
  public get decisions(): Decision[] {
    return [...this.made];
  }

  /** The names of the workflows, as `escape` takes them. */
  public get workflows(): string[] {
    return filesOf(this.model);
  }

  /**
   * Changes a workflow, and records why. `goldenpath delivery write` refuses a change that does not fit the file.
   *
   * @param workflow one of `workflows`: `deliver.yml`
   * @param change a patch of the file: `Patch.property('jobs.build.timeout-minutes', 20)`
   * @param options the reason, who answers for it, and until when
   */
  public escape(workflow: string, change: Patch, options: EscapeOptions): void {
    const refuse = refusal(`${this.node.path}, '${workflow}'`, PAGE, EscapeHatchError);
    if (!this.workflows.includes(workflow)) {
      refuse(`There is no workflow ${said(workflow)}.`, didYouMean(workflow, this.workflows));
    }
    if (!(change instanceof Patch)) {
      refuse(`The change is ${said(change)}.`, "Give a patch: Patch.property('jobs.build.timeout-minutes', 20).");
    }
    checkEscapeOptions(options, refuse);
    checkLiteral(change.value, 'The value', refuse);
    checkLiteral(change.path, 'The path', refuse);
    const { reason, owner, since, reviewBy } = options;
    this.escapes.push({
      file: workflow,
      operation: change._operation,
      path: change.path,
      ...(change.value === undefined ? {} : { value: change.value }),
      reason,
      owner: owner ?? this.planned.owner,
      since: since ?? undefined,
      reviewBy: reviewBy ?? undefined,
    });
  }

  private get model() {
    return modelOf({ ...this.planned, environments: this.environments, escapes: this.escapes }, this.planned.refuse);
  }

  /** Says which escapes are due, and which files are stale. */
  private review(): string[] {
    const refused = GoldenPath.of(this)?.overdueEscapes === OverdueEscapes.ERROR;
    const notices = this.planned.notices.map(({ id, text }): Finding => ({
      rule: id.replace(/^goldenpath:/, ''),
      severity: 'warning',
      text,
      fix: '',
    }));
    const due = this.escapes.flatMap(({ file, path, reason, owner, reviewBy }) => {
      const use = { slot: file, properties: [path], reason, owner, reviewBy };
      return dueForReview(use, today(), refused);
    });
    const found = [...notices, ...due, ...this.stale()].map(finding => ({ finding }));
    const findings = Findings.of(this);
    if (findings.asked) findings.note(this, 'review', found);
    return [];
  }

  private stale(): Finding[] {
    const repository = repositoryAt(process.cwd());
    if (repository === undefined) return [];
    const { model } = this;
    const files = filesOf(model).map(file => `${FOLDER}/${model.prefix}${file}`);
    const stale = staleFiles(repository, files, digestOf(model));
    if (stale.length === 0) return [];
    const named = stale.map(({ file, why }) => `${file} (${why})`);
    return [
      {
        rule: 'delivery-stale',
        severity: this.planned.choices.failWhenStale ? 'fatal' : 'warning',
        text: `Workflows are not those of the delivery: ${named.join(', ')}.`,
        fix: `Write them, and commit them: ${WRITE}`,
      },
    ];
  }

  /** Leaves the model in the assembly, where the CLI finds it. */
  private write({ assembly }: ISynthesisSession): void {
    const { model } = this;
    const data = { digest: digestOf(model), model: withoutGaps(model), decisions: withoutGaps(this.made) };
    assembly.addArtifact(this.node.addr, {
      type: ArtifactType.NONE,
      metadata: { [`/${this.node.path}`]: [{ type: DELIVERY_METADATA, data: data as any }] },
    });
  }
}

/** As JSON has it. An assembly has no word for nothing: what is not there is left out. */
function withoutGaps<T>(value: T): T {
  return JSON.parse(JSON.stringify(value, (_, each) => each ?? undefined));
}

function checkPlace(scope: Construct, refuse: Refuse): void {
  if (!App.isApp(scope)) {
    refuse(`It stands in ${said(scope)}.`, 'Make it in the app: all its environments are delivered together.');
  }
  if (scope.node.children.some(child => child instanceof GoldenPathDelivery)) {
    refuse('The app has a delivery already.', 'Give that one all environments.');
  }
}

/** Decides for each environment, by its tier and the path that is attached nearest to it. */
function decideEach({ props }: Plan<GoldenPathDeliveryProps>, where: string) {
  const decisions: Decision[] = [];
  const environments = props.environments.map((options): DecidedEnvironment => {
    const { environment } = options;
    const settings = { ...GoldenPath._settingsOf(environment), tier: environment.tier };
    const ledger = new Ledger('delivery', settings, `${where}, environment '${environment.environmentName}'`);
    const { approvals } = decideEnvironment(options, ledger);
    decisions.push(...ledger.decisions);
    return { options, approval: approvals };
  });
  return { environments, decisions };
}
