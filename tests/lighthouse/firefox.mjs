// node firefox.mjs http://127.0.0.1:8000 [folder]: every kind of public page in Firefox, at three widths and in both themes.
// Ends with 1 where one scrolls sideways, complains, or lacks its stylesheet. Pictures go into the folder.
import {execFileSync} from 'node:child_process';
import puppeteer from 'puppeteer-core';
import {pages} from './pages.mjs';

const WIDTHS = [320, 768, 1280];
const [site, folder] = process.argv.slice(2);
const executablePath = process.env.FIREFOX_PATH ?? '/usr/bin/firefox-esr';
let version;
try {
  version = execFileSync(executablePath, ['--version']).toString().trim();
} catch {
  console.log(`Firefox is not installed (or name it with FIREFOX_PATH), so it is left out.`);
  process.exit(0);
}
console.log(version);

const launch = theme => puppeteer.launch({
  browser: 'firefox', executablePath, headless: true,
  extraPrefsFirefox: {'layout.css.prefers-color-scheme.content-override': theme === 'dark' ? 0 : 1}
});

const all = await pages(site);
const wrong = [];
for(const theme of ['light', 'dark']) {
  const browser = await launch(theme);
  try {
    const tab = await browser.newPage();
    const complaints = [];
    tab.on('console', message => { if(['error', 'warn'].includes(message.type())) complaints.push(message.text()); });
    tab.on('pageerror', error => complaints.push(String(error)));
    for(const page of all) {
      await tab.goto(page.address, {waitUntil: 'load'});
      for(const width of WIDTHS) {
        await tab.setViewport({width, height: 800});
        const [wider, styled] = await tab.evaluate(() => [
          document.documentElement.scrollWidth - document.documentElement.clientWidth,
          getComputedStyle(document.body).display === 'flex'
        ]);
        if(wider > 0 || !styled) wrong.push(`${page.kind}, ${width}, ${theme}: ${styled ? `${wider} points too wide` : 'without its stylesheet'}`);
        if(folder) await tab.screenshot({path: `${folder}/firefox-${page.kind.replace(/\W+/g, '-')}-${width}-${theme}.png`});
      }
    }
    wrong.push(...complaints.map(text => `${theme}: ${text}`));
  } finally {
    await browser.close();
  }
}
console.log(wrong.join('\n') || `${all.length} kinds of page, at ${WIDTHS.join(', ')} points, light and dark: nothing wrong`);
process.exitCode = wrong.length ? 1 : 0;
