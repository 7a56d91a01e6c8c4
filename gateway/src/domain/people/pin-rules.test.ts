import { expect, it } from 'vitest';
import { findFaultInPin } from './pin-rules.ts';

it.each(['0000', '77777777', '1234', '012345', '98765', '4321'])('finds fault in %s', (pin) => {
  expect(findFaultInPin(pin)).toBeTypeOf('string');
});

it.each(['1357', '2580', '11112', '90210', '12345679'])('finds none in %s', (pin) => {
  expect(findFaultInPin(pin)).toBeUndefined();
});
