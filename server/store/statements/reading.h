/* statements/reading.h: the part of statements.h about reading states (reading.c). */
#ifndef PS_STORE_STATEMENTS_READING_H
#define PS_STORE_STATEMENTS_READING_H

// clang-format off
#define STATEMENTS_READING(X) \
    X(READING_SUPERSEDE,                                                                           \
      "UPDATE reading SET is_current = 0 WHERE person = ?1 AND paper_id = ?2")                     \
    X(READING_PUT,                                                                                 \
      "INSERT INTO reading (person, paper_key, identifiers, names, state, rating, note, "          \
      "changed_ms, paper_id, is_current) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 1) "          \
      "ON CONFLICT (person, paper_key) DO UPDATE SET identifiers = excluded.identifiers, "         \
      "names = excluded.names, state = excluded.state, rating = excluded.rating, "                 \
      "note = excluded.note, changed_ms = excluded.changed_ms, paper_id = excluded.paper_id, "     \
      "is_current = 1")                                                                            \
    X(READING_OF_PERSON,                                                                           \
      "SELECT " SQL_READING_COLUMNS " FROM reading "                                               \
      "WHERE paper_id = ?1 AND person = ?2 AND is_current = 1")                                    \
    X(READING_OF_PAPER,                                                                            \
      "SELECT " SQL_READING_COLUMNS " FROM reading WHERE paper_id = ?1 AND is_current = 1 "        \
      "ORDER BY person")                                                                           \
    X(SCAN_READERS,                                                                                \
      "SELECT DISTINCT person FROM reading ORDER BY person")                                       \
    X(READING_DELETE,                                                                              \
      "DELETE FROM reading WHERE paper_id = ?1 AND person = ?2 RETURNING paper_key")               \
    X(READING_COUNT,                                                                               \
      "SELECT count(*) FROM reading "                                                              \
      "WHERE person = ?1 AND (?2 = '' OR state = ?2) AND is_current = 1")                          \
    X(READING_LIST,                                                                                \
      "SELECT " SQL_READING_COLUMNS " FROM reading "                                               \
      "WHERE person = ?1 AND (?2 = '' OR state = ?2) AND is_current = 1 "                          \
      "AND changed_ms <= ?3 AND (changed_ms < ?3 OR paper_key > ?4) "                              \
      "ORDER BY changed_ms DESC, paper_key LIMIT ?5")                                              \
    X(SCAN_READING_PLACES,                                                                         \
      "SELECT " SQL_READING_COLUMNS ", is_current, "                                               \
      "coalesce((SELECT id FROM paper WHERE key = paper_key), 0) "                                 \
      "FROM reading ORDER BY person, changed_ms DESC, paper_key")                                  \
    X(SCAN_SHARED_READINGS,                                                                        \
      "SELECT paper_id FROM reading WHERE paper_id > 0 AND is_current = 1 AND state = 'read' "     \
      "GROUP BY paper_id HAVING count(*) >= 2 AND max(changed_ms) >= ?1 AND max(changed_ms) < ?2 " \
      "ORDER BY max(changed_ms) DESC, paper_id LIMIT ?3")                                          \
    X(READING_MOVE,                                                                                \
      "UPDATE reading SET paper_id = ?3, is_current = ?4 WHERE person = ?1 AND paper_key = ?2")    \
    X(VALUES_PAPER_READING,                                                                        \
      "SELECT coalesce((SELECT state FROM reading "                                                \
      "WHERE paper_id = ?1 AND person = ?2 AND is_current = 1), '') FROM paper WHERE id = ?1")     \
    X(SCAN_PAPER_READING,                                                                          \
      "SELECT id, coalesce((SELECT state FROM reading "                                            \
      "WHERE paper_id = paper.id AND person = ?1 AND is_current = 1), '') FROM paper ORDER BY id") \
    X(FIND_PAPER_READING,                                                                          \
      "SELECT paper_id FROM reading WHERE person = ?2 AND is_current = 1 AND paper_id > 0 AND "    \
      "(state = ?1 OR (?1 = 'unread' AND state <> 'queued') "                                      \
      "OR (?1 = 'unfinished' AND state IN ('read', 'skipped')))")                                  \
    X(VALUES_PAPER_RATING,                                                                         \
      "SELECT rating FROM reading "                                                                \
      "WHERE paper_id = ?1 AND person = ?2 AND is_current = 1 AND rating > 0")                     \
    X(SCAN_PAPER_RATING,                                                                           \
      "SELECT paper_id, rating FROM reading "                                                      \
      "WHERE person = ?1 AND is_current = 1 AND rating > 0 AND paper_id > 0 ORDER BY paper_id")    \
    X(RANGE_PAPER_RATING,                                                                          \
      "SELECT paper_id FROM reading WHERE person = ?3 AND is_current = 1 AND paper_id > 0 "        \
      "AND rating BETWEEN max(?1, 1) AND ?2")                                                      \
    X(VALUES_PAPER_READ_BY,                                                                        \
      "SELECT person FROM reading "                                                                \
      "WHERE paper_id = ?1 AND is_current = 1 AND state = 'read' ORDER BY person")                 \
    X(SCAN_PAPER_READ_BY,                                                                          \
      "SELECT paper_id, person FROM reading "                                                      \
      "WHERE is_current = 1 AND state = 'read' AND paper_id > 0 ORDER BY paper_id")
// clang-format on

#endif
