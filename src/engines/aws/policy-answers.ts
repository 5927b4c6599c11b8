import { CfnResource, Lazy, Validations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { Answer, Tool } from '../../path/answer';
import { GoldenPath, PolicyAnswers } from '../../path/golden-path';
import { ManifestAnswer } from '../../record/manifest';
import { isGiven, refusal, said } from '../../support/input';

/** The plugin of CDK's Validations in which Control Tower's rules are run. */
const CONTROL_TOWER = 'cdk-validator-cfnguard';

/** The context by which one synthesis has it otherwise than the path: `cdk synth -c goldenpath:policy-answers=none`. */
const CONTEXT = 'goldenpath:policy-answers';

/**
 * The answers of the path to what policy checkers find in the resources of one construct. They go with the resources,
 * in the terms of each tool:
 *
 * - cdk-nag and the Control Tower rules, as plugins of CDK, honour acknowledgements;
 * - checkov reads `Metadata.checkov.skip`, with a comment;
 * - the rules of the AWS Guard Rules Registry read `Metadata.guard.SuppressedRules`, which has no room for a reason.
 *
 * @see https://www.checkov.io/2.Basics/Suppressing%20and%20Skipping%20Policies.html
 * @see https://github.com/aws-cloudformation/aws-guard-rules-registry
 */
export class ResourceAnswers {
  private readonly given: [slot: string, resource: CfnResource, answers: Answer[]][] = [];
  private readonly answers: readonly Answer[];

  constructor(owner: IConstruct, answers: readonly Answer[]) {
    const wanted = askedOf(owner) ?? GoldenPath.of(owner)?.policyAnswers;
    this.answers = wanted === PolicyAnswers.NONE ? [] : answers;
  }

  /** Gives a resource the answers about its slot. */
  giveTo(slot: string, resource: CfnResource): void {
    const answers = this.answers.filter(({ slots }) => new RegExp(slots).test(slot));
    if (answers.length === 0) return;
    this.given.push([slot, resource, answers]);
    for (const answer of answers) acknowledge(resource, answer);
    // What is missing may come later: a function enters a network when it uses something there.
    const holding = () => answers.filter(answer => isMissing(resource, answer));
    const skipped = () => rulesOf(holding(), 'checkov').map(({ rule, because }) => ({ id: rule, comment: because }));
    const suppressed = () => rulesOf(holding(), 'guard').map(({ rule }) => rule);
    if (rulesOf(answers, 'checkov').length > 0) resource.addMetadata('checkov', unlessEmpty('skip', skipped));
    if (rulesOf(answers, 'guard').length > 0) resource.addMetadata('guard', unlessEmpty('SuppressedRules', suppressed));
  }

  /** The answers as the manifest lists them. */
  get rows(): ManifestAnswer[] {
    return this.given.flatMap(([slot, resource, answers]) =>
      answers
        .filter(answer => isMissing(resource, answer))
        .flatMap(({ rules, because }) =>
          Object.entries(rules).flatMap(([tool, names]) => names.map(rule => ({ slot, tool, rule, because }))),
        ),
    );
  }
}

/** What the context says. A word that means nothing is refused: answers would stay, and nobody would know. */
function askedOf(owner: IConstruct): PolicyAnswers | undefined {
  const asked = owner.node.tryGetContext(CONTEXT);
  const values = Object.values(PolicyAnswers);
  if (!isGiven(asked) || values.includes(asked)) return asked ?? undefined;
  return refusal(owner.node.path, 'guides/platform-team.md')(
    `The context '${CONTEXT}' is ${said(asked)}.`,
    `Give ${values.map(value => `'${value}'`).join(' or ')}.`,
  );
}

function acknowledge(resource: CfnResource, { rules, because }: Answer): void {
  const ids = [...(rules['cdk-nag'] ?? []), ...(rules['control-tower'] ?? []).map(rule => `${CONTROL_TOWER}::${rule}`)];
  if (ids.length > 0) Validations.of(resource).acknowledge(...ids.map(id => ({ id, reason: because })));
}

function isMissing(resource: CfnResource, { missing }: Answer): boolean {
  return missing === undefined || (resource as any)[missing] === undefined;
}

function rulesOf(answers: readonly Answer[], tool: Tool): { rule: string; because: string }[] {
  return answers.flatMap(({ rules, because }) => (rules[tool] ?? []).map(rule => ({ rule, because })));
}

function unlessEmpty(key: string, list: () => any[]): any {
  return Lazy.any({
    produce: () => {
      const values = list();
      return values.length > 0 ? { [key]: values } : undefined;
    },
  });
}
