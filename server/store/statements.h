/* statements.h: every SQL statement of the program, X(NAME, text).
 *
 * Each is prepared once a connection and keeps its values bound by number, in the order in which
 * they are first named. No SQL is ever put together while the program runs; optional conditions are
 * written as (?2 = 0 OR relation = ?2). Many rows at once come through rows(?1) (rows_internal.h); what
 * inserts them says OR ROLLBACK, since a failure ends the transaction anyway and a statement that could
 * be taken back alone would open a savepoint. What is about checks, decisions, readings and people
 * stands in statements/. test_statements.c prepares all of them and refuses full scans. */
#ifndef PS_STORE_STATEMENTS_H
#define PS_STORE_STATEMENTS_H

#include "store/statements/check.h"
#include "store/statements/decision.h"
#include "store/statements/people.h"
#include "store/statements/reading.h"

/* clang-format off */
#define SQL_NOTE_COLUMNS                                                                           \
    "id, public_id, path, source, sha256, size, mtime_ns, title, languages, date, tags, error, "   \
    "added_ms, changed_ms"
#define SQL_PAPER_COLUMNS                                                                          \
    "id, public_id, key, status, title, short_name, venue, year, aliases, identifiers, urls, "     \
    "resources, authors, n_notes, n_concepts"
#define SQL_CONCEPT_COLUMNS                                                                        \
    "id, public_id, key, kind, origin, labels, alternatives, n_papers, n_notes"
#define SQL_READING_COLUMNS                                                                        \
    "person, paper_key, identifiers, names, state, rating, note, changed_ms, paper_id"
#define SQL_EDGE_COLUMNS "id, from_id, relation, to_id, score, status, origin"

/* ?2 relation, ?3 status, ?4 least score, ?5 class of the other end (-1 = any) */
#define SQL_EDGE_FILTER(other)                                                                     \
    " AND (?2 = 0 OR relation = ?2) AND (?3 = 0 OR status = ?3) AND score >= ?4"                   \
    " AND (?5 < 0 OR " other " % 2 = ?5)"
/* ?6 and ?7 score and number of the last edge of the page before */
#define SQL_EDGE_AFTER " AND score <= ?6 AND (score < ?6 OR id > ?7)"
#define SQL_EDGE_OUT(columns) "SELECT " columns " FROM edge WHERE from_id = ?1" SQL_EDGE_FILTER("to_id")
#define SQL_EDGE_IN(columns) "SELECT " columns " FROM edge WHERE to_id = ?1" SQL_EDGE_FILTER("from_id")
/* ?6 words of the names */
#define SQL_CONCEPTS_WITH_WORDS                                                                    \
    " FROM (SELECT -rowid AS found_id FROM name_text WHERE name_text MATCH ?6 AND rowid < 0) "     \
    "AS found CROSS JOIN concept ON id = found_id WHERE "
/* ?1 key and ?5 papers of the last concept of the page before */
#define SQL_CONCEPT_AFTER "n_papers <= ?5 AND (n_papers < ?5 OR key > ?1)"
/* ?2 kind, ?3 origin */
#define SQL_CONCEPT_FILTER " AND (?2 = '' OR kind = ?2) AND (?3 = '' OR origin = ?3)"

/* The older of the time that stands there and a new one; 0 is none. */
#define SQL_OLDER "CASE WHEN wanted.d = 0 OR added_ms BETWEEN 1 AND wanted.d THEN added_ms ELSE wanted.d END"
/* When the first note that mentions node ?1 came in. */
#define SQL_ADDED                                                                                  \
    "(SELECT coalesce(min(n.added_ms), 0) FROM note AS n "                                         \
    "WHERE n.id IN (SELECT note_id FROM mention WHERE node_id = ?1))"
