import { InvalidInputError } from '../../support/errors';
import { isToken } from '../../support/tokens';

/** Where an image in ECR is. */
export interface EcrImageOptions {
  /**
   * The account that the repository is in.
   *
   * @default - the account of the stack
   */
  readonly account?: string;
  /**
   * The region that the repository is in.
   *
   * @default - the region of the stack
   */
  readonly region?: string;
}

/** How an image is built. */
export interface DockerfileOptions {
  /**
   * The Dockerfile, below the directory.
   *
   * @default 'Dockerfile'
   */
  readonly file?: string;
  /**
   * Build arguments. They end up in the image's history: no secrets.
   *
   * @default - none
   */
  readonly buildArgs?: { readonly [name: string]: string };
  /**
   * The stage of the Dockerfile to stop at.
   *
   * @default - the last one
   */
  readonly target?: string;
  /**
   * Paths that are no part of the build context, as in `.dockerignore`.
   *
   * @default - what `.dockerignore` says
   */
  readonly exclude?: string[];
}

/** The kinds of source. */
export enum ServiceSourceKind {
  /** Any registry, by its full reference. */
  IMAGE = 'image',
  /** A repository in ECR. */
  ECR = 'ecr',
  /** Built from a Dockerfile at deployment. */
  DOCKERFILE = 'dockerfile',
}

// One component of an image reference's path, and the whole, as the OCI distribution specification has them.
const COMPONENT = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
// A first component is a registry if it has a dot or a port.
const REGISTRY = '(?:(?:localhost|[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+)(?::\\d+)?|[A-Za-z0-9-]+:\\d+)';
const REFERENCE = new RegExp(
  `^(?:${REGISTRY}/)?${COMPONENT}(?:/${COMPONENT})*(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(?:@sha256:[a-f0-9]{64})?$`,
);
const ECR_REFERENCE = /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/([^:@]+)/;

/** What a service or a worker runs. */
export class ServiceSource {
  /**
   * A container image, for instance `public.ecr.aws/acme/orders:1.4.2` or `.../orders@sha256:...`.
   * An image in ECR gets the right to be pulled, by its name.
   */
  public static image(image: string): ServiceSource {
    if (typeof image !== 'string') {
      throw refuse(
        `The image is ${JSON.stringify(image)}.`,
        "Give a text, for instance 'public.ecr.aws/acme/orders:1.4.2'.",
      );
    }
    if (!isToken(image) && !REFERENCE.test(image)) {
      throw refuse(
        `'${image}' is not an image reference.`,
        "Give registry/name:tag or registry/name@sha256:digest, for instance 'public.ecr.aws/acme/orders:1.4.2'.",
      );
    }
    const [, account, region, repository] = ECR_REFERENCE.exec(image) ?? [];
    return new ServiceSource(
      ServiceSourceKind.IMAGE,
      image,
      isToken(image) ? undefined : versionOf(image),
      repository,
      { account, region },
    );
  }

  /**
   * An image in an ECR repository, by its tag or by its digest (`sha256:...`). A name or tag may be known at deployment
   * only:
   * `ServiceSource.ecrRepository(repository.repositoryName, '1.4.2')`.
   */
  public static ecrRepository(
    repositoryName: string,
    tagOrDigest: string,
    options: EcrImageOptions = {},
  ): ServiceSource {
    const separator = String(tagOrDigest).startsWith('sha256:') ? '@' : ':';
    // A part that is known at deployment only is taken for a good one.
    const [name, version] = [repositoryName, tagOrDigest].map(part => (isToken(part) ? 'token' : part));
    if (typeof name !== 'string' || typeof version !== 'string' || !REFERENCE.test(`${name}${separator}${version}`)) {
      throw refuse(
        `'${repositoryName}${separator}${tagOrDigest}' is not an image in ECR.`,
        "Give the repository's name and a tag or digest: ServiceSource.ecrRepository('orders', '1.4.2').",
      );
    }
    return new ServiceSource(
      ServiceSourceKind.ECR,
      `${repositoryName}${separator}${tagOrDigest}`,
      isToken(tagOrDigest) ? undefined : tagOrDigest,
      repositoryName,
      options ?? {},
    );
  }

  /** A directory with a Dockerfile. The CDK CLI builds and publishes it when it deploys. */
  public static dockerfile(directory: string, options: DockerfileOptions = {}): ServiceSource {
    if (typeof directory !== 'string' || directory === '') {
      throw refuse(
        `The directory is ${JSON.stringify(directory)}.`,
        "Give the path of a directory with a Dockerfile, for instance './app'.",
      );
    }
    return new ServiceSource(ServiceSourceKind.DOCKERFILE, directory, undefined, undefined, {}, options ?? {});
  }

  private constructor(
    /** Which kind it is. */
    public readonly kind: ServiceSourceKind,
    /** The image's reference, or the directory. */
    public readonly location: string,
    /** The tag or digest, where it is known at synth. */
    public readonly version?: string,
    /** The ECR repository to pull from. */
    public readonly repositoryName?: string,
    /** Where that repository is. */
    public readonly repository: EcrImageOptions = {},
    /** How the image is built. */
    public readonly buildOptions: DockerfileOptions = {},
  ) {}

  /** Whether the image can change under its name. */
  public get movable(): boolean {
    return (
      this.kind !== ServiceSourceKind.DOCKERFILE &&
      !isToken(this.location) &&
      (this.version === undefined || this.version === 'latest')
    );
  }
}

function versionOf(image: string): string | undefined {
  const digest = image.split('@')[1];
  if (digest) return digest;
  const name = image.slice(image.lastIndexOf('/') + 1);
  return name.includes(':') ? name.slice(name.indexOf(':') + 1) : undefined;
}

function refuse(what: string, hint: string): InvalidInputError {
  return new InvalidInputError({ what, where: 'ServiceSource', hint, page: 'guides/service.md' });
}

/**
 * Something that is allowed, and may still not be what was meant.
 *
 * @internal
 */
export interface SourceWarning {
  readonly id: string;
  readonly text: string;
}

/**
 * What is to be said of an image before it is too late.
 *
 * @internal
 */
export function warningsOf(source: ServiceSource): SourceWarning[] {
  const warnings: SourceWarning[] = [];
  if (source.movable) {
    warnings.push({
      id: 'goldenpath:movable-image',
      text:
        `The image '${source.location}' has no version, so two tasks may run two programs. Give a tag that never ` +
        'moves, or a digest.',
    });
  }
  if (
    source.kind === ServiceSourceKind.IMAGE &&
    source.repositoryName === undefined &&
    isToken(source.location.split('/')[0])
  ) {
    warnings.push({
      id: 'goldenpath:unknown-registry',
      text:
        'The registry of the image is known at deployment only, so no right to pull it from ECR is granted. If ' +
        'it ' +
        'is there, say so: ServiceSource.ecrRepository(repositoryName, tag).',
    });
  }
  return warnings;
}
