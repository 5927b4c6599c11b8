import { Since } from '../../../path/decision';
import { InvalidInputError } from '../../../support/errors';
import { DatabaseFamily } from '../engine';
import { DatabaseDeployment } from '../props';

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
 * Auto-pause:
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Concepts.Aurora_Fea_Regions_DB-eng.Feature.ServerlessV2.html
 */
const VERSIONS: { [family in DatabaseFamily]: { [deployment in DatabaseDeployment]: MajorVersion[] } } = {
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

/** Days before the end of standard support from which a version warns: time to plan and test a major upgrade. */
const NOTICE_DAYS = 180;

/** A version that AWS knows: the major one with its dates, and the exact one. */
export interface Release {
  readonly major: MajorVersion;
  readonly exact: string;
}

/** What a version means, a major or an exact one. */
export function releaseOf(
  family: DatabaseFamily,
  deployment: DatabaseDeployment,
  asked: string,
  edition: string,
  where: string,
): Release {
  const known = VERSIONS[family][deployment];
  const text =
    isAuroraMysql(family, deployment) && /^\d+\.\d+\.\d+$/.test(asked) && asked.startsWith('3.')
      ? `8.0.mysql_aurora.${asked}`
      : asked;
  const major = known.find(candidate => text === candidate.major || text.startsWith(`${candidate.major}.`));
  const minor = major && text !== major.major ? text.slice(major.major.length + 1) : undefined;
  const shape = isAuroraMysql(family, deployment) ? /^mysql_aurora\.\d+\.\d+\.\d+$/ : /^\d+([.-][0-9A-Za-z]+)*$/;
  if (!major || (minor !== undefined && !shape.test(minor))) {
    const elsewhere = Object.values(DatabaseDeployment).find(
      other =>
        other !== deployment &&
        VERSIONS[family][other].some(({ major: m }) => asked === m || asked.startsWith(`${m}.`)),
    );
    throw new InvalidInputError({
      what: `There is no ${family} '${asked}' for a database with deployment '${deployment}'.`,
      where,
      hint:
        `Give one of ${known.map(candidate => candidate.major).join(', ')}, or an exact version such as ` +
        `${known[known.length - 1].pinned.at(edition)}.` +
        (elsewhere ? ` Deployment '${elsewhere}' has '${asked}'.` : ''),
      page: 'guides/database.md',
    });
  }
  return { major, exact: minor === undefined ? (major.pinned.at(edition) as string) : text };
}

/** Whether the exact version can pause at zero capacity. */
export function canPause({ major, exact }: Release): boolean {
  if (major.pausesFrom === undefined) return false;
  const minor = /mysql_aurora\.\d+\.(\d+)/.exec(exact) ?? /^\d+\.(\d+)/.exec(exact);
  return Number(minor?.[1]) >= major.pausesFrom;
}

/**
 * A warning for a version whose standard support ends soon.
 *
 * @throws InvalidInputError for a version past its support
 */
export function supportNotice(
  family: DatabaseFamily,
  deployment: DatabaseDeployment,
  { major, exact }: Release,
  extended: boolean,
  today: string,
  where: string,
): string | undefined {
  const { endOfSupport, endOfExtendedSupport } = major;
  const alive = VERSIONS[family][deployment]
    .filter(candidate => candidate.endOfSupport >= today)
    .map(candidate => candidate.major);
  const choices =
    alive.length > 0 ? `one of ${alive.join(', ')}` : 'a newer release of this package, which knows newer versions';
  const method = `DatabaseEngine.${family}`;
  if (today > (extended ? endOfExtendedSupport : endOfSupport)) {
    throw new InvalidInputError({
      what:
        `${family} ${exact} is past its ${extended ? 'extended' : 'standard'} support, which ended on ` +
        `${extended ? endOfExtendedSupport : endOfSupport}.`,
      where,
      hint:
        `Upgrade to ${choices}: ${method}('${alive[alive.length - 1] ?? '...'}').` +
        (extended || today > endOfExtendedSupport
          ? ''
          : ` Or accept the charges of extended support until ${endOfExtendedSupport}: extendedSupport: true.`),
      page: 'guides/database.md',
    });
  }
  if (today > endOfSupport) {
    return (
      `${family} ${exact} is in extended support, which AWS charges for, until ${endOfExtendedSupport}. Upgrade ` +
      'to ' +
      `${choices}.`
    );
  }
  const days = Math.round((Date.parse(endOfSupport) - Date.parse(today)) / 86_400_000);
  if (days > NOTICE_DAYS) return undefined;
  return (
    `The standard support of ${family} ${exact} ends on ${endOfSupport}, in ${days} days; from then on it is ` +
    `refused. Upgrade to ${choices}.`
  );
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

function isAuroraMysql(family: DatabaseFamily, deployment: DatabaseDeployment): boolean {
  return family === DatabaseFamily.MYSQL && deployment === DatabaseDeployment.SERVERLESS;
}
