// Works a bill out anew from the export of a counter (Wh): a flat rate in micros of the currency before and after a moment, tax in percent.
// node docs/bill-from-export.mjs energy.csv <counter begins anew at> <micros before> <moment> <micros after> <tax>
import { readFileSync } from 'node:fs';
const [file, wrapsAt, before, moment, after, tax] = process.argv.slice(2);
const [, ...lines] = readFileSync(file, 'utf8').trim().split('\r\n');
const rows = lines.map((line) => ({ at: Date.parse(line.split(',')[0]), value: Number(line.split(',')[4]) }));
const grown = rows.slice(1).map(({ at, value }, row) => ({ at, wh: value - rows[row].value }));
const sum = (some) => BigInt(some.reduce((all, { wh }) => all + (wh < 0 ? wh + Number(wrapsAt) : wh), 0));
const halfUp = (value, by) => (2n * value + by) / (2n * by);
const isLate = ({ at }) => at >= Date.parse(moment);
const early = halfUp(sum(grown.filter((row) => !isLate(row))) * BigInt(before), 10_000_000n);
const late = halfUp(sum(grown.filter(isLate)) * BigInt(after), 10_000_000n);
console.log(`${[early, late].reduce((all, line) => all + line + halfUp(line * BigInt(tax), 100n), 0n)}`);
