// The page's start.
import { createRoot } from 'react-dom/client';
import 'slack-blocks-to-jsx/dist/style.css';
import './styles/base.css';
import './styles/frame.css';
import './styles/sidebar.css';
import './styles/messages.css';
import './styles/composer.css';
import './styles/elements.css';
import './styles/modal.css';
import './styles/menu.css';
import './styles/blocks.css';
import './styles/github.css';
import { App } from './app.js';

const place = document.getElementById('page');
if (place) createRoot(place).render(<App />);
