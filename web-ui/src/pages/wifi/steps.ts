import type { CredentialKind, NodeSecret } from '@farmgate/gateway/contract';
import { html, nothing, type TemplateResult } from 'lit';
import '../../components/copy-line.ts';
import { networkWords } from '../../i18n/network-words.ts';

/** What of an address is typed into fields of its own. */
interface Place {
  readonly host: string;
  readonly port: string;
}

type Step = TemplateResult | string;
type Field = readonly [label: string, value: string];

/** What is to be done with a secret, in order, at the thing that gets it. */
export function stepsFor(secret: NodeSecret): TemplateResult {
  return html`<ol class="steps stack">
    ${stepsOf[secret.kind](secret).map((step) => html`<li><div class="stack">${step}</div></li>`)}
  </ol>`;
}

/** Nodes and bridges do with what is encrypted; plugs of other makers speak plain MQTT, which not every gateway offers. */
export function lacksPlain({ kind, mqtt }: Pick<NodeSecret, 'kind' | 'mqtt'>): boolean {
  if (kind === 'node' || (kind === 'bridge' && mqtt.tls !== undefined)) return false;
  return mqtt.plain === undefined;
}

/** Fields are named as on the maker's own page, which is in English. */
const stepsOf: Readonly<Record<CredentialKind, (secret: NodeSecret) => Step[]>> = {
  node: nodeSteps,
  bridge: bridgeSteps,
  shared: (secret) => [networkWords.stepSharedGive(), fields(sharedFields(secret)), networkWords.stepSharedAdopt()],
  tasmota: (secret) => [
    networkWords.stepTasmotaOpen(),
    fields(tasmotaFields(secret)),
    networkWords.stepTasmotaTopic(),
    networkWords.stepSave(),
  ],
  shelly: (secret) => [
    networkWords.stepShellyOpen(),
    fields(shellyFields(secret)),
    networkWords.stepShellyOptions(),
    networkWords.stepSave(),
  ],
};

function nodeSteps({ qr, http }: NodeSecret): Step[] {
  return [
    copyStep(networkWords.stepNodeGive(), networkWords.allInOne(), qr),
    networkWords.stepNodePower(),
    networkWords.stepNodeHttp(http),
  ];
}

/** Over TLS wherever that is offered: in clear whoever is on the network reads the secret. */
function bridgeSteps({ id, secret, mqtt, ca }: NodeSecret): Step[] {
  const file = `${id}.secret`;
  const isSafe = mqtt.tls !== undefined && ca !== undefined;
  const { host, port } = placeOf(isSafe ? mqtt.tls : mqtt.plain);
  const broker = `${isSafe ? 'tls' : 'tcp'}:${host ? `${host}:${port}` : '…'}`;
  const trust = isSafe ? ` --ca ca.pem --ca-print ${ca.sha256}` : '';
  return [
    copyStep(networkWords.stepBridgeFile(), file, secret),
    ...(isSafe ? [commandStep(networkWords.stepBridgeCa(), `curl -o ca.pem ${ca.url}`)] : []),
    commandStep(
      networkWords.stepBridgeStart(),
      `farmgate bridge --id ${id} --broker ${broker}${trust} --secret-file ${file} --radio serial:/dev/ttyUSB0`,
    ),
  ];
}

function commandStep(sentence: string, command: string): TemplateResult {
  return copyStep(sentence, networkWords.command(), command);
}

function copyStep(sentence: string, label: string, value: string): TemplateResult {
  return html`<p>${sentence}</p>
    <fg-copy-line .label=${label} .value=${value}></fg-copy-line>`;
}

function sharedFields({ id, secret, mqtt }: NodeSecret): Field[] {
  const { host, port } = placeOf(mqtt.plain);
  return [
    ['Host', host],
    ['Port', port],
    ['User', id],
    ['Password', secret],
  ];
}

function tasmotaFields(secret: NodeSecret): Field[] {
  return [...sharedFields(secret), ['Topic', secret.id]];
}

function shellyFields({ id, secret, mqtt }: NodeSecret): Field[] {
  const { host, port } = placeOf(mqtt.plain);
  return [
    ['Server', port ? `${host}:${port}` : host],
    ['Client ID', id],
    ['MQTT prefix', id],
    ['Username', id],
    ['Password', secret],
  ];
}

/** What has no value yet is left out: the sentence on plain MQTT says why. */
function fields(list: readonly Field[]): TemplateResult {
  return html`<p>${networkWords.stepType()}</p>
    ${list.map(([label, value]) => (value ? html`<fg-copy-line .label=${label} .value=${value}></fg-copy-line>` : nothing))}`;
}

function placeOf(address: string | undefined): Place {
  if (address === undefined) return { host: '', port: '' };
  // Browsers agree on the parts of http alone.
  const { hostname, port } = new URL(address.replace(/^\w+:/, 'http:'));
  return { host: hostname, port };
}
