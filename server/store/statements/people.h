/* statements/people.h: the part of statements.h about people (people.c). */
#ifndef PS_STORE_STATEMENTS_PEOPLE_H
#define PS_STORE_STATEMENTS_PEOPLE_H

// clang-format off
#define STATEMENTS_PEOPLE(X) \
    X(TOKEN_BY_ID, "SELECT 1 FROM token WHERE id = ?1")                                            \
    X(TOKEN_ADD,                                                                                   \
      "INSERT INTO token (id, name, rights, secret_hash, created_ms, expires_ms, revoked_ms) "     \
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, 0)")                                                        \
    X(TOKEN_REVOKE,                                                                                \
      "UPDATE token SET revoked_ms = ?2 WHERE id = ?1 AND revoked_ms = 0 RETURNING id")            \
    X(SCAN_TOKENS,                                                                                 \
      "SELECT id, name, rights, secret_hash, created_ms, expires_ms, revoked_ms FROM token "       \
      "ORDER BY created_ms, id")                                                                   \
    X(SESSION_ADD,                                                                                 \
      "INSERT INTO session (secret_hash, token_id, expires_ms) VALUES (?1, ?2, ?3)")               \
    X(SESSION_DELETE, "DELETE FROM session WHERE secret_hash = ?1")                                \
    X(SESSION_DELETE_OF_TOKEN, "DELETE FROM session WHERE token_id = ?1")                          \
    X(SCAN_EXPIRED_SESSIONS, "DELETE FROM session WHERE expires_ms < ?1")                          \
    X(SCAN_SESSIONS, "SELECT secret_hash, token_id, expires_ms FROM session")                      \
    X(AUDIT_ADD,                                                                                   \
      "INSERT INTO audit (at_ms, person, token_id, action, target, status, remote) "               \
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")                                                       \
    X(AUDIT_LIST,                                                                                  \
      "SELECT seq, at_ms, person, token_id, action, target, status, remote FROM audit "            \
      "WHERE seq < ?1 ORDER BY seq DESC LIMIT ?2")
// clang-format on

#endif
