import type { Report } from '../model.js';
import { Markup, markup } from './html.js';
import { anchorOf, SECTIONS } from './parts.js';
import { capabilities } from './sections/capabilities.js';
import { cognitiveLoad } from './sections/cognitive-load.js';
import { dataQuality } from './sections/data-quality.js';
import { dora } from './sections/dora.js';
import { editions } from './sections/editions.js';
import { escapes } from './sections/escapes.js';
import { firstDeploy } from './sections/first-deploy.js';
import { platform } from './sections/platform.js';
import { footer, header, summary } from './sections/summary.js';
import { sunset } from './sections/sunset.js';
import { value } from './sections/value.js';
import { STYLE } from './style.js';

const CONTENT_SECURITY_POLICY = new Markup(
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'",
);

/** The sections in the order of the page. */
const CONTENT: ReadonlyArray<(report: Report) => Markup> = [
  summary,
  platform,
  capabilities,
  editions,
  sunset,
  dora,
  firstDeploy,
  cognitiveLoad,
  escapes,
  value,
  dataQuality,
];

/**
 * The report as one HTML file without scripts, fonts or requests. Long lists are complete in the files beside it
 * (`DETAIL_FILES`). All text is escaped, and the content security policy is the second barrier.
 */
export function renderPage(report: Report): string {
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${CONTENT_SECURITY_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>Golden path report${report.organization !== null && `: ${report.organization}`}</title>
<style>${STYLE}</style>
</head>
<body>
<a class="skip" href="#summary">To the report</a>
${header(report)}${contents()}<main>
${CONTENT.map(section => section(report))}</main>
${footer(report)}</body>
</html>
`.text;
}

function contents(): Markup {
  const items = SECTIONS.map(([id, title]) => markup`<li><a href="#${anchorOf(id)}">${title}</a></li>`);
  return markup`<nav aria-label="Contents"><ol>${items}</ol></nav>
`;
}
