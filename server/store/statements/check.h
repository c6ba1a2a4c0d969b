/* statements/check.h: the part of statements.h about what is wrong with the data (check.c): each row is a problem, its first column says where. */
#ifndef PS_STORE_STATEMENTS_CHECK_H
#define PS_STORE_STATEMENTS_CHECK_H

// clang-format off
#define STATEMENTS_CHECK(X) \
    X(CHECK_INTEGRITY, "PRAGMA integrity_check(20)")                                               \
    X(CHECK_FOREIGN_KEYS, "PRAGMA foreign_key_check")                                              \
    X(CHECK_NOTE_INDEX, "INSERT INTO note_text (note_text) VALUES ('integrity-check')")            \
    X(CHECK_NAME_INDEX, "INSERT INTO name_text (name_text) VALUES ('integrity-check')")            \
    X(CHECK_BODIES,                                                                                \
      "SELECT n.path, n.sha256, b.body FROM note AS n LEFT JOIN note_body AS b ON b.note_id = n.id "\
      "WHERE n.sha256 <> '' ORDER BY n.path")                                                      \
    X(CHECK_NOTE_TEXT,                                                                             \
      "SELECT path FROM note WHERE (sha256 <> '') <> "                                             \
      "(id IN (SELECT id FROM note_text_docsize)) ORDER BY path LIMIT 20")                         \
    X(CHECK_NAME_TEXT,                                                                             \
      "SELECT key FROM paper WHERE id NOT IN (SELECT id FROM name_text_docsize) UNION ALL "        \
      "SELECT key FROM concept WHERE -id NOT IN (SELECT id FROM name_text_docsize) LIMIT 20")      \
    X(CHECK_NAME_TEXT_LEFT,                                                                        \
      "SELECT abs(id) FROM name_text_docsize WHERE id > 0 AND id NOT IN (SELECT id FROM paper) "   \
      "OR id < 0 AND -id NOT IN (SELECT id FROM concept) LIMIT 20")                                \
    X(CHECK_FACTS,                                                                                 \
      "SELECT n.id, n.path, coalesce(length(b.body), 0), f.mentions, f.edges, d.nodes FROM note AS n "\
      "LEFT JOIN note_body AS b ON b.note_id = n.id LEFT JOIN note_fact AS f ON f.note_id = n.id " \
      "LEFT JOIN note_node AS d ON d.note_id = n.id ORDER BY n.path")                              \
    X(CHECK_KEY, "SELECT 1 FROM fact_key WHERE key = ?1 AND note_id = ?2 AND mention = ?3")        \
    X(CHECK_MENTION, "SELECT 1 FROM mention WHERE node_id = ?1 AND note_id = ?2")                  \
    X(CHECK_SUPPORT_ROW, "SELECT evidence FROM edge_support WHERE edge_id = ?1 AND note_id = ?2")  \
    X(CHECK_COUNTS,                                                                                \
      "SELECT (SELECT count(*) FROM fact_key), (SELECT count(*) FROM mention), "                   \
      "(SELECT count(*) FROM edge_support)")                                                       \
    X(CHECK_EDGE_ENDS,                                                                             \
      "SELECT id FROM edge WHERE from_id NOT IN (SELECT id FROM paper UNION ALL SELECT id FROM concept) "\
      "OR to_id NOT IN (SELECT id FROM paper UNION ALL SELECT id FROM concept) LIMIT 20")          \
    X(CHECK_EDGE_SUPPORT,                                                                          \
      "SELECT e.id FROM edge AS e JOIN word AS w ON w.id = e.origin WHERE w.text = 'extracted' AND "\
      "NOT EXISTS (SELECT 1 FROM edge_support AS s WHERE s.edge_id = e.id AND length(s.evidence) > 0) "\
      "LIMIT 20")                                                                                  \
    X(CHECK_SUPPORT,                                                                               \
      "SELECT s.note_id FROM edge_support AS s WHERE s.edge_id NOT IN (SELECT id FROM edge) "      \
      "OR s.note_id NOT IN (SELECT note_id FROM note_fact) LIMIT 20")                              \
    X(CHECK_MENTIONS,                                                                              \
      "SELECT m.note_id FROM mention AS m WHERE m.note_id NOT IN (SELECT note_id FROM note_fact) " \
      "OR m.node_id NOT IN (SELECT id FROM paper UNION ALL SELECT id FROM concept) LIMIT 20")      \
    X(CHECK_NAMES,                                                                                 \
      "SELECT identifier FROM paper_identifier WHERE paper_id NOT IN (SELECT id FROM paper) UNION ALL "\
      "SELECT name_key FROM paper_name WHERE paper_id NOT IN (SELECT id FROM paper) UNION ALL "    \
      "SELECT label_key FROM concept_label WHERE concept_id NOT IN (SELECT id FROM concept) LIMIT 20")\
    X(CHECK_PAPER_COUNTS,                                                                          \
      "SELECT key FROM paper AS p WHERE n_notes <> "                                               \
      "(SELECT count(*) FROM mention WHERE node_id = p.id) LIMIT 20")               \
    X(CHECK_CONCEPT_COUNTS,                                                                        \
      "SELECT key FROM concept AS c WHERE n_notes <> "                                             \
      "(SELECT count(*) FROM mention WHERE node_id = c.id) LIMIT 20")
// clang-format on

#endif
