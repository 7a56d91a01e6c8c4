import type { AlertSeverity } from '@farmgate/gateway/contract';
import { msg, str } from '@lit/localize';

/** How bad it is, in a word. */
export const severityWords: Readonly<Record<AlertSeverity, () => string>> = {
  critical: () => msg('Critical', { id: 'severity-critical' }),
  warning: () => msg('Warning', { id: 'severity-warning' }),
  info: () => msg('For your information', { id: 'severity-info' }),
};

/** The words of the inbox, loaded when first asked for. English where a language has none. */
export const alertWords = {
  alerts: () => msg('Alerts', { id: 'alerts' }),
  open: () => msg('Open', { id: 'alerts-open' }),
  history: () => msg('What is over', { id: 'alerts-over' }),
  none: () => msg('All is well', { id: 'no-alerts' }),
  noneMeans: () => msg('Nothing needs you now. What goes wrong comes here.', { id: 'no-alerts-means' }),
  noneOver: () => msg('Nothing was ever wrong here.', { id: 'no-alerts-over' }),
  since: (when: string, ago: string) => msg(str`since ${when} (${ago})`, { id: 'alert-since' }),
  times: (n: string) => msg(str`${n} times`, { id: 'alert-times' }),
  last: (when: string) => msg(str`last ${when}`, { id: 'alert-last' }),
  isNew: () => msg('New', { id: 'alert-new' }),
  seenBy: (who: string, when: string) => msg(str`Seen by ${who}, ${when}`, { id: 'alert-seen-by' }),
  seen: () => msg('I have seen it', { id: 'alert-seen' }),
  clear: () => msg('It is over', { id: 'alert-clear' }),
  clearedAt: (when: string) => msg(str`over ${when}`, { id: 'alert-cleared' }),
  openDevice: () => msg('Open the device', { id: 'alert-device' }),
  older: () => msg('Older alerts', { id: 'alerts-older' }),
};
