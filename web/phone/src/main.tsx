import { render } from 'preact';
import { App } from './app';
import './phone.css';

const root = document.getElementById('phone');
if (root) render(<App />, root);
