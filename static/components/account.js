// Who is signed in, and the way out; nothing in an open library.
import { withBase } from '../lib/base-path.js';
import { html, useEffect, useState } from '../lib/html.js';
import { api } from '../api.js';
import { t } from '../lib/i18n.js';

async function signOut() {
  await api.session.delete();
  location.assign(withBase('/sign-in'));
}

export function Account() {
  const [me, setMe] = useState(/** @type {import('../types.js').Me | null} */ (null));
  useEffect(() => {
    const stop = new AbortController();
    api.me(stop.signal).then(setMe, () => setMe(null));
    return () => stop.abort();
  }, []);
  if (!me?.name || me.open) return null;
  return html`<button type="button" class="control account" title=${t('sign-out.title', { name: me.name })}
    onClick=${signOut}>${me.name}</button>`;
}
