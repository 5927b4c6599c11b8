/** The props of a {{words}}. */
export interface Managed{{Name}}Props {
  /**
   * The team that owns it.
   *
   * @default - the owner of the GoldenPath
   */
  readonly owner?: string;
  /**
   * The value that its readers get.
   *
   * @default 'none'
   */
  readonly value?: string;
}
