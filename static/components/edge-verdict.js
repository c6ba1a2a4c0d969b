// A person's word about one edge: it is right, or it is not. Says that it was saved, and can be taken back.
import { html, useEffect, useState } from '../lib/html.js';
import { api } from '../api.js';
import { useAnswer } from '../lib/answer.js';
import { t } from '../lib/i18n.js';

/** @typedef {'confirm' | 'reject'} Verdict */
/** @typedef {{decision: string, verdict: Verdict} | null} Saved */

/** Whether this person may decide. */
export function useMayDecide() {
  const me = useAnswer('me', api.me).data;
  return me?.rights === 'curate' || me?.rights === 'admin';
}

/** @param {{edge: import('../types.js').Edge, onChange: () => void}} props onChange: the graph is another one now */
export function EdgeVerdict({ edge, onChange }) {
  const mayDecide = useMayDecide();
  const [saved, setSaved] = useState(/** @type {Saved} */ (null));
  const [isSaving, setSaving] = useState(false);
  const [problem, setProblem] = useState('');
  useEffect(() => {
    setSaved(null);
    setProblem('');
  }, [edge.id]);

  /** @param {() => Promise<Saved>} act */
  async function save(act) {
    setSaving(true);
    try {
      setSaved(await act());
      setProblem('');
      onChange();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
    setSaving(false);
  }

  /** @param {Verdict} verdict */
  const decide = (verdict) => save(async () => ({ decision: (await api.decisions.create({ kind: verdict, edge: edge.id })).id, verdict }));
  const undo = () => save(async () => {
    if (saved) await api.decisions.revert(saved.decision);
    return null;
  });

  if (!mayDecide) return null;
  return html`<div class="verdict">
    ${saved
      ? html`<p role="status">${t(`verdict.saved.${saved.verdict}`)} <button type="button" class="button small" disabled=${isSaving} onClick=${undo}>${t('verdict.undo')}</button></p>`
      : html`<p role="status" class="visually-hidden"></p>
        <button type="button" class="button small" disabled=${isSaving || edge.status === 'confirmed'} onClick=${() => decide('confirm')}>${t('verdict.confirm')}</button>
        <button type="button" class="button small" disabled=${isSaving || edge.status === 'rejected'} onClick=${() => decide('reject')}>${t('verdict.reject')}</button>`}
    ${problem && html`<p role="alert">${problem}</p>`}
  </div>`;
}
