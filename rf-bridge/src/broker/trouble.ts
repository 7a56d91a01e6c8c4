/** Another authority has signed, or nobody that is believed. */
const unbelieved: ReadonlySet<string> = new Set([
  'CERT_SIGNATURE_FAILURE',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** What came back was no TLS, or nothing. */
const wordless = /wrong version number|packet length too long|before secure TLS connection/;

/** Why a broker could not be joined, and what to do where it has not proved who it is. */
export function troubleOf(error: Error): string {
  const code = 'code' in error ? error.code : undefined;
  if (typeof code !== 'string') return error.message;
  if (unbelieved.has(code))
    return 'Its certificate is not of the authority that is believed. Give --ca the one of http://<gateway>/api/v1/nodes/ca.pem';
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return `Its certificate is of another name. Write the name or address that it has: ${namesOf(error)}`;
  if (code === 'CERT_NOT_YET_VALID' || code === 'CERT_HAS_EXPIRED')
    return 'Its certificate is not valid today. Is the clock of this machine right?';
  if (wordless.test(error.message))
    return 'No TLS was spoken at that port. MQTT over TLS is at 8883 where nothing else is set';
  return error.message;
}

function namesOf(error: Error): string {
  const names = 'cert' in error && hasNames(error.cert) ? error.cert.subjectaltname : '';
  return names.replaceAll(/DNS:|IP Address:/g, '') || error.message;
}

function hasNames(cert: unknown): cert is { readonly subjectaltname: string } {
  return (
    typeof cert === 'object' && cert !== null && 'subjectaltname' in cert && typeof cert.subjectaltname === 'string'
  );
}
