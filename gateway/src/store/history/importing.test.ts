import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PointDefinition } from '../../contract/index.ts';
import type { ImportFarm } from '../../domain/history/import-draft.ts';
import { readImport } from './importing.ts';

const NOW = Date.UTC(2026, 5, 1);
const AT = Date.UTC(2026, 0, 1, 6);
const points: Readonly<Record<string, PointDefinition>> = {
  power: { id: 'power', kind: 'measure', label: 'Power', unit: 'W', min: 0, max: 5_000 },
  relay: { id: 'relay', kind: 'switch', label: 'Relay', unit: '' },
};
const farm: ImportFarm = {
  hasDevice: (device) => device === 'pump-1' || device === 'pump-2',
  pointOf: (_device, point) => points[point],
  now: NOW,
};

async function read(text: string, size = 7) {
  const draft = await readImport(piecesOf(text, size), farm);
  return { series: draft.series, faults: draft.faults, count: draft.faultCount };
}

async function* piecesOf(text: string, size: number) {
  // The first has the first line.
  const head = text.indexOf('\n') + 1 || text.length;
  yield text.slice(0, head);
  for (let at = head; at < text.length; at += size) yield text.slice(at, at + size);
}

describe('a table with a reading a line', () => {
  it('is read as an export has it', async () => {
    const text =
      'time,local,device,point,value,quality\r\n' +
      '2026-01-01T06:00:00.040Z,2026-01-01T12:00:00.040+06:00,pump-1,power,230.5,good\r\n' +
      '2026-01-01T06:00:05Z,,pump-1,power,9000,stale\r\n' +
      '2026-01-01 12:00:10+06:00,,pump-1,power,9000,\r\n' +
      `${AT},,pump-2,relay,true,good\r\n`;
    expect(await read(text)).toEqual({
      count: 0,
      faults: [],
      series: [
        {
          device: 'pump-1',
          point: 'power',
          at: [AT + 40, AT + 5_000, AT + 10_000],
          value: [230.5, 9_000, 9_000],
          quality: ['good', 'stale', 'out-of-range'],
        },
        { device: 'pump-2', point: 'relay', at: [AT], value: [1], quality: ['good'] },
      ],
    });
  });

  it('has its columns in any order, a mark at its begin and quoted cells', async () => {
    const { series } = await read('\uFEFFValue,"Point",device,TIME\n"4.5",power,pump-1,2026-01-01T06:00Z\n\n');
    expect(series).toEqual([{ device: 'pump-1', point: 'power', at: [AT], value: [4.5], quality: ['good'] }]);
  });
});

describe('a table with a moment a line', () => {
  it('has a column for each series, and cells without a reading', async () => {
    const { series, count } = await read(
      'time\tpump-1/power\tpump-2/relay\n2026-01-01T06:00Z\t4\t\n2026-01-01T06:01Z\t\t0\n',
    );
    expect(count).toBe(0);
    expect(series).toEqual([
      { device: 'pump-1', point: 'power', at: [AT], value: [4], quality: ['good'] },
      { device: 'pump-2', point: 'relay', at: [AT + 60_000], value: [0], quality: ['good'] },
    ]);
  });

  it('has decimal commas where semicolons part its cells', async () => {
    const { series } = await read('time;pump-1/power\n2026-01-01T06:00Z;4,25\n');
    expect(series[0]?.value).toEqual([4.25]);
  });
});

describe('what cannot be read', () => {
  it.each([
    ['', 1, /first line has to name/],
    ['when,what\n1,2', 1, /first line has to name/],
    ['time,pump-9/power\n', 1, /no device “pump-9” here/],
    ['time,pump-1/colour\n', 1, /no point “colour”/],
    ['time,device,point,value\n2026-01-01T06:00Z,pump-9,power,1', 2, /no device “pump-9” here/],
    ['time,pump-1/power\n01.02.2026 06:00,4', 2, /“01.02.2026 06:00” is no time such as/],
    ['time,pump-1/power\n2026-01-01T06:00,4', 2, /is no time such as/],
    ['time,pump-1/power\n2026-13-01T06:00Z,4', 2, /is no time such as/],
    ['time,pump-1/power\n1999-01-01T06:00Z,4', 2, /before the year 2000/],
    ['time,pump-1/power\n2026-06-02T06:00Z,4', 2, /still to come/],
    ['time,pump-1/power\n\n2026-01-01T06:00Z,=1+1', 3, /“=1\+1” is no number/],
    ['time,pump-1/power\n2026-01-01T06:00Z,Infinity', 2, /no number/],
    ['time,pump-1/power\n2026-01-01T06:00Z,0x10', 2, /no number/],
    ['time,pump-1/relay\n2026-01-01T06:00Z,2', 2, /neither true nor false/],
    ['time,device,point,value,quality\n2026-01-01T06:00Z,pump-1,power,1,fine', 2, /no quality: good, /],
    ['time,pump-1/power\n2026-01-01T06:00Z,"4', 2, /quotation mark/],
  ])('%j is told with its line', async (text, line, why) => {
    const { faults } = await read(text);
    expect(faults[0]).toEqual({ line, why: expect.stringMatching(why) });
  });

  it('is told twenty times and counted', async () => {
    const { faults, count } = await read(`time,pump-1/power\n${'x,1\n'.repeat(3_000)}`, 1_000);
    expect([faults.length, count]).toEqual([20, 3_000]);
  });

  it('never throws, whatever the text', async () => {
    const line = fc.oneof(
      fc.string(),
      fc.constantFrom('time,device,point,value', 'time;pump-1/power', '2026-01-01T06:00Z,pump-1,power,1', '"', ',,,,,'),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 8 }), async (lines) => {
        const { series } = await read(lines.join('\n'));
        for (const { at, value, quality } of series)
          expect([value.length, quality.length]).toEqual([at.length, at.length]);
      }),
    );
  });
});
