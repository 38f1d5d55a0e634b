// What a browser fetches for each page, as the DevTools protocol tells it: headers included, compressed.

const KB = 1024;
export const MOST = {first: 100 * KB, next: 20 * KB, again: 20 * KB};

async function transferred(tab, address) {
  const client = await tab.createCDPSession();
  await client.send('Network.enable');
  let bytes = 0;
  const elsewhere = new Set();
  client.on('Network.loadingFinished', event => { bytes += event.encodedDataLength; });
  client.on('Network.requestWillBeSent', ({request}) => {
    // The signs within a browser's own fields are data: addresses of its own.
    if(/^https?:/.test(request.url) && new URL(request.url).origin !== new URL(address).origin) elsewhere.add(request.url);
  });
  await tab.goto(address, {waitUntil: 'networkidle0'});
  await client.detach();
  if(elsewhere.size) throw new Error(`${address} fetches from elsewhere: ${[...elsewhere].join(', ')}`);
  return bytes;
}

// The first page of a visit; a page after the first one, whose stylesheet and scripts are there already;
// and the same page once more.
export async function bytes(browser, page, home) {
  const visit = async (...addresses) => {
    const context = await browser.createBrowserContext();
    const tab = await context.newPage();
    const sums = [];
    for(const address of addresses) sums.push(await transferred(tab, address));
    await context.close();
    return sums;
  };
  const [first, again] = await visit(page.address, page.address);
  const next = page.address === home ? again : (await visit(home, page.address))[1];
  return {first, next, again};
}
