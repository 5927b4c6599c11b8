import type { Report } from '../model.js';
import { markup, type Markup } from './html.js';
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

/**
 * One file that needs nothing else: no script, no font, no request. What is too long for it is in
 * the files beside it (`DETAIL_FILES`). All text is escaped, and the policy forbids whatever would
 * get past that.
 */
export function renderPage(report: Report): string {
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>Golden path report${report.organization !== null && `: ${report.organization}`}</title>
<style>${STYLE}</style>
</head>
<body>
<a class="skip" href="#summary">To the report</a>
${header(report)}${contents()}<main>
${summary(report)}${platform(report)}${capabilities(report)}${editions(report)}${sunset(report)}${dora(report)}${firstDeploy(report)}${cognitiveLoad(report)}${escapes(report)}${value(report)}${dataQuality(report)}</main>
${footer(report)}</body>
</html>
`.text;
}

function contents(): Markup {
  return markup`<nav aria-label="Contents"><ol>${SECTIONS.map(([id, title]) => markup`<li><a href="#${anchorOf(id)}">${title}</a></li>`)}</ol></nav>
`;
}
