import { EngineDeployment, MajorVersion, VERSIONS } from './versions';
import { MILLISECONDS_PER_DAY } from '../../../support/durations';
import { Refuse } from '../../../support/input';

/** The choices that support depends on. */
export interface SupportedVersion extends EngineDeployment {
  /** The major version. */
  readonly parameterFamily: string;
  /** The exact version. */
  readonly engineRelease: string;
  /** Whether the charges of extended support are accepted. */
  readonly extendedSupport: boolean;
}

/** Days before the end of standard support from which a version warns: time to plan and test a major upgrade. */
const NOTICE_DAYS = 180;

/**
 * Refuses a version past its support.
 *
 * @param today as `YYYY-MM-DD`
 */
export function checkSupport(version: SupportedVersion, today: string, refuse: Refuse): void {
  const { engine, engineRelease, extendedSupport } = version;
  const { endOfSupport, endOfExtendedSupport } = majorOf(version);
  const end = extendedSupport ? endOfExtendedSupport : endOfSupport;
  if (today <= end) return;
  const alive = aliveOn(today, version);
  const method = `DatabaseEngine.${engine}`;
  refuse(
    `${engine} ${engineRelease} is past its ${extendedSupport ? 'extended' : 'standard'} support, which ended on ` +
      `${end}.`,
    `Upgrade to ${choicesOf(alive)}: ${method}('${alive[alive.length - 1] ?? '...'}').` +
      (extendedSupport || today > endOfExtendedSupport
        ? ''
        : ` Or accept the charges of extended support until ${endOfExtendedSupport}: extendedSupport: true.`),
  );
}

/**
 * The warning for a version whose standard support ends soon, or has ended.
 *
 * @param today as `YYYY-MM-DD`
 */
export function supportNotice(version: SupportedVersion, today: string): string | undefined {
  const { engine, engineRelease } = version;
  const { endOfSupport, endOfExtendedSupport } = majorOf(version);
  const upgrade = `Upgrade to ${choicesOf(aliveOn(today, version))}.`;
  if (today > endOfSupport) {
    return (
      `${engine} ${engineRelease} is in extended support, which AWS charges for, until ${endOfExtendedSupport}. ` +
      upgrade
    );
  }
  const days = Math.round((Date.parse(endOfSupport) - Date.parse(today)) / MILLISECONDS_PER_DAY);
  if (days > NOTICE_DAYS) return undefined;
  return (
    `The standard support of ${engine} ${engineRelease} ends on ${endOfSupport}, in ${days} days; from then on it is ` +
    `refused. ${upgrade}`
  );
}

function majorOf({ engine, deployment, parameterFamily }: SupportedVersion): MajorVersion {
  return VERSIONS[engine][deployment].find(({ major }) => major === parameterFamily)!;
}

/** The major versions in standard support. */
function aliveOn(today: string, { engine, deployment }: EngineDeployment): string[] {
  return VERSIONS[engine][deployment].filter(({ endOfSupport }) => endOfSupport >= today).map(({ major }) => major);
}

function choicesOf(majors: string[]): string {
  return majors.length > 0
    ? `one of ${majors.join(', ')}`
    : 'a newer release of this package, which knows newer versions';
}
