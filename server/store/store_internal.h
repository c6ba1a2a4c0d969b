/* store_internal.h: what the modules of the store share: the connection and the pool. */
#ifndef PS_STORE_STORE_INTERNAL_H
#define PS_STORE_STORE_INTERNAL_H

#include <pthread.h>
#include <stdatomic.h>

#include "base/arena.h"
#include "base/str.h"
#include "store/graph/change_internal.h"
#include "store/journal/journal_internal.h"
#include "store/statement_internal.h"
#include "store/store.h"

#define DATABASE_FILE  "paperstack.db"
#define DATA_LOCK_FILE "paperstack.lock"
#define WORDS_MAX      512 /* relations, statuses, origins and rules are some hundred at most */

struct search_queue;

/* The row numbers of `word` that this connection has seen. */
struct word_cache {
    struct word {
        int64_t id;
        struct str text; /* in db->arena */
    } items[WORDS_MAX];

    size_t n;
};

/* One connection. The writer and each reader have one; a connection belongs to one thread at a
 * time. */
struct db {
    sqlite3 *handle;
    struct store *store;
    bool is_writer;
    bool touches_graph;  /* this transaction raises the graph version */
    bool moves_papers;   /* it wrote or deleted papers: reading_place has something to do */
    bool is_personal;    /* it was asked for something that depends on `person` */
    bool failed;         /* the disk failed under this connection */
    int64_t deadline_ms; /* on the monotonic clock; 0 = none */
    sqlite3_stmt *statements[STMT_COUNT];
    struct arena *arena; /* lives as long as the connection, which is in it */
    struct word_cache words;
    struct arena_mark words_mark; /* where the texts of the words begin in `arena` */
    sqlite3_blob *body;           /* open on the note body read last, or NULL */
    int64_t body_note_id;
    struct arena *scratch;             /* emptied at the end of each transaction */
    struct change_list changes;        /* of this transaction */
    struct journal journal;            /* the same, to be written down */
    struct str person;                 /* who asks, of this transaction */
    struct search_queue *search_queue; /* in scratch; NULL = nothing queued (search/queue.c) */
};

struct store {
    struct arena *arena; /* which the store is in */
    struct store_options options;
    const char *path; /* of the database file */
    int lock_fd;      /* -1 when read-only */

    struct file_identity {
        uint64_t device, inode;
    } file;                /* the database file as it was opened for writing */
    struct db *writer;     /* NULL when read-only, or when it has to be opened again */
    pthread_mutex_t mutex; /* guards the fields below */
    pthread_cond_t changed;
    bool writer_is_busy;
    struct db **readers; /* all that were opened */
    size_t n_readers, max_readers;
    struct db **idle; /* those not handed out */
    size_t n_idle;
    struct change_log change_log;
    _Atomic uint64_t graph_version;
    struct str secret; /* setting store_id; set when the store is opened */
};

/* connection.c */
MUST_USE bool connection_open(struct store *s, bool is_writer, struct db **out, struct err *e);
/* Denies schema changes, pragmas and attached files from now on: after the migration. */
void connection_seal(struct db *db);
void connection_close(struct db *db); /* NULL is fine */
/* Ends what may still be open and forgets what belonged to the transaction. */
void connection_end_transaction(struct db *db, bool rolled_back);
/* Runs constant SQL that gives no rows; not for statements with values. */
MUST_USE bool connection_exec(struct db *db, const char *sql, struct err *e);

/* store.c: opens the writing connection, migrates and seals it. */
MUST_USE bool store_open_writer(struct store *s, struct err *e);

/* data_dir.c: the folder, its one writer, and the names in it. `*path` of the database file. */
MUST_USE bool data_dir_open(const struct store_options *o, struct arena *a, const char **path,
                            struct err *e);
MUST_USE bool data_dir_lock(const char *path, struct arena *a, int *lock_fd, struct err *e);
MUST_USE bool data_dir_make_file(const char *path, struct err *e);
/* Remembers which file `path` names, and finds that it still does: what is written to a file that was moved or
 * removed under us would be acknowledged and lost. Errors: ERR_STORAGE. */
MUST_USE bool data_dir_identify(const char *path, struct file_identity *out, struct err *e);
MUST_USE bool data_dir_is_in_place(const char *path, const struct file_identity *file,
                                   struct err *e);
void data_dir_unlock(int lock_fd);

/* backup.c: `part`, a whole file, becomes `file`: synced, renamed, and the folder synced. */
MUST_USE bool backup_publish(const char *part, const char *file, struct arena *a, struct err *e);

/* error.c: the one place where results of SQLite become errors of ours. Always false. */
bool err_db(struct err *e, struct db *db, int rc, const char *what);

/* migrate.c: brings the file to the newest schema, or refuses it. */
MUST_USE bool migrate_run(struct db *db, struct err *e);
/* For read-only use: the schema must be the newest. */
MUST_USE bool migrate_check(struct db *db, struct err *e);

/* word.c: 0 when the word is not there. */
MUST_USE bool word_find(struct db *db, struct str text, int64_t *id, struct err *e);
MUST_USE bool word_put(struct db *db, struct str text, int64_t *id, struct err *e);
MUST_USE bool word_text(struct db *db, int64_t id, struct arena *a, struct str *out, struct err *e);
void word_forget(struct db *db);

/* body.c: the bytes [begin, end) of a note's body, without reading the rest. */
MUST_USE bool body_read_slice(struct db *db, int64_t note_id, int64_t begin, int64_t end,
                              struct arena *a, struct str *out, struct err *e);
void body_close(struct db *db);

#endif
