import '../app.ts';
import '../styles/page.css';
import type { App } from '../app.ts';
import { FakeGateway, type FakeGatewayState } from './fake-gateway.ts';

/** How a test opens the page. */
export interface Opening extends Partial<FakeGatewayState> {
  readonly path?: string;
  readonly theme?: 'light' | 'dark';
  /** Undefined: nobody chose a language here yet. */
  readonly language?: string | undefined;
}

let opened: FakeGateway | undefined;

/** Opens the whole page with a gateway of its own, in place of whatever was open before. */
export function openApp({ path = '/', theme = 'light', ...rest }: Opening = {}): FakeGateway {
  const { language = 'language' in rest ? undefined : 'en', ...state } = rest;
  localStorage.clear();
  if (language) localStorage.setItem('farmgate.language', language);
  localStorage.setItem('farmgate.preferences', JSON.stringify({ theme }));
  history.replaceState(null, '', path);
  document.querySelector('fg-app')?.remove();
  opened?.stop();
  const gateway = new FakeGateway(state);
  opened = gateway;
  const app: App = document.createElement('fg-app') as App;
  app.ports = gateway;
  document.body.append(app);
  return gateway;
}
