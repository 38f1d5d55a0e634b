// The members of an OpenBadgeCredential that the register uses, as the data model of Open Badges 3.0.3
// describes them (its own JSON schema comes in no package). Closed: a member too many is an error.
import addFormats from 'ajv-formats';
import {Ajv2019} from 'ajv/dist/2019.js';

const text = {type: 'string', minLength: 1};
const uri = {type: 'string', format: 'uri'};
const moment = {type: 'string', format: 'date-time'};
const types = (...names) => ({
  type: 'array', uniqueItems: true, items: text, allOf: names.map(name => ({contains: {const: name}}))
});
const closed = (properties, ...optional) => ({
  type: 'object', properties, additionalProperties: false,
  required: Object.keys(properties).filter(name => !optional.includes(name))
});

const profile = closed({id: uri, type: types('Profile'), name: text, url: uri});
const identity = closed({
  type: {const: 'IdentityObject'}, identityType: {enum: ['emailAddress', 'name']},
  hashed: {type: 'boolean'}, identityHash: text, salt: text
}, 'salt');
identity.if = {properties: {hashed: {const: true}}};
identity.then = {
  properties: {identityHash: {type: 'string', pattern: '^sha256\\$[0-9a-f]{64}$'}}, required: ['salt']
};
const achievement = closed({
  id: uri, type: types('Achievement'), achievementType: {const: 'Certification'}, name: text,
  description: text, criteria: closed({narrative: text}), creator: profile,
  image: closed({id: uri, type: {const: 'Image'}, caption: text})
});
const credential = closed({
  '@context': {
    type: 'array', minItems: 2, items: uri, allOf: [
      {contains: {const: 'https://www.w3.org/ns/credentials/v2'}},
      {contains: {const: 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'}}
    ]
  },
  id: uri, type: types('VerifiableCredential', 'OpenBadgeCredential'), name: text, issuer: profile,
  validFrom: moment, validUntil: moment,
  credentialSubject: closed({
    id: uri, type: types('AchievementSubject'), achievement, licenseNumber: text,
    identifier: {type: 'array', minItems: 1, items: identity}
  }, 'identifier', 'licenseNumber'),
  evidence: {
    type: 'array', minItems: 1, items: closed({id: uri, type: types('Evidence'), name: text})
  },
  credentialStatus: closed({
    id: uri, type: {const: 'BitstringStatusListEntry'},
    statusPurpose: {enum: ['suspension', 'revocation']},
    statusListIndex: {type: 'string', pattern: '^[0-9]{1,6}$'}, statusListCredential: uri
  }),
  proof: closed({
    type: {const: 'DataIntegrityProof'}, cryptosuite: {const: 'eddsa-rdfc-2022'}, created: moment,
    verificationMethod: uri, proofPurpose: {const: 'assertionMethod'}, proofValue: text
  })
}, 'validUntil', 'evidence');

const ajv = new Ajv2019({allErrors: true, strict: false});
addFormats.default(ajv);
const validate = ajv.compile(credential);

export function schema(document) {
  return validate(document) ? 'follows' :
    validate.errors.map(({instancePath, message}) => `${instancePath} ${message}`).join('; ');
}
