// What VerifierPlus and the Learner Credential Wallet run. It has no document loader to set.
import {verifyCredential} from '@digitalcredentials/verifier-core';

export async function wallet(credential) {
  const {errors, error, log = []} = await verifyCredential({
    credential: structuredClone(credential), knownDIDRegistries: []
  });
  if(errors) {
    return {fatal: errors.map(({name}) => name).join()};
  }
  if(error) {
    return {refused: error.message.replace(/ \(\d[^)]*\)/g, '')};
  }
  const steps = {};
  for(const {id, valid, error} of log) {
    steps[id] = error ? error.name : valid;
  }
  // Whether some registry of issuers knows the issuer is not asked: none is given.
  delete steps.registered_issuer;
  return steps;
}