/* A field of a table (store/select): all its values by row, the values of one row. */
#define SELECT_COLUMN(X, name, table, column, present)                                             \
    X(SCAN_##name, "SELECT id, " column " FROM " table " WHERE " present " ORDER BY id")           \
    X(VALUES_##name, "SELECT " column " FROM " table " WHERE id = ?1 AND " present)
/* The same with rows from ?1 to ?2, and in order behind value ?1 and public id ?2. */
#define SELECT_ORDERED(X, name, table, column, least)                                              \
    SELECT_COLUMN(X, name, table, column, column " >= " least)                                     \
    X(RANGE_##name,                                                                                \
      "SELECT id FROM " table " WHERE " column " BETWEEN max(?1, " least ") AND ?2")               \
    X(WALK_##name,                                                                                 \
      "SELECT id, " column ", public_id FROM " table " WHERE " column " <= ?1 AND (" column        \
      " < ?1 OR public_id > ?2) ORDER BY " column " DESC, public_id LIMIT ?3")
/* A field of the notes that mention a paper or support an edge. */
#define SELECT_OF_NOTES(X, name, column, table, id)                                                \
    X(VALUES_##name,                                                                               \
      "SELECT " column " FROM note WHERE id IN (SELECT note_id FROM " table " WHERE " id " = ?1) " \
      "ORDER BY path")
#define SELECT_VALUE(X, name, table, id, code)                                                     \
    X(SCAN_##name, "SELECT " id ", shown FROM " table " WHERE field = " code)                      \
    X(FIND_##name, "SELECT " id " FROM " table " WHERE field = " code " AND folded = ?1")

/* What rows(?1) gives. */
#define SQL_ROWS_TABLE "CREATE TABLE rows (a, b, c, d, e, f, g, bytes, source HIDDEN)"

#define STATEMENTS(X)                                                                              \
    /* ---- transactions and settings (store.c) ---- */                                            \
    X(BEGIN_READ, "BEGIN")                                                                         \
    X(BEGIN_WRITE, "BEGIN IMMEDIATE")                                                              \
    X(COMMIT, "COMMIT")                                                                            \
    X(ROLLBACK, "ROLLBACK")                                                                        \
    X(GRAPH_VERSION_GET, "SELECT graph_version FROM store_state WHERE id = 1")                     \
    X(GRAPH_VERSION_RAISE,                                                                         \
      "UPDATE store_state SET graph_version = graph_version + 1 WHERE id = 1 "                     \
      "RETURNING graph_version")                                                                   \
    X(SETTING_GET, "SELECT value FROM setting WHERE name = ?1")                                    \
    X(SETTING_PUT,                                                                                 \
      "INSERT INTO setting (name, value) VALUES (?1, ?2) "                                         \
      "ON CONFLICT (name) DO UPDATE SET value = excluded.value")                                   \
    X(VOCABULARY_PUT,                                                                              \
      "INSERT INTO vocabulary (name, format, n_concepts, n_labels, imported_ms, body) "            \
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (name) DO UPDATE SET format = excluded.format, "\
      "n_concepts = excluded.n_concepts, n_labels = excluded.n_labels, "                           \
      "imported_ms = excluded.imported_ms, body = excluded.body")                                  \
    X(VOCABULARY_DELETE, "DELETE FROM vocabulary WHERE name = ?1 RETURNING name")                  \
    X(SCAN_VOCABULARIES,                                                                           \
      "SELECT name, format, n_concepts, n_labels, imported_ms FROM vocabulary ORDER BY name")      \
    X(VOCABULARY_GET,                                                                              \
      "SELECT name, format, n_concepts, n_labels, imported_ms, body FROM vocabulary "              \
      "WHERE name = ?1")                                                                           \
    X(WORD_ID, "SELECT id FROM word WHERE text = ?1")                                              \
    X(WORD_TEXT, "SELECT text FROM word WHERE id = ?1")                                            \
    X(WORD_ADD, "INSERT INTO word (text) VALUES (?1)")                                \
    X(COUNT_NOTES,                                                                                 \
      "SELECT count(*), count(CASE WHEN error <> '' THEN 1 END), coalesce(sum(size), 0), "         \
      "coalesce(sum(n_evidence), 0) FROM note")                                                    \
    X(COUNT_PAPERS, "SELECT status, count(*) FROM paper GROUP BY status")                          \
    X(COUNT_CONCEPTS, "SELECT count(*) FROM concept")                                              \
    X(COUNT_EDGES, "SELECT count(*) FROM edge")                                                    \
    /* ---- notes (note.c) ---- */                                                                 \
    X(NOTE_BY_ID, "SELECT " SQL_NOTE_COLUMNS " FROM note WHERE id = ?1")                           \
    X(NOTE_ADDED, "SELECT added_ms FROM note WHERE id = ?1")                                       \
    X(NOTE_PATH, "SELECT path FROM note WHERE id = ?1")                                            \
    X(NOTE_BY_PATH, "SELECT " SQL_NOTE_COLUMNS " FROM note WHERE path = ?1")                       \
    X(NOTE_BY_PUBLIC_ID,                                                                           \
      "SELECT " SQL_NOTE_COLUMNS " FROM note WHERE public_id = ?1 ORDER BY id LIMIT 1")            \
    X(NOTE_BY_ALIAS,                                                                               \
      "SELECT note_id FROM note_alias WHERE public_id = ?1 ORDER BY note_id DESC LIMIT 1")         \
    X(NOTE_INSERT,                                                                                 \
      "INSERT INTO note (public_id, path, source, sha256, size, mtime_ns, title, languages, date, "\
      "tags, error, added_ms, changed_ms) "                                                        \
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)")              \
    X(NOTE_UPDATE,                                                                                 \
      "UPDATE note SET source = ?2, sha256 = ?3, size = ?4, mtime_ns = ?5, title = ?6, "           \
      "languages = ?7, date = ?8, tags = ?9, error = ?10, changed_ms = ?11 WHERE id = ?1")         \
    X(NOTE_UPDATE_FAILURE,                                                                         \
      "UPDATE note SET size = ?2, mtime_ns = ?3, error = ?4, changed_ms = ?5 WHERE id = ?1")       \
    X(NOTE_UPDATE_STAMP, "UPDATE note SET size = ?2, mtime_ns = ?3 WHERE id = ?1")                 \
    X(NOTE_UPDATE_PATH, "UPDATE note SET path = ?2, public_id = ?3 WHERE id = ?1")                 \
    X(NOTE_DELETE, "DELETE FROM note WHERE id = ?1")                                               \
    X(NOTE_ALIAS_ADD,                                                                              \
      "INSERT INTO note_alias (public_id, note_id) SELECT public_id, id FROM note WHERE id = ?1 "  \
      "ON CONFLICT DO NOTHING")                                                                    \
    X(BODY_GET, "SELECT body FROM note_body WHERE note_id = ?1")                                   \
    X(BODY_PUT,                                                                                    \
      "INSERT INTO note_body (note_id, body) VALUES (?1, ?2) "                                     \
      "ON CONFLICT (note_id) DO UPDATE SET body = excluded.body")                                  \
    X(NOTE_LIST,                                                                                   \
      "SELECT " SQL_NOTE_COLUMNS " FROM note WHERE path > ?1 ORDER BY path LIMIT ?2")              \
    X(NOTE_LIST_STAMPS,                                                                            \
      "SELECT id, path, sha256, size, mtime_ns, error FROM note WHERE source = ?1 ORDER BY path")  \
    X(NOTE_LIST_OF_NODE,                                                                           \
      "SELECT " SQL_NOTE_COLUMNS " FROM note "                                                     \
      "WHERE id IN (SELECT note_id FROM mention WHERE node_id = ?1) ORDER BY path")                \
    X(NOTE_COUNT_MONTHS,                                                                           \
      "SELECT substr(date, 1, 7) AS month, count(*) FROM note "                                    \
      "WHERE id IN (SELECT note_id FROM mention WHERE node_id = ?1) GROUP BY month ORDER BY month")\
    X(COUNT_NOTE_WEEKS,                                                                            \
      "SELECT (CASE WHEN mtime_ns > 0 THEN mtime_ns / 1000000 ELSE changed_ms END + 259200000) "   \
      "/ 604800000 AS week, count(*) FROM note GROUP BY week ORDER BY week DESC LIMIT ?1")         \
    /* ---- facts (fact/fact.c) ---- */                                                            \
    X(NOTE_UPDATE_EVIDENCE, "UPDATE note SET n_evidence = ?2 WHERE id = ?1")                       \
    X(FACT_PUT,                                                                                    \
      "INSERT INTO note_fact (note_id, mentions, edges) VALUES (?1, ?2, ?3) "                      \
      "ON CONFLICT (note_id) DO UPDATE SET mentions = excluded.mentions, edges = excluded.edges")  \
    X(FACT_DELETE, "DELETE FROM note_fact WHERE note_id = ?1")                                     \
    X(FACT_MENTIONS, "SELECT mentions FROM note_fact WHERE note_id = ?1")                          \
    X(FACT_EDGES, "SELECT edges FROM note_fact WHERE note_id = ?1")                                \
    X(FACT_KEY_ADD,                                                                                \
      "INSERT OR IGNORE INTO fact_key (key, note_id, mention) SELECT a, b, c FROM rows(?1)")     \
    X(FACT_KEY_DELETE,                                                                             \
      "DELETE FROM fact_key WHERE key = ?1 AND note_id = ?2 AND mention = ?3")                     \
    X(FACT_KEY_FIND,                                                                               \
      "SELECT k.key, k.note_id, k.mention FROM rows(?1) AS wanted CROSS JOIN fact_key AS k "       \
      "ON k.key = wanted.a")                                                                       \
    /* ---- papers and concepts, writing (graph/write.c, name.c) ---- */                           \
    X(PAPER_INSERT,                                                                                \
      "INSERT INTO paper (" SQL_PAPER_COLUMNS ") "                                                 \
      "VALUES ((SELECT coalesce(max(id), 0) + 2 FROM paper), "                                     \
      "?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, 0, 0)")                     \
    X(PAPER_UPDATE,                                                                                \
      "UPDATE paper SET public_id = ?1, key = ?2, status = ?3, title = ?4, short_name = ?5, "      \
      "venue = ?6, year = ?7, aliases = ?8, identifiers = ?9, urls = ?10, resources = ?11, "       \
      "authors = ?12 WHERE id = ?13")                                                              \
    X(PAPER_DELETE, "DELETE FROM paper WHERE id = ?1")                                             \
    X(PAPER_COUNT_LINKS,                                                                           \
      "SELECT (SELECT count(*) FROM mention WHERE node_id = ?1), "                  \
      "(SELECT count(*) FROM (SELECT to_id FROM edge WHERE from_id = ?1 AND to_id % 2 = 1 "        \
      "AND status <> ?2 UNION SELECT from_id FROM edge WHERE to_id = ?1 AND from_id % 2 = 1 "      \
      "AND status <> ?2)), " SQL_ADDED)                                                                        \
    X(PAPER_SET_COUNTS,                                                                            \
      "UPDATE paper SET n_notes = ?2, n_concepts = ?3, added_ms = ?4 "                             \
      "WHERE id = ?1 AND (n_notes <> ?2 OR n_concepts <> ?3 OR added_ms <> ?4)")                                     \
    X(PAPER_ADD_COUNTS,                                                                            \
      "UPDATE OR ROLLBACK paper SET n_notes = n_notes + wanted.b, n_concepts = n_concepts + wanted.c, "      \
      "added_ms = " SQL_OLDER " FROM rows(?1) AS wanted WHERE paper.id = wanted.a")                          \
    X(CONCEPT_ADD_COUNTS,                                                                          \
      "UPDATE OR ROLLBACK concept SET n_notes = n_notes + wanted.b, n_papers = n_papers + wanted.c, "        \
      "added_ms = " SQL_OLDER " FROM rows(?1) AS wanted WHERE concept.id = wanted.a")                        \
    X(LINKED,                                                                                      \
      "SELECT from_id, to_id FROM rows(?1) AS wanted CROSS JOIN edge INDEXED BY edge_from "         \
      "ON from_id = wanted.a WHERE to_id % 2 = 1 AND status <> wanted.b UNION ALL "                  \
      "SELECT to_id, from_id FROM rows(?1) AS wanted CROSS JOIN edge INDEXED BY edge_to "           \
      "ON to_id = wanted.a WHERE from_id % 2 = 1 AND status <> wanted.b")                            \
    X(PAPER_NAME_ADD,                                                                              \
      "INSERT INTO paper_name (name_key, paper_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING")        \
    X(PAPER_NAME_DELETE, "DELETE FROM paper_name WHERE name_key = ?1 AND paper_id = ?2")           \
    X(PAPER_IDENTIFIER_ADD,                                                                        \
      "INSERT INTO paper_identifier (identifier, paper_id) VALUES (?1, ?2) "                       \
      "ON CONFLICT DO NOTHING")                                                                    \
    X(PAPER_IDENTIFIER_DELETE,                                                                     \
      "DELETE FROM paper_identifier WHERE identifier = ?1 AND paper_id = ?2")                      \
    X(CONCEPT_INSERT,                                                                              \
      "INSERT INTO concept (" SQL_CONCEPT_COLUMNS ") "                                             \
      "VALUES ((SELECT coalesce(max(id), -1) + 2 FROM concept), "                                  \
      "?1, ?2, ?3, ?4, ?5, ?6, 0, 0)")                                                \
    X(CONCEPT_UPDATE,                                                                              \
      "UPDATE concept SET public_id = ?1, key = ?2, kind = ?3, origin = ?4, labels = ?5, "         \
      "alternatives = ?6 WHERE id = ?7")                                                           \
    X(CONCEPT_DELETE, "DELETE FROM concept WHERE id = ?1")                                         \
    X(CONCEPT_COUNT_LINKS,                                                                         \
      "SELECT (SELECT count(*) FROM mention WHERE node_id = ?1), "                  \
      "(SELECT count(*) FROM (SELECT to_id FROM edge WHERE from_id = ?1 AND to_id % 2 = 0 "        \
      "AND status <> ?2 UNION SELECT from_id FROM edge WHERE to_id = ?1 AND from_id % 2 = 0 "      \
      "AND status <> ?2)), " SQL_ADDED)                                                                        \
    X(CONCEPT_SET_COUNTS,                                                                          \
      "UPDATE concept SET n_notes = ?2, n_papers = ?3, added_ms = ?4 "                             \
      "WHERE id = ?1 AND (n_notes <> ?2 OR n_papers <> ?3 OR added_ms <> ?4)")                                       \
    X(CONCEPT_LABEL_ADD,                                                                           \
      "INSERT INTO concept_label (label_key, concept_id, lang) VALUES (?1, ?2, ?3) "               \
      "ON CONFLICT DO NOTHING")                                                                    \
    X(CONCEPT_LABEL_DELETE, "DELETE FROM concept_label WHERE label_key = ?1 AND concept_id = ?2")  \
    X(BROADER_CLEAR, "DELETE FROM concept_broader WHERE slug = ?1")                                \
    X(BROADER_ADD,                                                                                 \
      "INSERT INTO concept_broader (slug, broader) VALUES (?1, ?2) ON CONFLICT DO NOTHING")        \
    X(NODE_ALIAS_ADD,                                                                              \
      "INSERT INTO node_alias (class, public_id, key, name_key) VALUES (?1, ?2, ?3, ?4) "          \
      "ON CONFLICT DO NOTHING")                                                                    \
    X(NODE_ALIAS_GET,                                                                              \
      "SELECT key, name_key FROM node_alias WHERE class = ?1 AND public_id = ?2 ORDER BY key")     \
    X(MENTION_ADD,                                                                                 \
      "INSERT OR IGNORE INTO mention (node_id, note_id) SELECT a, b FROM rows(?1)")              \
    X(MENTION_DELETE, "DELETE FROM mention WHERE node_id = ?1 AND note_id = ?2")                   \
    X(NOTE_NODE_GET, "SELECT nodes FROM note_node WHERE note_id = ?1")                             \
    X(NOTE_NODE_PUT,                                                                               \
      "INSERT INTO note_node (note_id, nodes) VALUES (?1, ?2) "                                    \
      "ON CONFLICT (note_id) DO UPDATE SET nodes = excluded.nodes")                                \
    X(NOTE_NODE_DELETE, "DELETE FROM note_node WHERE note_id = ?1")                                \
    /* ---- papers and concepts, reading (graph/read.c, graph/find.c) ---- */                      \
    X(PAPER_BY_ID, "SELECT " SQL_PAPER_COLUMNS " FROM paper WHERE id = ?1")                        \
    X(PAPER_BY_KEY, "SELECT " SQL_PAPER_COLUMNS " FROM paper WHERE key = ?1")                      \
    X(PAPER_ID_BY_PUBLIC_ID, "SELECT id FROM paper WHERE public_id = ?1 ORDER BY id LIMIT 1")      \
    X(PAPER_ID_BY_KEY, "SELECT id FROM paper WHERE key = ?1")                                      \
    X(PAPER_ID_BY_IDENTIFIER,                                                                      \
      "SELECT paper_id FROM paper_identifier WHERE identifier = ?1 ORDER BY paper_id LIMIT 1")     \
    X(PAPER_ID_BY_NAME,                                                                            \
      "SELECT paper_id FROM paper_name WHERE name_key = ?1 ORDER BY paper_id LIMIT 2")             \
    X(CONCEPT_BY_ID, "SELECT " SQL_CONCEPT_COLUMNS " FROM concept WHERE id = ?1")                  \
    X(CONCEPT_BY_KEY, "SELECT " SQL_CONCEPT_COLUMNS " FROM concept WHERE key = ?1")                \
    X(CONCEPT_ID_BY_PUBLIC_ID, "SELECT id FROM concept WHERE public_id = ?1 ORDER BY id LIMIT 1")  \
    X(CONCEPT_ID_BY_KEY, "SELECT id FROM concept WHERE key = ?1")                                  \
    X(PAPER_KEY_BY_ID, "SELECT key, public_id FROM paper WHERE id = ?1")                           \
    X(CONCEPT_KEY_BY_ID, "SELECT key, public_id FROM concept WHERE id = ?1")                       \
    X(CONCEPT_ID_BY_LABEL,                                                                         \
      "SELECT c.id FROM concept_label AS l JOIN concept AS c ON c.id = l.concept_id "              \
      "WHERE l.label_key = ?1 ORDER BY c.n_papers DESC, c.key LIMIT 1")                            \
    X(CONCEPT_LIST,                                                                                \
      "SELECT " SQL_CONCEPT_COLUMNS " FROM concept WHERE key > ?1" SQL_CONCEPT_FILTER              \
      " ORDER BY key LIMIT ?4")                                                                    \
    X(CONCEPT_LIST_COUNT, "SELECT count(*) FROM concept WHERE key > ?1" SQL_CONCEPT_FILTER)        \
    X(CONCEPT_LIST_BY_PAPERS,                                                                      \
      "SELECT " SQL_CONCEPT_COLUMNS " FROM concept WHERE " SQL_CONCEPT_AFTER                       \
      SQL_CONCEPT_FILTER " ORDER BY n_papers DESC, key LIMIT ?4")                                  \
    X(CONCEPT_LIST_WORDS,                                                                          \
      "SELECT " SQL_CONCEPT_COLUMNS SQL_CONCEPTS_WITH_WORDS "key > ?1" SQL_CONCEPT_FILTER          \
      " ORDER BY key LIMIT ?4")                                                                    \
    X(CONCEPT_LIST_WORDS_COUNT,                                                                    \
      "SELECT count(*)" SQL_CONCEPTS_WITH_WORDS "key > ?1" SQL_CONCEPT_FILTER)                     \
    X(CONCEPT_LIST_WORDS_BY_PAPERS,                                                                \
      "SELECT " SQL_CONCEPT_COLUMNS SQL_CONCEPTS_WITH_WORDS SQL_CONCEPT_AFTER                      \
      SQL_CONCEPT_FILTER " ORDER BY n_papers DESC, key LIMIT ?4")                                  \
    X(NARROWER,                                                                                    \
      "WITH RECURSIVE below (slug) AS (VALUES (?1) "                                               \
      "UNION SELECT b.slug FROM below JOIN concept_broader AS b ON b.broader = below.slug LIMIT ?2) "\
      "SELECT c.id FROM below JOIN concept AS c ON c.key = 'concept:' || below.slug ORDER BY c.key")\
    X(CHILDREN,                                                                                    \
      "SELECT c.id FROM concept_broader AS b JOIN concept AS c ON c.key = 'concept:' || b.slug "   \
      "WHERE b.broader = ?1 ORDER BY c.key")                                                       \
    X(BROADER,                                                                                     \
      "SELECT c.id FROM concept_broader AS b JOIN concept AS c ON c.key = 'concept:' || b.broader "\
      "WHERE b.slug = ?1 ORDER BY c.key")                                                          \
    X(PAPER_VISIT, "SELECT " SQL_PAPER_COLUMNS " FROM paper ORDER BY key")                         \
    X(CONCEPT_VISIT, "SELECT " SQL_CONCEPT_COLUMNS " FROM concept ORDER BY key")                   \
    /* ---- full text (tokenizer.c, search/index.c, search.c, suggest.c) ---- */                   \
    X(FTS5_API, "SELECT fts5(?1)")                                                                 \
    X(NOTE_TEXT_ADD, "INSERT INTO note_text (rowid, title, body) VALUES (?1, ?2, ?3)")             \
    X(NOTE_TEXT_REMOVE,                                                                            \
      "INSERT INTO note_text (note_text, rowid, title, body) VALUES ('delete', ?1, ?2, ?3)")       \
    X(NAME_TEXT_ADD, "INSERT INTO name_text (rowid, title, names, people) VALUES (?1, ?2, ?3, ?4)") \
    X(NAME_TEXT_REMOVE,                                                                            \
      "INSERT INTO name_text (name_text, rowid, title, names, people) "                            \
      "VALUES ('delete', ?1, ?2, ?3, ?4)")                                                         \
    X(NAME_TEXT_CLEAR, "INSERT INTO name_text (name_text) VALUES ('delete-all')")                  \
    X(PAPER_NAMES, "SELECT title, short_name, aliases, authors, venue, year FROM paper WHERE id = ?1") \
    X(CONCEPT_NAMES, "SELECT labels, alternatives FROM concept WHERE id = ?1")                     \
    X(SEARCH_NOTES,                                                                                \
      "SELECT rowid, closeness(note_text, 0.8, 0.5) FROM note_text WHERE note_text MATCH ?1 "      \
      "ORDER BY rowid DESC LIMIT ?2")                                                              \
    X(SEARCH_PAPERS,                                                                               \
      "SELECT rowid, closeness(name_text, 1.0, 0.9, 1.5) FROM name_text "                               \
      "WHERE name_text MATCH ?1 AND rowid > 0 LIMIT ?2")                                           \
    X(SEARCH_CONCEPTS,                                                                             \
      "SELECT -rowid, closeness(name_text, 1.0, 0.9, 1.5) FROM name_text "                              \
      "WHERE name_text MATCH ?1 AND rowid < 0 LIMIT ?2")                                           \
    X(SEARCH_NOTES_COUNT,                                                                          \
      "SELECT count(*) FROM (SELECT 1 FROM note_text WHERE note_text MATCH ?1 LIMIT ?2)")          \
    X(SEARCH_PAPERS_COUNT,                                                                         \
      "SELECT count(*) FROM (SELECT 1 FROM name_text WHERE name_text MATCH ?1 AND rowid > 0 "      \
      "LIMIT ?2)")                                                                                 \
    X(SEARCH_CONCEPTS_COUNT,                                                                       \
      "SELECT count(*) FROM (SELECT 1 FROM name_text WHERE name_text MATCH ?1 AND rowid < 0 "      \
      "LIMIT ?2)")                                                                                 \
    X(SEARCH_CONCEPTS_EXACT,                                                                       \
      "SELECT DISTINCT concept_id FROM concept_label WHERE label_key = ?1 LIMIT ?2")               \
    X(SEARCH_PAPERS_EXACT, "SELECT paper_id FROM paper_name WHERE name_key = ?1 LIMIT ?2")         \
    X(SEARCH_PAPERS_BY_IDENTIFIER,                                                                 \
      "SELECT paper_id FROM paper_identifier WHERE identifier = ?1 LIMIT ?2")                      \
    X(SUGGEST_CONCEPTS,                                                                            \
      "SELECT c.id, c.n_papers FROM (SELECT DISTINCT concept_id AS id FROM concept_label "         \
      "WHERE label_key >= ?1 AND label_key < ?2 LIMIT 1000) AS found CROSS JOIN concept AS c "     \
      "ON c.id = found.id ORDER BY c.n_papers DESC, c.key LIMIT ?3")                               \
    X(SUGGEST_PAPERS,                                                                              \
      "SELECT p.id, p.n_notes FROM (SELECT DISTINCT paper_id AS id FROM paper_name "               \
      "WHERE name_key >= ?1 AND name_key < ?2 LIMIT 500) AS found CROSS JOIN paper AS p "         \
      "INDEXED BY paper_rank ON p.id = found.id ORDER BY p.n_notes DESC, p.key LIMIT ?3")                                \
    X(SUGGEST_CONCEPTS_TEXT,                                                                       \
      "SELECT c.id, c.n_papers FROM (SELECT -rowid AS id FROM name_text "                          \
      "WHERE name_text MATCH ?1 AND rowid < 0 LIMIT 500) AS found CROSS JOIN concept AS c "       \
      "ON c.id = found.id ORDER BY c.n_papers DESC, c.key LIMIT ?2")                               \
    X(SUGGEST_PAPERS_TEXT,                                                                         \
      "SELECT p.id, p.n_notes FROM (SELECT rowid AS id FROM name_text "                            \
      "WHERE name_text MATCH ?1 AND rowid > 0 LIMIT 500) AS found CROSS JOIN paper AS p "         \
      "INDEXED BY paper_rank ON p.id = found.id ORDER BY p.n_notes DESC, p.key LIMIT ?2")                                \
    X(NEAREST_CONCEPTS, "SELECT concept_id, label_key FROM concept_label")                         \
    X(NEAREST_PAPERS,                                                                              \
      "SELECT paper_id, name_key FROM paper_name WHERE name_key >= ?1 AND name_key < ?2 LIMIT ?3") \
    /* ---- edges (edge.c, edge_list.c, support.c) ---- */                                        \
    X(EDGE_BY_ID, "SELECT " SQL_EDGE_COLUMNS " FROM edge WHERE id = ?1")                           \
    X(EDGES_BY_ID,                                                                                 \
      "SELECT " SQL_EDGE_COLUMNS " FROM rows(?1) AS wanted CROSS JOIN edge ON id = wanted.a")      \
    X(EDGE_INSERT,                                                                                 \
      "INSERT OR ROLLBACK INTO edge (" SQL_EDGE_COLUMNS ") "                                       \
      "SELECT a, b, c, d, e, f, g FROM rows(?1)")                                                  \
    X(EDGE_UPDATE,                                                                                 \
      "UPDATE edge SET score = ?2, status = ?3, origin = ?4 "                                      \
      "WHERE id = ?1 AND (score <> ?2 OR status <> ?3 OR origin <> ?4)")                           \
    X(EDGE_DELETE, "DELETE FROM edge WHERE id = ?1")                                               \
    X(EDGE_ALIAS_ADD,                                                                              \
      "INSERT INTO edge_alias (id, from_class, from_public_id, relation, to_class, to_public_id) " \
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING")                                    \
    X(EDGE_ALIAS_GET,                                                                              \
      "SELECT from_class, from_public_id, relation, to_class, to_public_id FROM edge_alias "       \
      "WHERE id = ?1")                                                                             \
    X(EDGE_LIST,                                                                                   \
      "SELECT " SQL_EDGE_COLUMNS " FROM edge WHERE id > ?7 AND (?2 = 0 OR relation = ?2) "         \
      "AND (?3 = 0 OR status = ?3) AND score >= ?4 ORDER BY id LIMIT ?8")                          \
    X(EDGE_LIST_COUNT,                                                                             \
      "SELECT count(*) FROM edge WHERE id >= 0 AND (?2 = 0 OR relation = ?2) "                     \
      "AND (?3 = 0 OR status = ?3) AND score >= ?4")                                               \
    X(EDGE_LIST_OUT,                                                                               \
      SQL_EDGE_OUT(SQL_EDGE_COLUMNS) SQL_EDGE_AFTER " ORDER BY score DESC, id LIMIT ?8")           \
    X(EDGE_LIST_OUT_COUNT, SQL_EDGE_OUT("count(*)"))                                               \
    X(EDGE_LIST_IN,                                                                                \
      SQL_EDGE_IN(SQL_EDGE_COLUMNS) SQL_EDGE_AFTER " ORDER BY score DESC, id LIMIT ?8")            \
    X(EDGE_LIST_IN_COUNT, SQL_EDGE_IN("count(*)"))                                                 \
    X(EDGE_LIST_BOTH,                                                                              \
      SQL_EDGE_OUT(SQL_EDGE_COLUMNS) SQL_EDGE_AFTER " UNION ALL "                                  \
      SQL_EDGE_IN(SQL_EDGE_COLUMNS) " AND from_id <> ?1" SQL_EDGE_AFTER                            \
      " ORDER BY score DESC, id LIMIT ?8")                                                         \
    X(EDGE_LIST_BOTH_COUNT,                                                                        \
      "SELECT (" SQL_EDGE_OUT("count(*)") ") + (" SQL_EDGE_IN("count(*)") " AND from_id <> ?1)")   \
    X(EDGE_VISIT,                                                                                  \
      "SELECT e.id, e.from_id, e.relation, e.to_id, e.score, e.status, e.origin, "                 \
      "coalesce(p.key, c.key) AS to_key FROM edge AS e JOIN word AS w ON w.id = e.relation "       \
      "LEFT JOIN paper AS p ON p.id = e.to_id LEFT JOIN concept AS c ON c.id = e.to_id "           \
      "WHERE e.from_id = ?1 ORDER BY w.text, to_key")                                              \
    /* ---- the picture of the graph (graph/cluster.c) ---- */                                     \
    X(CLUSTER_ADD,                                                                                 \
      "INSERT INTO cluster (id, level, parent, n_papers, n_concepts, x, y, radius, labels, "       \
      "concepts) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)")                                \
    X(CLUSTER_LIST,                                                                                \
      "SELECT id, level, parent, n_papers, n_concepts, x, y, radius, labels, concepts "            \
      "FROM cluster WHERE id > 0 ORDER BY level, n_papers + n_concepts DESC, id")                  \
    X(CLUSTER_LINK_ADD,                                                                            \
      "INSERT INTO cluster_link (from_cluster, to_cluster, n_edges) VALUES (?1, ?2, ?3)")          \
    X(CLUSTER_LINK_LIST,                                                                           \
      "SELECT from_cluster, to_cluster, n_edges FROM cluster_link WHERE from_cluster > 0 "         \
      "ORDER BY from_cluster, to_cluster")                                                         \
    X(CLUSTER_PLACES_ADD, "INSERT INTO cluster_places (places) VALUES (?1)")                       \
    X(CLUSTER_PLACES_SIZE,                                                                         \
      "SELECT coalesce(sum(length(places)), 0) FROM cluster_places WHERE id > 0")                  \
    X(CLUSTER_PLACES_LIST, "SELECT places FROM cluster_places WHERE id > 0 ORDER BY id")           \
    X(CLEAR_CLUSTER, "DELETE FROM cluster")                                                        \
    X(CLEAR_CLUSTER_LINK, "DELETE FROM cluster_link")                                              \
    X(CLEAR_CLUSTER_PLACES, "DELETE FROM cluster_places")                                          \
    /* ---- the graph as numbers (graph/scan.c) ---- */                                           \
    X(SCAN_PAPERS, "SELECT id, year, status = 'stub' FROM paper ORDER BY id")             \
    X(SCAN_CONCEPTS, "SELECT id, 0, 0 FROM concept ORDER BY id")                          \
    X(SCAN_PAPER, "SELECT id, year, status = 'stub' FROM paper WHERE id = ?1")            \
    X(SCAN_CONCEPT, "SELECT id, 0, 0 FROM concept WHERE id = ?1")                         \
    X(SCAN_PAPER_NUMBERS, "SELECT id, public_id FROM paper ORDER BY id")                           \
    X(SCAN_CONCEPT_NUMBERS, "SELECT id, public_id FROM concept ORDER BY id")                       \
    X(SCAN_LINKS_OUT,                                                                              \
      "SELECT from_id, score, id, to_id, relation, status FROM edge "                              \
      "ORDER BY from_id, score DESC, id")                                                          \
    X(SCAN_LINKS_IN,                                                                               \
      "SELECT to_id, score, id, from_id, relation, status FROM edge "                              \
      "ORDER BY to_id, score DESC, id")                                                            \
    X(SUPPORT_PUT,                                                                                 \
      "INSERT OR REPLACE INTO edge_support (edge_id, note_id, score, evidence) "                   \
      "SELECT a, b, c, bytes FROM rows(?1)")                                                       \
    X(SUPPORT_DELETE, "DELETE FROM edge_support WHERE edge_id = ?1 AND note_id = ?2")              \
    X(SUPPORT_GET,                                                                                 \
      "SELECT score, evidence FROM edge_support WHERE edge_id = ?1 AND note_id = ?2")              \
    X(SUPPORT_SCORES, "SELECT score FROM edge_support WHERE edge_id = ?1 ORDER BY note_id")        \
    X(SUPPORT_LIST,                                                                                \
      "SELECT s.note_id, s.score, n.path, s.evidence FROM edge_support AS s "                      \
      "JOIN note AS n ON n.id = s.note_id WHERE s.edge_id = ?1 ORDER BY n.path")                   \
    /* ---- values of fields (note.c, graph/write.c, select/) ---- */                              \
    X(NOTE_VALUE_ADD,                                                                              \
      "INSERT INTO note_value (field, folded, note_id, shown) VALUES (?1, ?2, ?3, ?4) "            \
      "ON CONFLICT DO NOTHING")                                                                    \
    X(NOTE_VALUE_CLEAR, "DELETE FROM note_value WHERE note_id = ?1")                               \
    X(PAPER_VALUE_ADD,                                                                             \
      "INSERT INTO paper_value (field, folded, paper_id, shown) VALUES (?1, ?2, ?3, ?4) "          \
      "ON CONFLICT DO NOTHING")                                                                    \
    X(PAPER_VALUE_DELETE,                                                                          \
      "DELETE FROM paper_value WHERE field = ?1 AND folded = ?2 AND paper_id = ?3")                \
    SELECT_COLUMN(X, PAPER_ID, "paper", "public_id", "true")                                       \
    SELECT_COLUMN(X, PAPER_KEY, "paper", "key", "true")                                            \
    SELECT_COLUMN(X, PAPER_TITLE, "paper", "title", "title <> ''")                                 \
    SELECT_COLUMN(X, PAPER_SHORT, "paper", "short_name", "short_name <> ''")                       \
    SELECT_COLUMN(X, PAPER_ALIAS, "paper", "aliases", "aliases <> '[]'")                           \
    SELECT_COLUMN(X, PAPER_STATUS, "paper", "status", "true")                                      \
    SELECT_COLUMN(X, PAPER_IDENTIFIER, "paper", "identifiers", "identifiers <> '[]'")              \
    X(VALUES_PAPER_AUTHOR, "SELECT authors FROM paper WHERE id = ?1")                              \
    SELECT_VALUE(X, PAPER_AUTHOR, "paper_value", "paper_id", "1")                                  \
    X(VALUES_PAPER_VENUE, "SELECT venue FROM paper WHERE id = ?1 AND venue <> ''")                 \
    SELECT_VALUE(X, PAPER_VENUE, "paper_value", "paper_id", "2")                                   \
    X(FIND_PAPER_STATUS, "SELECT id FROM paper WHERE status = ?1")                                 \
    X(FIND_PAPER_KEY, "SELECT id FROM paper WHERE key = ?1")                                       \
    X(FIND_PAPER_IDENTIFIER, "SELECT paper_id FROM paper_identifier WHERE identifier = ?1")        \
    X(FIND_PAPER_ID, "SELECT id FROM paper WHERE public_id = ?1")                                  \
    SELECT_ORDERED(X, PAPER_YEAR, "paper", "year", "1")                                            \
    SELECT_ORDERED(X, PAPER_NOTES, "paper", "n_notes", "0")                                        \
    SELECT_ORDERED(X, PAPER_CONCEPTS, "paper", "n_concepts", "0")                                  \
    SELECT_ORDERED(X, PAPER_ADDED, "paper", "added_ms", "1")                                       \
    SELECT_OF_NOTES(X, PAPER_TAG, "tags", "mention", "node_id")                                    \
    SELECT_OF_NOTES(X, PAPER_LANGUAGE, "languages", "mention", "node_id")                          \
    SELECT_OF_NOTES(X, PAPER_NOTE, "path", "mention", "node_id")                                   \
    SELECT_OF_NOTES(X, EDGE_NOTE, "path", "edge_support", "edge_id")                               \
    X(VALUES_PAPER_CONCEPT,                                                                        \
      "SELECT to_id FROM edge WHERE from_id = ?1 AND to_id % 2 = 1 AND status <> ?2 "              \
      "UNION SELECT from_id FROM edge WHERE to_id = ?1 AND from_id % 2 = 1 AND status <> ?2")      \
    X(FIND_PAPER_CONCEPT,                                                                          \
      "SELECT to_id FROM edge WHERE from_id = ?1 AND to_id % 2 = 0 AND status <> ?2 "              \
      "UNION SELECT from_id FROM edge WHERE to_id = ?1 AND from_id % 2 = 0 AND status <> ?2")      \
    SELECT_COLUMN(X, CONCEPT_ID, "concept", "public_id", "true")                                   \
    X(FIND_CONCEPT_ID, "SELECT id FROM concept WHERE public_id = ?1")                              \
    SELECT_COLUMN(X, CONCEPT_SLUG, "concept", "substr(key, 9)", "true")                            \
    X(FIND_CONCEPT_SLUG, "SELECT id FROM concept WHERE key = 'concept:' || ?1")                    \
    SELECT_COLUMN(X, CONCEPT_LABEL, "concept", "labels, alternatives", "true")                     \
    SELECT_COLUMN(X, CONCEPT_KIND, "concept", "kind", "true")                                      \
    SELECT_COLUMN(X, CONCEPT_ORIGIN, "concept", "origin", "true")                                  \
    X(VALUES_CONCEPT_BROADER,                                                                      \
      "SELECT b.id FROM concept AS c JOIN concept_broader AS s ON s.slug = substr(c.key, 9) "      \
      "JOIN concept AS b ON b.key = 'concept:' || s.broader WHERE c.id = ?1")                      \
    X(FIND_CONCEPT_BROADER,                                                                        \
      "SELECT b.id FROM concept AS c JOIN concept_broader AS s ON s.broader = substr(c.key, 9) "   \
      "JOIN concept AS b ON b.key = 'concept:' || s.slug WHERE c.id = ?1")                         \
    SELECT_ORDERED(X, CONCEPT_PAPERS, "concept", "n_papers", "0")                                  \
    SELECT_COLUMN(X, CONCEPT_NOTES, "concept", "n_notes", "true")                                   \
    SELECT_ORDERED(X, CONCEPT_ADDED, "concept", "added_ms", "1")                                   \
    SELECT_COLUMN(X, NOTE_ID, "note", "public_id", "true")                                         \
    X(FIND_NOTE_ID, "SELECT id FROM note WHERE public_id = ?1")                                    \
    SELECT_COLUMN(X, NOTE_PATH, "note", "path", "true")                                            \
    X(FIND_NOTE_PATH, "SELECT note_id FROM note_value WHERE field = 5 AND folded = ?1")            \
    SELECT_COLUMN(X, NOTE_TITLE, "note", "title", "title <> ''")                                   \
    SELECT_COLUMN(X, NOTE_DATE, "note", "date", "date <> ''")                                      \
    SELECT_COLUMN(X, NOTE_LANGUAGE, "note", "languages", "languages <> '[]'")                      \
    X(FIND_NOTE_LANGUAGE, "SELECT note_id FROM note_value WHERE field = 4 AND folded = ?1")        \
    SELECT_COLUMN(X, NOTE_TAG, "note", "tags", "tags <> '[]'")                                     \
    X(FIND_NOTE_TAG, "SELECT note_id FROM note_value WHERE field = 3 AND folded = ?1")             \
    SELECT_COLUMN(X, NOTE_SOURCE, "note", "source", "true")                                        \
    SELECT_COLUMN(X, NOTE_SIZE, "note", "size", "true")                                             \
    SELECT_ORDERED(X, NOTE_ADDED, "note", "added_ms", "1")                                         \
    SELECT_ORDERED(X, NOTE_CHANGED, "note", "changed_ms", "1")                                     \
    SELECT_COLUMN(X, EDGE_ID, "edge", "id", "true")                                                \
    X(FIND_EDGE_ID, "SELECT id FROM edge WHERE id = ?1")                                           \
    X(WALK_EDGE_ID, "SELECT id, 0, id FROM edge WHERE 0 <= ?1 AND id > ?2 ORDER BY id LIMIT ?3")   \
    SELECT_COLUMN(X, EDGE_FROM, "edge", "from_id", "true")                                         \
    X(FIND_EDGE_FROM, "SELECT id FROM edge WHERE from_id = ?1")                                    \
    SELECT_COLUMN(X, EDGE_TO, "edge", "to_id", "true")                                             \
    X(FIND_EDGE_TO, "SELECT id FROM edge WHERE to_id = ?1")                                        \
    SELECT_COLUMN(X, EDGE_RELATION, "edge", "relation", "true")                                    \
    SELECT_COLUMN(X, EDGE_SCORE, "edge", "score", "true")                                           \
    X(SCAN_EDGES_OF_RELATION, "SELECT id FROM edge WHERE relation = ?1 ORDER BY id")               \
    X(SCAN_EDGES_OF_STATUS, "SELECT id FROM edge WHERE status = ?1 ORDER BY id")                   \
    X(SCAN_EDGES_OF_ORIGIN, "SELECT id FROM edge WHERE origin = ?1 ORDER BY id")                   \
    SELECT_COLUMN(X, EDGE_STATUS, "edge", "status", "true")                                        \
    SELECT_COLUMN(X, EDGE_ORIGIN, "edge", "origin", "true")                                        \
    X(COUNT_PAPERS_ALL, "SELECT count(*) FROM paper")                                              \
    X(COUNT_NOTES_ALL, "SELECT count(*) FROM note")                                                \
    X(SCAN_ALL_PAPERS, "SELECT id FROM paper ORDER BY id")                                             \
    X(SCAN_ALL_CONCEPTS, "SELECT id FROM concept ORDER BY id")                                         \
    X(SCAN_ALL_NOTES, "SELECT id FROM note ORDER BY id")                                               \
    X(SCAN_ALL_EDGES, "SELECT id FROM edge ORDER BY id")                                               \
    X(NOTES_OF_EDGE, "SELECT note_id FROM edge_support WHERE edge_id = ?1")               \
    X(NOTES_OF_NODE, "SELECT note_id FROM mention WHERE node_id = ?1")                    \
    X(WORDS_IN_PAPERS,                                                                             \
      "SELECT rowid, closeness(name_text, 1.0, 0.9, 1.5) FROM name_text "                               \
      "WHERE name_text MATCH ?1 AND rowid > 0 ORDER BY rowid")                                     \
    X(WORDS_IN_CONCEPTS,                                                                           \
      "SELECT -rowid, closeness(name_text, 1.0, 0.9, 1.5) FROM name_text "                              \
      "WHERE name_text MATCH ?1 AND rowid < 0 ORDER BY rowid DESC")                                \
    X(WORDS_IN_NOTES,                                                                              \
      "SELECT rowid, closeness(note_text, 0.8, 0.5) FROM note_text WHERE note_text MATCH ?1 "      \
      "ORDER BY rowid")                                                                            \
    X(CLEAR_PAPER_VALUE, "DELETE FROM paper_value")                                                \
    STATEMENTS_CHECK(X)                                                                            \
    /* ---- emptying the derived tables (graph/clear.c) ---- */                                    \
    X(CLEAR_PAPER_ALIASES,                                                                         \
      "SELECT public_id, key, title FROM paper ORDER BY id")                                       \
    X(CLEAR_CONCEPT_ALIASES,                                                                       \
      "SELECT public_id, key, labels FROM concept ORDER BY id")                                    \
    X(CLEAR_EDGE_ALIASES,                                                                          \
      "INSERT INTO edge_alias (id, from_class, from_public_id, relation, to_class, to_public_id) " \
      "SELECT e.id, e.from_id % 2, coalesce(fp.public_id, fc.public_id), e.relation, "             \
      "e.to_id % 2, coalesce(tp.public_id, tc.public_id) FROM edge AS e "                          \
      "LEFT JOIN paper AS fp ON fp.id = e.from_id LEFT JOIN concept AS fc ON fc.id = e.from_id "   \
      "LEFT JOIN paper AS tp ON tp.id = e.to_id LEFT JOIN concept AS tc ON tc.id = e.to_id "       \
      "WHERE true ON CONFLICT DO NOTHING")                                                         \
    X(CLEAR_PAPER, "DELETE FROM paper")                                                            \
    X(CLEAR_PAPER_IDENTIFIER, "DELETE FROM paper_identifier")                                      \
    X(CLEAR_PAPER_NAME, "DELETE FROM paper_name")                                                  \
    X(CLEAR_CONCEPT, "DELETE FROM concept")                                                        \
    X(CLEAR_CONCEPT_LABEL, "DELETE FROM concept_label")                                            \
    X(CLEAR_CONCEPT_BROADER, "DELETE FROM concept_broader")                                        \
    X(CLEAR_NOTE_NODE, "DELETE FROM note_node")                                                    \
    X(CLEAR_MENTION, "DELETE FROM mention")                                                        \
    X(CLEAR_EDGE, "DELETE FROM edge")                                                              \
    X(CLEAR_EDGE_SUPPORT, "DELETE FROM edge_support")                                              \
    X(CLEAR_DECIDED_EDGE, "DELETE FROM decided_edge")                                              \
    X(CLEAR_MADE_NODE, "DELETE FROM made_node")                                                    \
    X(CLEAR_DECIDED_BROADER, "DELETE FROM decided_broader")                                        \
    X(CLEAR_HIDDEN_MENTION, "DELETE FROM hidden_mention")                                          \
    STATEMENTS_DECISION(X)                                                                         \
    STATEMENTS_READING(X)                                                                          \
    STATEMENTS_PEOPLE(X)                                                                           \
    /* ---- the journal (journal/) ---- */                                                         \
    X(JOURNAL_ADD, "INSERT INTO journal (last_seq, n, at_ms, changes) VALUES (?1, ?2, ?3, ?4)")    \
    X(JOURNAL_FORGET, "DELETE FROM journal WHERE last_seq <= ?1")                                  \
    X(JOURNAL_SPAN,                                                                                \
      "SELECT last_seq - n, (SELECT max(last_seq) FROM journal), at_ms FROM journal "              \
      "WHERE last_seq = (SELECT min(last_seq) FROM journal)")                                      \
    X(JOURNAL_AFTER,                                                                               \
      "SELECT last_seq, n, at_ms, changes FROM journal WHERE last_seq > ?1 ORDER BY last_seq")     \
    X(JOURNAL_AT,                                                                                  \
      "SELECT last_seq - n FROM journal WHERE at_ms >= ?1 ORDER BY at_ms, last_seq LIMIT 1")       \
    X(SCAN_PAPER_ROWS,                                                                             \
      "SELECT public_id, key, status, title, short_name, venue, year, aliases, identifiers, "      \
      "urls, resources, authors FROM paper ORDER BY public_id, key")                               \
    X(SCAN_CONCEPT_ROWS,                                                                           \
      "SELECT public_id, key, kind, origin, labels, alternatives FROM concept "                    \
      "ORDER BY public_id, key")                                                                   \
    X(SCAN_EDGE_ROWS, "SELECT id, score, status, origin FROM edge ORDER BY id")
/* clang-format on */

#endif
