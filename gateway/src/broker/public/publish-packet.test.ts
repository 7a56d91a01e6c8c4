import { generate } from 'mqtt-packet';
import { expect, it } from 'vitest';
import { pubackPackets, publishPacket } from './publish-packet.ts';

it.each([0, 1, 90, 105, 106, 107, 108, 109, 110, 127, 128, 16_000, 16_360, 16_361, 16_362, 16_363, 16_384, 65_000])(
  'a message of %i bytes is as the library writes it',
  (size) => {
    const topic = 'farm/node-1/commands';
    const payload = Buffer.alloc(size, 'x');
    for (const id of [undefined, 1, 0x1234, 65_535])
      for (const retain of [false, true])
        expect(publishPacket({ topic, payload, retain, id })).toEqual(
          generate({
            cmd: 'publish',
            topic,
            payload,
            retain,
            dup: false,
            qos: id === undefined ? 0 : 1,
            ...(id === undefined ? {} : { messageId: id }),
          }),
        );
  },
);

it('acknowledgements are as the library writes them', () => {
  const ids = [1, 0x1234, 65_535];
  expect(pubackPackets(ids)).toEqual(Buffer.concat(ids.map((messageId) => generate({ cmd: 'puback', messageId }))));
});
