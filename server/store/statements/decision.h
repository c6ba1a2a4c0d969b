/* statements/decision.h: the part of statements.h about decisions (decision.c, graph/anchor.c). */
#ifndef PS_STORE_STATEMENTS_DECISION_H
#define PS_STORE_STATEMENTS_DECISION_H

// clang-format off
#define STATEMENTS_DECISION(X) \
    X(DECISION_ADD,                                                                                \
      "INSERT INTO decision (id, at_ms, author, kind, reason, body, request_hash) "                \
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")                                                       \
    X(DECISION_BY_ID,                                                                              \
      "SELECT id, at_ms, author, kind, reason, body, request_hash FROM decision WHERE id = ?1")    \
    X(SCAN_DECISIONS,                                                                              \
      "SELECT id, at_ms, author, kind, reason, body, request_hash FROM decision "                  \
      "ORDER BY at_ms, id")                                                                        \
    X(DECISION_LAST, "SELECT coalesce(max(at_ms), 0) FROM decision")                                \
    X(SCAN_MADE_NODES, "SELECT decision_id, node_id FROM made_node ORDER BY decision_id")          \
    X(MADE_NODE_PUT,                                                                               \
      "INSERT INTO made_node (decision_id, node_id) VALUES (?1, ?2) "                              \
      "ON CONFLICT (decision_id) DO UPDATE SET node_id = excluded.node_id")                        \
    X(MADE_NODE_DELETE, "DELETE FROM made_node WHERE decision_id = ?1")                            \
    X(SCAN_DECIDED_BROADER, "SELECT slug FROM decided_broader ORDER BY slug")                      \
    X(DECIDED_BROADER_PUT,                                                                         \
      "INSERT INTO decided_broader (slug) VALUES (?1) ON CONFLICT DO NOTHING")                     \
    X(DECIDED_BROADER_DELETE, "DELETE FROM decided_broader WHERE slug = ?1")                       \
    X(HIDDEN_MENTION_ADD,                                                                          \
      "INSERT INTO hidden_mention (concept_key, note_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING")  \
    X(HIDDEN_MENTION_FORGET, "DELETE FROM hidden_mention WHERE note_id = ?1")                      \
    X(HIDDEN_MENTION_LIST,                                                                         \
      "SELECT note_id FROM hidden_mention WHERE concept_key = ?1 ORDER BY note_id")                \
    X(SCAN_HIDDEN_MENTION, "SELECT 1 FROM hidden_mention LIMIT 1")                                 \
    X(SCAN_DECIDED_EDGES, "SELECT edge_id, decision_id FROM decided_edge ORDER BY edge_id")        \
    X(DECIDED_EDGE_PUT,                                                                            \
      "INSERT INTO decided_edge (edge_id, decision_id) VALUES (?1, ?2) "                           \
      "ON CONFLICT (edge_id) DO UPDATE SET decision_id = excluded.decision_id")                    \
    X(DECIDED_EDGE_DELETE, "DELETE FROM decided_edge WHERE edge_id = ?1")                          \
    X(DECIDED_EDGE_GET, "SELECT decision_id FROM decided_edge WHERE edge_id = ?1")                 \
    X(ANCHOR_IDENTIFIER,                                                                           \
      "SELECT p.id FROM paper_identifier AS i JOIN paper AS p ON p.id = i.paper_id "               \
      "WHERE i.identifier = ?1 ORDER BY p.key LIMIT 1")
// clang-format on

#endif
