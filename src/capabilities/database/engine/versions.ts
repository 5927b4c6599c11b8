import { Since } from '../../../path/decision';
import { InvalidInputError } from '../../../support/errors';
import { DatabaseFamily } from '../engine';
import { PAGE } from '../page';
import { DatabaseDeployment } from '../props';

/** An engine, and what it runs on: together they have a list of versions. */
export interface EngineDeployment {
  readonly engine: DatabaseFamily;
  readonly deployment: DatabaseDeployment;
}

/** One major version. */
export interface MajorVersion {
  /** The version as AWS counts it: `17`, `8.0`. */
  readonly major: string;
  /** The exact version that stands for the major one, by edition. */
  readonly pinned: Since<string>;
  /** The last day of standard support. */
  readonly endOfSupport: string;
  /** The last day of extended support, which costs extra. */
  readonly endOfExtendedSupport: string;
  /** The lowest minor version that can pause at zero capacity. */
  readonly pausesFrom?: number;
}

/**
 * The days are those of AWS's release calendars, read in November 2026 (through endoflife.date, which follows them):
 * https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-release-calendar.html
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraPostgreSQLReleaseNotes/aurorapostgresql-release-calendar.html
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/MySQL.Concepts.VersionMgmt.html
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraMySQLReleaseNotes/AuroraMySQL.release-calendars.html
 * PostgreSQL 18 is by their rule, the end of February after the community's end of life.
 *
 * The exact versions are the newest in the tables of aws-cdk-lib 2.275 for both Aurora and RDS, where there is one.
 * Those that can pause:
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.how-it-works.html
 */
export const VERSIONS: { [family in DatabaseFamily]: { [deployment in DatabaseDeployment]: MajorVersion[] } } = {
  [DatabaseFamily.POSTGRES]: {
    [DatabaseDeployment.SERVERLESS]: [
      version('13', '13.23', '2026-02-28', '2029-02-28', 15),
      version('14', '14.22', '2027-02-28', '2030-02-28', 12),
      version('15', '15.17', '2028-02-29', '2031-02-28', 7),
      version('16', '16.13', '2029-02-28', '2032-02-29', 3),
      version('17', '17.9', '2030-02-28', '2033-02-28', 4),
      version('18', '18.3', '2031-02-28', '2034-02-28', 0),
    ],
    [DatabaseDeployment.INSTANCE]: [
      version('13', '13.23', '2026-02-28', '2029-02-28'),
      version('14', '14.22', '2027-02-28', '2030-02-28'),
      version('15', '15.17', '2028-02-29', '2031-02-28'),
      version('16', '16.13', '2029-02-28', '2032-02-29'),
      version('17', '17.9', '2030-02-28', '2033-02-28'),
      version('18', '18.3', '2031-02-28', '2034-02-28'),
    ],
  },
  [DatabaseFamily.MYSQL]: {
    [DatabaseDeployment.SERVERLESS]: [
      // Aurora's own version 3. Version 2 (MySQL 5.7) cannot be serverless.
      version('8.0', '8.0.mysql_aurora.3.10.4', '2028-04-30', '2029-07-31', 8),
    ],
    [DatabaseDeployment.INSTANCE]: [
      version('5.7', '5.7.44-rds.20260521', '2024-02-29', '2027-02-28'),
      version('8.0', '8.0.46', '2026-07-31', '2029-07-31'),
      version('8.4', '8.4.9', '2029-07-31', '2032-07-31'),
    ],
  },
};

/** The major version of a database that names none, since each edition. */
export const DEFAULT_MAJOR: { [family in DatabaseFamily]: { [deployment in DatabaseDeployment]: Since<string> } } = {
  [DatabaseFamily.POSTGRES]: {
    [DatabaseDeployment.SERVERLESS]: new Since([['2026.12', '17']]),
    [DatabaseDeployment.INSTANCE]: new Since([['2026.12', '17']]),
  },
  [DatabaseFamily.MYSQL]: {
    [DatabaseDeployment.SERVERLESS]: new Since([['2026.12', '8.0']]),
    [DatabaseDeployment.INSTANCE]: new Since([['2026.12', '8.4']]),
  },
};

/** A version that AWS knows: the major one with its dates, and the exact one. */
export interface Release {
  readonly major: MajorVersion;
  readonly exact: string;
}

/** The release that a version stands for: a major version, or an exact one. */
export function releaseOf(kind: EngineDeployment, asked: string, edition: string, where: string): Release {
  const known = VERSIONS[kind.engine][kind.deployment];
  const text =
    isAuroraMysql(kind) && /^\d+\.\d+\.\d+$/.test(asked) && asked.startsWith('3.')
      ? `8.0.mysql_aurora.${asked}`
      : asked;
  const major = known.find(candidate => text === candidate.major || text.startsWith(`${candidate.major}.`));
  const minor = major && text !== major.major ? text.slice(major.major.length + 1) : undefined;
  const pattern = isAuroraMysql(kind) ? /^mysql_aurora\.\d+\.\d+\.\d+$/ : /^\d+([.-][0-9A-Za-z]+)*$/;
  if (!major || (minor !== undefined && !pattern.test(minor))) return refuseVersion(kind, asked, edition, where);
  return { major, exact: minor === undefined ? (major.pinned.at(edition) as string) : text };
}

function refuseVersion({ engine, deployment }: EngineDeployment, asked: string, edition: string, where: string): never {
  const known = VERSIONS[engine][deployment];
  const elsewhere = Object.values(DatabaseDeployment).find(
    other =>
      other !== deployment &&
      VERSIONS[engine][other].some(({ major }) => asked === major || asked.startsWith(`${major}.`)),
  );
  throw new InvalidInputError({
    what: `There is no ${engine} '${asked}' for a database with deployment '${deployment}'.`,
    where,
    hint:
      `Give one of ${known.map(({ major }) => major).join(', ')}, or an exact version such as ` +
      `${known[known.length - 1].pinned.at(edition)}.` +
      (elsewhere ? ` Deployment '${elsewhere}' has '${asked}'.` : ''),
    page: PAGE,
  });
}

/** Whether the exact version can pause at zero capacity. */
export function canPause({ major, exact }: Release): boolean {
  if (major.pausesFrom === undefined) return false;
  const minor = /mysql_aurora\.\d+\.(\d+)/.exec(exact) ?? /^\d+\.(\d+)/.exec(exact);
  return Number(minor?.[1]) >= major.pausesFrom;
}

function version(
  major: string,
  pinned: string,
  endOfSupport: string,
  endOfExtendedSupport: string,
  pausesFrom?: number,
): MajorVersion {
  return { major, pinned: new Since([['2026.12', pinned]]), endOfSupport, endOfExtendedSupport, pausesFrom };
}

function isAuroraMysql({ engine, deployment }: EngineDeployment): boolean {
  return engine === DatabaseFamily.MYSQL && deployment === DatabaseDeployment.SERVERLESS;
}
