import * as z from 'zod/mini';
import {
  BillAnswer,
  BillParts,
  type BudgetEntry,
  BudgetStanding,
  BudgetView,
  EnergyNow,
  EnergySettings,
  type RealBillEntry,
  RealBillView,
  type TariffEntry,
  TariffPreset,
  type TariffTrial,
  TariffTrialAnswer,
  TariffView,
  User,
  UsesAnswer,
  VarianceView,
} from '@farmgate/gateway/contract';
import type { Answer } from './answer.ts';
import type { Send } from './send.ts';

/** What energy costs: bills, tariffs and budgets. */
export interface EnergyApi {
  /** `month`: `2026-11`. */
  bill(month: string): Promise<Answer<BillAnswer>>;
  parts(month: string): Promise<Answer<BillParts>>;
  /** What flows at this moment, and what it costs. */
  now(): Promise<Answer<EnergyNow>>;
  /** By what the farm knows its energy. */
  settings(): Promise<Answer<EnergySettings>>;
  saveSettings(body: EnergySettings): Promise<Answer<EnergySettings>>;
  /** What the runs of each person took: one’s own, or for an admin everybody’s. */
  people(month: string): Promise<Answer<UsesAnswer>>;
  /** For whom a budget may be; only an admin is told. */
  users(): Promise<Answer<{ users: User[] }>>;
  tariffs(): Promise<Answer<{ tariffs: TariffView[] }>>;
  versions(id: string): Promise<Answer<{ versions: TariffView[] }>>;
  presets(): Promise<Answer<{ presets: TariffPreset[] }>>;
  tryOut(body: TariffTrial): Promise<Answer<TariffTrialAnswer>>;
  addTariff(body: TariffEntry): Promise<Answer<TariffView>>;
  changeTariff(id: string, body: TariffEntry): Promise<Answer<TariffView>>;
  removeTariff(id: string, reason: string): Promise<Answer<void>>;
  budgets(): Promise<Answer<{ budgets: BudgetView[] }>>;
  standing(id: string): Promise<Answer<BudgetStanding>>;
  addBudget(body: BudgetEntry): Promise<Answer<BudgetView>>;
  changeBudget(id: string, body: BudgetEntry): Promise<Answer<BudgetView>>;
  removeBudget(id: string): Promise<Answer<void>>;
  realBills(): Promise<Answer<{ bills: RealBillView[] }>>;
  enterBill(body: RealBillEntry): Promise<Answer<RealBillView>>;
  removeBill(id: string): Promise<Answer<void>>;
  variance(id: string): Promise<Answer<VarianceView>>;
}

const UserList = z.object({ users: z.array(User) });
const TariffList = z.object({ tariffs: z.array(TariffView) });
const VersionList = z.object({ versions: z.array(TariffView) });
const PresetList = z.object({ presets: z.array(TariffPreset) });
const BudgetList = z.object({ budgets: z.array(BudgetView) });
const BillList = z.object({ bills: z.array(RealBillView) });
/** A month takes a small gateway longer than a switch. */
const TIMEOUT_MS = 30_000;

/** The requests of what energy costs, on a signed-in sender. */
export function createEnergyApi(send: Send): EnergyApi {
  const slow = () => ({ signal: AbortSignal.timeout(TIMEOUT_MS) });
  return {
    bill: (month) => send({ method: 'GET', path: `/bills/${month}`, schema: BillAnswer, ...slow() }),
    parts: (month) => send({ method: 'GET', path: `/bills/${month}/parts`, schema: BillParts, ...slow() }),
    now: () => send({ method: 'GET', path: '/energy/now', schema: EnergyNow }),
    settings: () => send({ method: 'GET', path: '/energy/settings', schema: EnergySettings }),
    saveSettings: (body) => send({ method: 'PUT', path: '/energy/settings', body, schema: EnergySettings }),
    people: (month) =>
      send({ method: 'GET', path: `/energy/uses?by=person&month=${month}`, schema: UsesAnswer, ...slow() }),
    users: () => send({ method: 'GET', path: '/users', schema: UserList }),
    tariffs: () => send({ method: 'GET', path: '/tariffs', schema: TariffList }),
    versions: (id) => send({ method: 'GET', path: `/tariffs/${id}/versions`, schema: VersionList }),
    presets: () => send({ method: 'GET', path: '/tariff-presets', schema: PresetList }),
    tryOut: (body) => send({ method: 'POST', path: '/tariff-trials', body, schema: TariffTrialAnswer }),
    addTariff: (body) => send({ method: 'POST', path: '/tariffs', body, schema: TariffView }),
    changeTariff: (id, body) => send({ method: 'PUT', path: `/tariffs/${id}`, body, schema: TariffView }),
    removeTariff: (id, reason) =>
      send({ method: 'DELETE', path: `/tariffs/${id}${reason ? `?reason=${encodeURIComponent(reason)}` : ''}` }),
    budgets: () => send({ method: 'GET', path: '/budgets', schema: BudgetList }),
    standing: (id) => send({ method: 'GET', path: `/budgets/${id}/standing`, schema: BudgetStanding, ...slow() }),
    addBudget: (body) => send({ method: 'POST', path: '/budgets', body, schema: BudgetView }),
    changeBudget: (id, body) => send({ method: 'PUT', path: `/budgets/${id}`, body, schema: BudgetView }),
    removeBudget: (id) => send({ method: 'DELETE', path: `/budgets/${id}` }),
    realBills: () => send({ method: 'GET', path: '/real-bills', schema: BillList }),
    enterBill: (body) => send({ method: 'POST', path: '/real-bills', body, schema: RealBillView, ...slow() }),
    removeBill: (id) => send({ method: 'DELETE', path: `/real-bills/${id}` }),
    variance: (id) => send({ method: 'GET', path: `/real-bills/${id}/variance`, schema: VarianceView, ...slow() }),
  };
}

/** Where the browser gets the sheet of a month. */
export function sheetPath(month: string, kind: 'csv' | 'pdf'): string {
  return `/api/v1/bills/${month}/sheet.${kind}`;
}
