import { VirtualClock } from '@farmgate/virtual-farm/clock';

/** The clock of tests: it stands still until a test moves it. */
export class FakeClock extends VirtualClock {}
