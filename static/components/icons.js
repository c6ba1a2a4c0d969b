// Line drawings on a 24-unit grid, in the colour of the text around them.
import { html } from '../lib/html.js';

/** @param {string} path */
const icon = (path) => () => html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d=${path} /></svg>`;

export const SearchIcon = icon('M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.3 15.3 20 20');
export const PaperIcon = icon('M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6');
export const ConceptIcon = icon('M12 4a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5zM5.5 15a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5zM18.5 15a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5zM10.7 8.7l-4 6.5M13.3 8.7l4 6.5M8 17.5h8');
export const GraphIcon = icon('M6 4a2 2 0 1 0 0 4 2 2 0 0 0 0-4zM18 7a2 2 0 1 0 0 4 2 2 0 0 0 0-4zM9 16a2 2 0 1 0 0 4 2 2 0 0 0 0-4zM8 6.4l8 2.1M6.5 8l2 8M16.6 10.4l-6.1 6.2');
export const NoteIcon = icon('M4 5h16M4 10h16M4 15h10M4 20h7');
export const SunIcon = icon('M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v2.5M12 19.5V22M2 12h2.5M19.5 12H22M4.9 4.9l1.8 1.8M17.3 17.3l1.8 1.8M19.1 4.9l-1.8 1.8M6.7 17.3l-1.8 1.8');
export const MoonIcon = icon('M20 14.5A8.5 8.5 0 1 1 9.5 4a7 7 0 0 0 10.5 10.5z');
export const SystemIcon = icon('M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 3v18M12 7l5-2M12 12l8.5-2M12 17l7.5-2');
export const HelpIcon = icon('M3 6h18v12H3zM6.5 9.5h.01M10 9.5h.01M14 9.5h.01M17.5 9.5h.01M7.5 14.5h9');
export const CloseIcon = icon('M7 7l10 10M17 7 7 17');
export const FilterIcon = icon('M4 7h16M7 12h10M10 17h4');
export const AddIcon = icon('M12 5v14M5 12h14');
export const SettingsIcon = icon('M4 7h9M17 7h3M4 17h3M11 17h9M15 4.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5zM9 14.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z');
export const ArrowIcon = icon('M5 12h14M13 6l6 6-6 6');

export const Logo = () => html`<svg class="logo-mark" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
  <path class="logo-sheet" d="M12 3 3 7.5 12 12l9-4.5z" /><path d="m3 12 9 4.5 9-4.5M3 16.5l9 4.5 9-4.5" /></svg>`;
