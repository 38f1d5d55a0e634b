// Every kind of public page of a running register, found by its own links.
// `hidden` pages ask search engines to leave them out: they are forms to be filled in, not to be found.

const link = (html, pattern) => html.match(pattern)?.[1].replaceAll('&amp;', '&');

export async function pages(site) {
  const read = async address => (await fetch(address)).text();
  const home = (await fetch(site)).url;
  const at = address => new URL(address, home).href;
  const list = await read(at('experts/?level=gold'));
  const expert = at(link(list, /<h3><a href="([^"]+)"/));
  const certificate = at(link(await read(expert), /href="([^"]*\/verify\/[^"]+)"/));
  const course = at(link(await read(at('courses/')), /<h3><a href="([^"]+)"/));
  const asked = [
    {kind: 'home', address: home},
    {kind: 'list', address: at('experts/')},
    {kind: 'list, filtered', address: at('experts/?country=NO&level=bronze&status=valid&status=expired')},
    {kind: 'profile', address: expert},
    {kind: 'courses', address: at('courses/')},
    {kind: 'course', address: course},
    {kind: 'application', address: `${course}apply/`, hidden: true},
    {kind: 'check', address: at('verify/')},
    {kind: 'certificate', address: certificate},
    {kind: 'about', address: at('about/')},
    {kind: 'concern', address: at(`concerns/new/?kind=correction&about=${expert.split('/').at(-2)}`), hidden: true},
    {kind: 'levels', address: at('levels/')},
    {kind: 'statistics', address: at('statistics/')},
    {kind: 'shortlist', address: at(`shortlist/?expert=${expert.split('/').at(-2)}`), hidden: true},
    {kind: 'contact', address: `${expert}contact/`, hidden: true}
  ];
  for(const {address} of asked) {
    const {status} = await fetch(address);
    if(status !== 200) throw new Error(`${address} answers ${status}.`);
  }
  return asked;
}
