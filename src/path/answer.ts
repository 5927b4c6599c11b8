/**
 * The tools whose findings the path answers, by the names that manifests have for them.
 *
 * @internal
 */
export type Tool = 'cdk-nag' | 'checkov' | 'control-tower' | 'guard';

/**
 * The answer to findings of policy checkers about a resource: why it is right all the same. It goes with the resource,
 * in the terms of each tool.
 *
 * @internal
 */
export interface Answer {
  /** The slots that it is about: a pattern. */
  readonly slots: string;
  /** The rules, as each tool names them. */
  readonly rules: { readonly [tool in Tool]?: readonly string[] };
  /** Whether it holds for what was decided; always, if left out. */
  readonly when?: (choices: any) => boolean;
  /** The property that the rules miss. Where the resource has it after all, there is nothing to answer. */
  readonly missing?: string;
  /** The reason. */
  readonly because: string;
}
