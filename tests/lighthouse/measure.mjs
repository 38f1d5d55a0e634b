// node measure.mjs http://127.0.0.1:8000 : bytes and Lighthouse of every kind of public page, as a table.
// Ends with 1 where a page misses a target, but for that of performance.
import * as chromeLauncher from 'chrome-launcher';
import lighthouse from 'lighthouse';
import puppeteer from 'puppeteer-core';
import {MOST, bytes} from './bytes.mjs';
import {pages} from './pages.mjs';

const TARGETS = {performance: 98, accessibility: 100, 'best-practices': 100, seo: 100};
// Performance is measured on a machine that does other work as well: the best of so many runs counts.
const RUNS = 3;
const PICTURES = ['screenshot-thumbnails', 'final-screenshot', 'full-page-screenshot'];

async function scores(page, port) {
  // A page that asks to be left out fails “is it indexed” by intent; the rest of SEO is held to 100 as well.
  const skipAudits = [...PICTURES, ...(page.hidden ? ['is-crawlable'] : [])];
  const {lhr} = await lighthouse(page.address, {
    port, logLevel: 'error', onlyCategories: Object.keys(TARGETS), skipAudits, disableFullPageScreenshot: true
  });
  // As where the machine was too busy to record anything: it counts as a run that missed all.
  if(lhr.runtimeError) return {...Object.fromEntries(Object.keys(TARGETS).map(id => [id, 0])), failed: [lhr.runtimeError.code]};
  const failed = Object.values(lhr.categories).flatMap(({auditRefs}) => auditRefs)
    .filter(({id, weight}) => weight && lhr.audits[id].score < 1)
    .map(({id}) => `${id} ${lhr.audits[id].displayValue ?? ''}`.trim());
  return {...Object.fromEntries(Object.entries(lhr.categories).map(([id, {score}]) => [id, Math.round(score * 100)])), failed};
}

const missed = found => Object.keys(TARGETS).filter(id => found[id] < TARGETS[id]);

async function best(page, port) {
  let found = await scores(page, port);
  for(let run = 1; run < RUNS && missed(found).length; run++) {
    const again = await scores(page, port);
    if(again.performance > found.performance) found = again;
  }
  return found;
}

const chrome = await chromeLauncher.launch({
  chromeFlags: ['--headless=new', '--disable-gpu', ...(process.getuid() === 0 ? ['--no-sandbox'] : [])]
});
let wrong = 0;
try {
  const browser = await puppeteer.connect({browserURL: `http://127.0.0.1:${chrome.port}`});
  const all = await pages(process.argv[2]);
  const line = cells => console.log(`| ${cells.map((cell, number) => String(cell)[number ? 'padStart' : 'padEnd'](number ? 7 : 14)).join(' | ')} |`);
  line(['page', ...Object.keys(MOST), 'perf.', 'access.', 'practice', 'SEO']);
  for(const page of all) {
    const sizes = await bytes(browser, page, all[0].address);
    const found = await best(page, chrome.port);
    const over = Object.keys(MOST).filter(visit => sizes[visit] > MOST[visit]);
    const bad = [...over, ...missed(found)];
    line([page.kind, ...Object.values(sizes).map(size => `${(size / 1024).toFixed(1)} KB`), ...Object.keys(TARGETS).map(id => found[id])]);
    if(bad.length) console.log(`  MISSED at ${page.address}: ${[...bad, ...found.failed].join(', ')}`);
    // How quick a busy machine is says nothing of the page: that is told, and fails nobody's change.
    wrong += bad.filter(name => name !== 'performance').length;
  }
  await browser.disconnect();
} finally {
  chrome.kill();
}
process.exitCode = wrong ? 1 : 0;
