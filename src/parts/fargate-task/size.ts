/** How much one task has. The CPU and memory are those that Fargate sells together. */
export enum ServiceSize {
  /** A quarter of a vCPU, 512 MiB. */
  XSMALL = 'xsmall',
  /** Half a vCPU, 1 GiB. */
  SMALL = 'small',
  /** One vCPU, 2 GiB. */
  MEDIUM = 'medium',
  /** Two vCPUs, 4 GiB. */
  LARGE = 'large',
  /** Four vCPUs, 8 GiB. */
  XLARGE = 'xlarge',
}

/** The processor that a task runs on. */
export enum CpuArchitecture {
  /** AWS Graviton: about a fifth cheaper for the same work. */
  ARM64 = 'arm64',
  /** For images that have no ARM64 variant. */
  X86_64 = 'x86_64',
}

/**
 * The sizes in CPU units and MiB, from the combinations that Fargate offers.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html
 * @internal
 */
export const SIZES: { [size in ServiceSize]: { cpu: number; memory: number } } = {
  [ServiceSize.XSMALL]: { cpu: 256, memory: 512 },
  [ServiceSize.SMALL]: { cpu: 512, memory: 1024 },
  [ServiceSize.MEDIUM]: { cpu: 1024, memory: 2048 },
  [ServiceSize.LARGE]: { cpu: 2048, memory: 4096 },
  [ServiceSize.XLARGE]: { cpu: 4096, memory: 8192 },
};
