/* store.h: the one SQLite file below the data folder, its connections and transactions.
 *
 * The only layer that knows SQLite; no type of it leaves the layer. One connection writes and
 * checkpoints (SQLite 3.40.1 can lose a commit when two do, RELIABILITY.md 0.1); readers are opened
 * read-only and are handed out one to a thread. All SQL stands in server/store/statements.h.
 *
 * Two kinds of tables (migrations/0001_init.sql): facts (notes and what each says by itself) and
 * derived ones (papers, concepts, edges, search), which app/resolve can always make again.
 *
 * Text that these modules return lives in the arena that was given. */
#ifndef PS_STORE_STORE_H
#define PS_STORE_STORE_H

#include "base/err.h"
#include "base/str.h"

struct arena;
struct store;
struct db; /* a connection inside a transaction: for reading, or for reading and writing */

struct store_options {
    const char *data_dir;
    bool create;    /* make the folder and the file when they are missing */
    bool read_only; /* for commands that only ask; works beside a running server */
    bool allow_network_filesystem;
    size_t max_readers; /* connections that may be handed out at once; 0 = 8 */
    int64_t max_pages;  /* 0 = no limit; tests use it for a full disk */
};

/* Opens, checks and migrates. A second writer on the same folder is refused at once.
 * Errors: ERR_LOCKED, ERR_SCHEMA (newer than this program), ERR_STORAGE, ERR_IO, ERR_NOT_FOUND. */
MUST_USE bool store_open(const struct store_options *options, struct store **out, struct err *e);
/* Checkpoints and closes; NULL is fine. No transaction may be open. */
void store_close(struct store *s);

/* A consistent snapshot for reading. Waits up to 5 s for a free connection. Every begin needs its
 * end. `deadline_ms` (0 = none) bounds every statement: past it they fail with ERR_QUERY_TIMEOUT.
 * Errors: ERR_BUSY, ERR_STORAGE. */
MUST_USE bool store_read_begin(struct store *s, int64_t deadline_ms, struct db **out,
                               struct err *e);
void store_read_end(struct db *db);
/* For loops of many short statements, which the deadline does not stop. Errors: ERR_QUERY_TIMEOUT. */
MUST_USE bool store_check_deadline(const struct db *db, struct err *e);

/* The write transaction: one at a time, others wait. Ends with commit or rollback, exactly one.
 * A commit that succeeds is durable (synchronous=FULL). store_write_rollback after a failed commit
 * is right and needed. */
MUST_USE bool store_write_begin(struct store *s, struct db **out, struct err *e);
MUST_USE bool store_write_commit(struct db *db, struct err *e);
void store_write_rollback(struct db *db);

/* Raised by each commit that changes the graph; the ETag of every list. Read without a transaction. */
uint64_t store_graph_version(const struct store *s);
/* Marks that this transaction changes the graph. */
MUST_USE bool store_touch_graph(struct db *db, struct err *e);

/* The random id of this store: 32 hexadecimal digits, made with the file. Secret: cursors are sealed with
 * it; what is shown is a hash of it. Lives as long as the store. */
struct str store_secret(const struct store *s);

/* Small named values: "vocabulary_version", "extractor_version". `*out` is empty when unset. */
MUST_USE bool store_get_setting(struct db *db, struct str name, struct arena *a, struct str *out,
                                struct err *e);
MUST_USE bool store_set_setting(struct db *db, struct str name, struct str value, struct err *e);

/* integrity_check, foreign_key_check, full-text index, content hash of every note and our own
 * invariants (evidence inside its note, no dangling endpoint, counts). One line a problem. */
MUST_USE bool store_check(struct store *s, struct arena *a, struct str **problems, size_t *n,
                          struct err *e);

/* Empties the derived tables (inside a write transaction). */
MUST_USE bool store_clear_graph(struct db *db, struct err *e);

struct store_counts {
    uint64_t notes, failed_notes, papers, entries, cited, stubs, concepts, edges, evidence, bytes;
};

MUST_USE bool store_count(struct db *db, struct store_counts *out, struct err *e);

/* "3.40.1": the SQLite that runs, which need not be the one of the build. */
const char *store_sqlite_version(void);

#endif
