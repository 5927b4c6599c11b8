/** How much memory a function has. Lambda gives CPU by memory: 1769 MiB are one vCPU. */
export enum FunctionSize {
  /** 256 MiB. */
  XSMALL = 'xsmall',
  /** 512 MiB. */
  SMALL = 'small',
  /** 1 GiB. */
  MEDIUM = 'medium',
  /** 1769 MiB, one vCPU. */
  LARGE = 'large',
  /** 3538 MiB, two vCPUs. */
  XLARGE = 'xlarge',
}

/**
 * The memory of each size, in MiB.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
 * @internal
 */
export const SIZES: { readonly [size in FunctionSize]: number } = {
  [FunctionSize.XSMALL]: 256,
  [FunctionSize.SMALL]: 512,
  [FunctionSize.MEDIUM]: 1024,
  [FunctionSize.LARGE]: 1769,
  [FunctionSize.XLARGE]: 3538,
};
