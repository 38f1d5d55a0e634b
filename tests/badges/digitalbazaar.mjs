// Digital Bazaar's verifier: the reference for Verifiable Credentials 2.0.
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {verifyCredential} from '@digitalbazaar/vc';
import {checkStatus} from '@digitalbazaar/vc-bitstring-status-list';

export async function digitalBazaar(site, credential) {
  const suite = new DataIntegrityProof({cryptosuite});
  const documentLoader = site.loader;
  const checked = await verifyCredential({
    credential, suite, documentLoader, checkStatus: ({credential}) =>
      checkStatus({credential, suite, documentLoader})
  });
  // `verified` of the status is true for what is revoked: only `status` of each result says it.
  const status = await checkStatus({credential, suite, documentLoader});
  return {
    credential: checked.verified ? 'verified' : `refused: ${why(checked.error ?? checked.statusResult.error)}`,
    status: status.error ? `refused: ${why(status.error)}` : status.results.map(
      ({credentialStatus, status}) => `${credentialStatus.statusPurpose}: ${status}`).join()
  };
}

// The first sentence that says something: they come one in another.
function why(error) {
  const inner = error.errors?.[0] ?? error.cause;
  return inner ? why(inner) : error.message.replace(/http[^"]+/g, '…').replace(/ \(\d[^)]*\)/g, '');
}
