import './api/no-eval.ts';
import './app.ts';
