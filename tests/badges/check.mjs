// node check.mjs CASES.json: what others' software says of each case, as JSON, and as a table in it.
// node check.mjs CASES.json --table: the table alone.
// CASES.json: {"site": "http://…", "cases": {"name": {"credential": {…}, "token": "…"}}}
import {readFile} from 'node:fs/promises';
import {digitalBazaar} from './digitalbazaar.mjs';
import {schema} from './schema.mjs';
import {Site} from './site.mjs';
import {token} from './token.mjs';

// verifier-core writes that it can't fetch the schema of 1EdTech: here nobody can.
console.log = console.error = () => {};

const {site: address, cases} = JSON.parse(await readFile(process.argv[2], 'utf8'));
const site = new Site(address);
site.answerFetch();
// It takes fetch as it finds it.
const {wallet} = await import('./wallet.mjs');

const rows = {};
for(const [name, {credential, token: jwt}] of Object.entries(cases)) {
  rows[name] = {
    digitalBazaar: await digitalBazaar(site, credential),
    wallet: await wallet(credential),
    schema: schema(credential),
    token: jwt ? await token(site, jwt) : null
  };
}
const cells = Object.entries(rows).map(([name, {digitalBazaar, wallet, schema, token}]) => [
  name, digitalBazaar.credential, digitalBazaar.status,
  Object.entries(wallet).map(step => step.join(': ')).join(', '), schema, token ?? '–'
]);
const head = ['case', '@digitalbazaar/vc', '… its status', 'verifier-core', 'schema', 'token: jose'];
const table = [head, head.map(() => '---'), ...cells].map(row => `| ${row.join(' | ')} |\n`).join('');
process.stdout.write(process.argv.includes('--table') ?
  table : JSON.stringify({rows, table, refused: [...site.refused].sort()}));
