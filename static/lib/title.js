import { useEffect } from './html.js';

/** Names the tab. @param {string | undefined} title */
export function useTitle(title) {
  useEffect(() => {
    document.title = title ? `${title} · paperstack` : 'paperstack';
  }, [title]);
}
