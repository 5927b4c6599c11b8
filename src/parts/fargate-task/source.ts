import { Notice } from '../../path/plan';
import { Refuse, refusal, said } from '../../support/input';
import { checkStruct } from '../../support/structs';
import { isToken } from '../../support/tokens';

const PAGE = 'guides/service.md';

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

/**
 * The kinds of source.
 *
 * @internal
 */
export enum ServiceSourceKind {
  /** Any registry, by its full reference. */
  IMAGE = 'image',
  /** A repository in ECR. */
  ECR = 'ecr',
  /** Built from a Dockerfile at deployment. */
  DOCKERFILE = 'dockerfile',
}

/** All that is known of a source beside its kind and its location. */
type SourceDetails = Pick<ServiceSource, 'version' | 'repositoryName'> &
  Partial<Pick<ServiceSource, 'repository' | 'buildOptions'>>;

// One component of an image reference's path, and the whole, as the OCI distribution specification has them.
const COMPONENT = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
// A first component is a registry if it has a dot or a port.
const REGISTRY = '(?:(?:localhost|[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+)(?::\\d+)?|[A-Za-z0-9-]+:\\d+)';
const REFERENCE = new RegExp(
  `^(?:${REGISTRY}/)?${COMPONENT}(?:/${COMPONENT})*(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?(?:@sha256:[a-f0-9]{64})?$`,
);
const ECR_REFERENCE = /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/([^:@]+)/;

const refuse: Refuse = refusal('ServiceSource', PAGE);

/** The program that a service or a worker runs. */
export class ServiceSource {
  /**
   * A container image, for instance `public.ecr.aws/acme/orders:1.4.2` or `.../orders@sha256:...`.
   * If its reference names a repository in ECR, the tasks get the permission to pull it.
   */
  public static image(image: string): ServiceSource {
    if (typeof image !== 'string') {
      refuse(`The image is ${said(image)}.`, "Give a text, for instance 'public.ecr.aws/acme/orders:1.4.2'.");
    }
    if (!isToken(image) && !REFERENCE.test(image)) {
      refuse(
        `'${image}' is not an image reference.`,
        "Give registry/name:tag or registry/name@sha256:digest, for instance 'public.ecr.aws/acme/orders:1.4.2'.",
      );
    }
    const [, account, region, repositoryName] = ECR_REFERENCE.exec(image) ?? [];
    const version = isToken(image) ? undefined : versionOf(image);
    return new ServiceSource(ServiceSourceKind.IMAGE, image, {
      version,
      repositoryName,
      repository: { account, region },
    });
  }

  /**
   * An image in an ECR repository, by its tag or by its digest (`sha256:...`). The name and the tag may be known at
   * deployment only: `ServiceSource.ecrRepository(repository.repositoryName, '1.4.2')`.
   */
  public static ecrRepository(
    repositoryName: string,
    tagOrDigest: string,
    options: EcrImageOptions = {},
  ): ServiceSource {
    if (typeof repositoryName !== 'string' || typeof tagOrDigest !== 'string') {
      refuse(
        `The repository is ${said(repositoryName)}, and the tag ${said(tagOrDigest)}.`,
        "Give the repository's name and a tag or digest: ServiceSource.ecrRepository('orders', '1.4.2').",
      );
    }
    const separator = tagOrDigest.startsWith('sha256:') ? '@' : ':';
    // A part that is known at deployment only is taken for a good one.
    const [name, version] = [repositoryName, tagOrDigest].map(part => (isToken(part) ? 'token' : part));
    if (!REFERENCE.test(`${name}${separator}${version}`)) {
      refuse(
        `'${repositoryName}${separator}${tagOrDigest}' is not an image in ECR.`,
        "Give the repository's name and a tag or digest: ServiceSource.ecrRepository('orders', '1.4.2').",
      );
    }
    const repository = options ?? {};
    checkStruct('EcrImageOptions', repository, refusal('ServiceSource.ecrRepository', PAGE), 'options');
    return new ServiceSource(ServiceSourceKind.ECR, `${repositoryName}${separator}${tagOrDigest}`, {
      version: isToken(tagOrDigest) ? undefined : tagOrDigest,
      repositoryName,
      repository,
    });
  }

  /** A directory with a Dockerfile. The CDK CLI builds and publishes the image when it deploys. */
  public static dockerfile(directory: string, options: DockerfileOptions = {}): ServiceSource {
    if (typeof directory !== 'string' || directory === '') {
      refuse(
        `The directory is ${said(directory)}.`,
        "Give the path of a directory with a Dockerfile, for instance './app'.",
      );
    }
    const buildOptions = options ?? {};
    checkStruct('DockerfileOptions', buildOptions, refusal('ServiceSource.dockerfile', PAGE), 'options');
    return new ServiceSource(ServiceSourceKind.DOCKERFILE, directory, { buildOptions });
  }

  /**
   * Which kind it is.
   *
   * @internal
   */
  public readonly _kind: ServiceSourceKind;
  /** The image's reference, or the directory. */
  public readonly location: string;
  /** The tag or digest, where it is known at synth. */
  public readonly version?: string;
  /** The ECR repository to pull from. */
  public readonly repositoryName?: string;
  /** Where that repository is. */
  public readonly repository: EcrImageOptions;
  /** How the image is built. */
  public readonly buildOptions: DockerfileOptions;

  private constructor(kind: ServiceSourceKind, location: string, details: SourceDetails) {
    this._kind = kind;
    this.location = location;
    this.version = details.version;
    this.repositoryName = details.repositoryName;
    this.repository = details.repository ?? {};
    this.buildOptions = details.buildOptions ?? {};
  }

  /** Whether the image can change under its name. */
  public get movable(): boolean {
    return (
      this._kind !== ServiceSourceKind.DOCKERFILE &&
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

/**
 * Notices about an image that is accepted, and may still not be the one that was meant.
 *
 * @internal
 */
export function noticesOf(source: ServiceSource): Notice[] {
  const notices: Notice[] = [];
  if (source.movable) {
    notices.push({
      id: 'goldenpath:movable-image',
      text:
        `The image '${source.location}' has no version, so two tasks may run two programs. Give a tag that never ` +
        'moves, or a digest.',
    });
  }
  const { _kind, repositoryName, location } = source;
  if (_kind === ServiceSourceKind.IMAGE && repositoryName === undefined && isToken(location.split('/')[0])) {
    notices.push({
      id: 'goldenpath:unknown-registry',
      text:
        'The registry of the image is known at deployment only, so no right to pull it from ECR is granted. If it ' +
        'is there, say so: ServiceSource.ecrRepository(repositoryName, tag).',
    });
  }
  return notices;
}
