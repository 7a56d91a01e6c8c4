import { beforeEach, describe, expect, it } from 'vitest';
import { Downlink, type Hearer } from './downlink.ts';
import { publishPacket } from './publish-packet.ts';

class Node implements Hearer {
  destroyed = false;
  readonly heard: Buffer[] = [];
  #id = 0;

  nextId(): number {
    return (this.#id += 1);
  }

  deliver(packet: Buffer): void {
    this.heard.push(packet);
  }
}

const topic = 'farm/bridge-1/roster';
const payload = Buffer.from('{"devices":[]}');
let outcasts: Set<Node>;
let downlink: Downlink<Node>;
let node: Node;

beforeEach(() => {
  outcasts = new Set();
  downlink = new Downlink((one) => !outcasts.has(one));
  node = new Node();
});

describe('what the gateway says', () => {
  it('goes to all that asked for it, with the QoS of each', () => {
    const other = new Node();
    downlink.add(node, topic, 1);
    downlink.add(other, topic, 0);
    downlink.say(topic, payload);
    downlink.say('farm/bridge-2/roster', payload);
    expect(node.heard).toEqual([publishPacket({ topic, payload, retain: false, id: 1 })]);
    expect(other.heard).toEqual([publishPacket({ topic, payload, retain: false, id: undefined })]);
  });

  it('goes once to who asked twice', () => {
    downlink.add(node, topic, 1);
    downlink.add(node, topic, 0);
    downlink.say(topic, payload);
    expect(node.heard).toEqual([publishPacket({ topic, payload, retain: false, id: undefined })]);
  });

  it('goes neither to who may no longer hear it nor to who no longer wants to', () => {
    downlink.add(node, topic, 1);
    outcasts.add(node);
    downlink.keep(topic, payload);
    downlink.add(node, topic, 1);
    outcasts.clear();
    downlink.remove(node, topic);
    downlink.say(topic, payload);
    expect(node.heard).toEqual([]);
  });
});

describe('what is kept', () => {
  it('is said at once to who is there, and to who asks later as what was kept', () => {
    const late = new Node();
    downlink.add(node, topic, 1);
    downlink.keep(topic, payload);
    downlink.add(late, topic, 1);
    expect(node.heard).toEqual([publishPacket({ topic, payload, retain: false, id: 1 })]);
    expect(late.heard).toEqual([publishPacket({ topic, payload, retain: true, id: 1 })]);
  });

  it('is gone when it is forgotten', () => {
    downlink.keep(topic, payload);
    downlink.forget(topic);
    downlink.add(node, topic, 1);
    expect(node.heard).toEqual([]);
  });
});
