/** The files beside the page, with the complete data. */
export const DETAIL_FILES = {
  all: 'report.json',
  adoptionByTeam: 'adoption-by-team.csv',
  adoptionOverTime: 'adoption-over-time.csv',
  offPlatform: 'off-platform.csv',
  versions: 'versions.csv',
  sunset: 'sunset.csv',
  services: 'services.csv',
  firstDeploy: 'first-deploy.csv',
  cognitiveLoad: 'cognitive-load.csv',
  escapes: 'escapes.csv',
  escapesOverdue: 'escapes-overdue.csv',
  dataQuality: 'data-quality.csv',
} as const;

export type DetailFile = keyof typeof DETAIL_FILES;
