#include "store/store_internal.h"

#include <stdio.h>

struct meaning {
    int rc; /* primary result code of SQLite */
    enum err_code code;
    const char *msg;
};

static const struct meaning meanings[] = {
    {SQLITE_FULL, ERR_STORAGE,
     "There is no room left for the data. Nothing of this change was stored; free some space and "
     "try again."},
    {SQLITE_IOERR, ERR_STORAGE,
     "The data could not be read or written. Check the disk of the data folder."},
    {SQLITE_READONLY, ERR_STORAGE,
     "The data folder cannot be written to. Check its permissions and how it is mounted."},
    {SQLITE_CANTOPEN, ERR_STORAGE,
     "The data file cannot be opened. Check the data folder and its permissions."},
    {SQLITE_CORRUPT, ERR_STORAGE,
     "The data file is damaged. Restore a backup, or import the notes into a new data folder."},
    {SQLITE_NOTADB, ERR_SCHEMA, "The data file was not written by paperstack."},
    {SQLITE_BUSY, ERR_BUSY, "Another change is being written. Try again shortly."},
    {SQLITE_LOCKED, ERR_BUSY, "Another change is being written. Try again shortly."},
    {SQLITE_NOMEM, ERR_BUSY, "There is not enough memory for this now. Try again shortly."},
    {SQLITE_INTERRUPT, ERR_QUERY_TIMEOUT,
     "The answer took too long to find. Ask for less: fewer terms, fewer steps or a filter."},
    {SQLITE_TOOBIG, ERR_TOO_LARGE, "A text is too large to be stored."},
};

bool err_db(struct err *e, struct db *db, int rc, const char *what)
{
    char detail[200];
    (void)snprintf(detail, sizeof(detail), "%s: %s (%d)", what,
                   db ? sqlite3_errmsg(db->handle) : sqlite3_errstr(rc), rc);
    int primary = rc & 0xff;
    if (db && db->is_writer && primary == SQLITE_IOERR)
        db->failed = true;
    for (size_t i = 0; i < ARRAY_LEN(meanings); i++)
        if (meanings[i].rc == primary)
            return err_set_detail(e, meanings[i].code, detail, "%s", meanings[i].msg);
    return err_set_detail(e, ERR_INTERNAL, detail, "The store could not do this.");
}
