// Text inside XML.

/** @param {string} text control characters, which XML does not allow at all, are left out */
export const escapeXml = (text) => text
  .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
  .replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
