import { topicOf, type Cancel, type RadioAnswer, type RadioRequest, type RadioWork } from '../../contract/index.ts';
import type { Actor } from '../people/actor.ts';
import { done, refused, type Farm, type FieldParts, type Outcome } from './farm.ts';
import { findFaultOfId, isLasting, outletAt, placeAsk, wantedId } from './radio-ask.ts';
import type { DeviceRecord } from './ports.ts';

/** A bridge that says nothing of its work for so long does it no more. */
const SILENCE_MS = 30_000;

/** One piece of work, while it is under way and as the last one of its bridge. */
interface Work {
  readonly request: RadioRequest;
  readonly actor: Actor;
  readonly device: string;
  readonly bridge: string;
  readonly startedAt: number;
  last: RadioAnswer | undefined;
  isOver: boolean;
  forgetTimer: Cancel;
}

/** Work at the radios that people ask for: one piece at a time a bridge, whoever asked, told to the site that asked. */
export class RadioWorks {
  readonly #parts: FieldParts;
  readonly #farm: Farm;
  /** The last piece of work of each bridge. */
  readonly #works = new Map<string, Work>();

  constructor(parts: FieldParts, farm: Farm) {
    this.#parts = parts;
    this.#farm = farm;
  }

  /** Hands work to the bridge that does it. The same id once more is the same work; `stop` ends what is under way, by any id. */
  ask(actor: Actor, device: string, request: RadioRequest): Outcome<{ readonly id: string }> {
    const state = this.#farm.find(actor.site, device);
    if (!state) return refused('not-found', `There is no device ${device} here.`);
    const placed = placeAsk(state.record, request);
    if (!placed.ok) return placed;
    const { bridge, ask } = placed.value;
    const last = this.#works.get(bridge);
    if (request.ask !== 'stop' && last?.request.id === request.id) return answerKnown(last, actor, device, request);
    const refusal = this.#refusalOf(actor, bridge, request);
    if (refusal) return refusal;
    if (request.ask !== 'stop') this.#begin(actor, device, bridge, request);
    this.#parts.publish(topicOf(bridge, 'asks'), ask);
    return done({ id: request.id });
  }

  /** What this site has under way at the bridge of a device of its own; null where that is nothing. */
  find(site: string, device: string): Outcome<RadioWork | null> {
    const state = this.#farm.find(site, device);
    if (!state) return refused('not-found', `There is no device ${device} here.`);
    const work = this.#underWay(state.record.via ?? device);
    return done(work?.actor.site === site ? viewOf(work) : null);
  }

  /** A bridge tells how its work goes on. What nobody asked for is nobody's to hear. */
  answer(bridge: string, answer: RadioAnswer): void {
    const work = this.#underWay(bridge);
    if (work?.request.id !== answer.id) return;
    work.last = answer;
    if (answer.kind === 'ended') this.#end(work, answer);
    else this.#awaitMore(work);
    this.#tell(work, answer);
  }

  stop(): void {
    for (const { forgetTimer } of this.#works.values()) forgetTimer();
  }

  #refusalOf(actor: Actor, bridge: string, request: RadioRequest): Outcome<never> | undefined {
    if (!this.#farm.carriers.isOnline(bridge))
      return refused(
        'conflict',
        `The radio bridge ${bridge} is not there. See that it has power and its program runs, then try again.`,
      );
    const underWay = this.#underWay(bridge);
    if (underWay && underWay.actor.site !== actor.site)
      return refused('conflict', 'This radio works for somebody else. Try again in a minute.');
    if (underWay && request.ask !== 'stop')
      return refused(
        'conflict',
        `This radio is busy: ${underWay.actor.name} asked for ${underWay.request.ask}. Wait for its end, or stop it.`,
      );
    return findFaultOfId(request, { site: actor.site, bridge, holder: this.#holderOf(actor.site, bridge, request) });
  }

  /** Ids on the air are names in topics as well, so an outlet behind another bridge may have it too: another site's first. */
  #holderOf(site: string, bridge: string, request: RadioRequest): DeviceRecord | undefined {
    const address = wantedId(request)?.address;
    if (address === undefined) return undefined;
    const holders = [...this.#farm.devices.values()]
      .map(({ record }) => record)
      .filter(({ id, via, address: own }) => id === outletAt(address) || (via === bridge && own === address));
    return holders.find((holder) => holder.site !== site) ?? holders[0];
  }

  #begin(actor: Actor, device: string, bridge: string, request: RadioRequest): void {
    const { id, ask, ...facts } = request;
    if (isLasting(request))
      this.#parts.audit.write({
        actor,
        action: `radio.${ask}`,
        subject: device,
        after: { id, ...facts },
        result: 'asked',
      });
    const startedAt = this.#parts.clock.wallMs();
    const work: Work = { request, actor, device, bridge, startedAt, last: undefined, isOver: false, forgetTimer() {} };
    this.#works.set(bridge, work);
    this.#awaitMore(work);
  }

  #awaitMore(work: Work): void {
    work.forgetTimer();
    work.forgetTimer = this.#parts.clock.after(SILENCE_MS, () => this.#giveUp(work));
  }

  #giveUp(work: Work): void {
    const note = `The radio bridge said nothing of it for ${SILENCE_MS / 1000} s.`;
    const answer: RadioAnswer = { id: work.request.id, kind: 'ended', ok: false, note };
    this.#end(work, answer);
    this.#tell(work, answer);
  }

  #end(work: Work, { ok, note }: { readonly ok: boolean; readonly note: string }): void {
    work.isOver = true;
    work.forgetTimer();
    const { request, actor, device } = work;
    if (!isLasting(request)) return;
    const means = ok ? meaningOf(request, device) : undefined;
    try {
      this.#parts.audit.write({
        actor,
        action: `radio.${request.ask}`,
        subject: device,
        after: { id: request.id, note, ...(means ? { means } : {}) },
        result: ok ? 'done' : 'failed',
      });
    } catch (error) {
      this.#parts.log.error({ err: error, device }, 'The outcome of work at the radio could not be written down');
    }
  }

  /** Nobody is told of a device that was taken from him meanwhile: it may be another's by now. */
  #tell({ actor, device }: Work, answer: RadioAnswer): void {
    if (!this.#farm.find(actor.site, device)) return;
    this.#parts.events.emit('change', { site: actor.site, change: { what: 'radio', device, answer } });
  }

  #underWay(bridge: string): Work | undefined {
    const work = this.#works.get(bridge);
    return work?.isOver === false ? work : undefined;
  }
}

function answerKnown(last: Work, actor: Actor, device: string, { id, ask }: RadioRequest): Outcome<{ id: string }> {
  return last.actor.site === actor.site && last.device === device && last.request.ask === ask
    ? done({ id })
    : refused('id-used', 'This id was used for other work. Make a new one for each.', '/id');
}

/** An outlet is named by its id on the air: with a new one it is another device, which somebody must adopt. */
function meaningOf(request: RadioRequest, device: string): string | undefined {
  if (request.ask !== 'set-id') return undefined;
  return `Nothing answers as ${device} any more; the outlet is seen anew as ${outletAt(request.to)}.`;
}

function viewOf({ request, device, actor, startedAt, last }: Work): RadioWork {
  return { id: request.id, ask: request.ask, device, by: actor.name, startedAt, ...(last ? { last } : {}) };
}
