// The twin of the document as a JSON Web Token.
import {createLocalJWKSet, decodeProtectedHeader, jwtVerify} from 'jose';

export async function token(site, jwt) {
  const {verificationMethod} = await site.fromDid(site.did);
  const keys = verificationMethod.filter(({publicKeyJwk}) => publicKeyJwk)
    .map(({id, publicKeyJwk}) => ({...publicKeyJwk, kid: id}));
  try {
    const {payload, protectedHeader} = await jwtVerify(
      jwt, createLocalJWKSet({keys}), {issuer: site.did, algorithms: ['ES256']});
    return payload.jti === payload.id && protectedHeader.kid.startsWith(`${site.did}#`) ?
      'verified' : 'refused: it speaks of something else';
  } catch(error) {
    return `refused: ${error.code}`;
  }
}
