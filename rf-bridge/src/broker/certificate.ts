import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';

const HOW_TO_GET = 'Get the farm’s with: curl -o ca.pem http://<gateway>/api/v1/nodes/ca.pem';

/**
 * The certificate of a file, PEM, for `brokerAt`. `print`: the SHA-256 it must have, base64url, as the gateway shows it beside a
 * credential. Throws a sentence where it cannot be read, is none or is another one.
 */
export function certificateFrom(file: string, print?: string): string {
  const pem = readText(file);
  const found = printOf(pem, file);
  if (print !== undefined && found !== print)
    throw new Error(
      `${file} is not the certificate with the fingerprint ${print}, but the one with ${found}. ${HOW_TO_GET}, and compare with what the gateway shows`,
    );
  return pem;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Error(`The certificate ${file} cannot be read. ${HOW_TO_GET}`, { cause: error });
  }
}

function printOf(pem: string, file: string): string {
  try {
    return createHash('sha256').update(new X509Certificate(pem).raw).digest('base64url');
  } catch (error) {
    throw new Error(`${file} holds no certificate in PEM. ${HOW_TO_GET}`, { cause: error });
  }
}
