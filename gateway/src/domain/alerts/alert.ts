import type { AlertSeverity } from '../../contract/index.ts';
import type { AlertRecord } from './ports.ts';

/** What an alert is about and says. Who raises it knows its rule. */
export interface AlertCause {
  readonly site: string;
  /** As a code: `device-offline`. */
  readonly rule: string;
  /** Which of them; with site and rule it names the alert. */
  readonly subject: string;
  readonly device?: string | undefined;
  readonly point?: string | undefined;
  readonly severity: AlertSeverity;
  readonly sentence: string;
  readonly remedy: string;
  /** So long it has to be so before it is told. Unit: ms. */
  readonly raiseAfterMs?: number;
  /** So long it has to be over before it is cleared; when it begins again meanwhile it is the same alert. Unit: ms. */
  readonly clearAfterMs?: number;
}

/** Names what is one alert as long as it is open. */
export function keyOf({ site, rule, subject }: Pick<AlertCause, 'site' | 'rule' | 'subject'>): string {
  return `${site} ${rule} ${subject}`;
}

/** An alert that begins. `now`: wall ms. */
export function raise(cause: AlertCause, id: string, now: number): AlertRecord {
  const { site, rule, subject, device, point, severity, sentence, remedy } = cause;
  return {
    site,
    id,
    rule,
    subject,
    ...(device === undefined ? {} : { device }),
    ...(point === undefined ? {} : { point }),
    severity,
    state: 'active',
    sentence,
    remedy,
    count: 1,
    firstAt: now,
    lastAt: now,
  };
}

/** It began or happened once more: counted, with what it says now. What is critical is to be acknowledged again. */
export function repeat(alert: AlertRecord, { severity, sentence, remedy }: AlertCause, now: number): AlertRecord {
  const { acknowledgedAt: _at, acknowledgedBy: _by, ...rest } = alert;
  const again = { severity, sentence, remedy, count: alert.count + 1, lastAt: now };
  return severity === 'critical' ? { ...rest, ...again, state: 'active' } : { ...alert, ...again };
}

const rising: readonly AlertSeverity[] = ['info', 'warning', 'critical'];

/** Whether this is worse than what the alert of it says. */
export function isGraver({ severity }: AlertCause, alert: AlertRecord | undefined): boolean {
  return alert !== undefined && rising.indexOf(severity) > rising.indexOf(alert.severity);
}

export function acknowledge(alert: AlertRecord, by: string, now: number): AlertRecord {
  return { ...alert, state: 'acknowledged', acknowledgedBy: by, acknowledgedAt: now };
}

export function clear(alert: AlertRecord, now: number): AlertRecord {
  return { ...alert, state: 'cleared', clearedAt: now };
}
