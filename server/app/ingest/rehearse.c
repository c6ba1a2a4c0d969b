#include "app/ingest/ingest_internal.h"

bool ingest_begin_read(const struct library *l, struct db *rehearsal, struct db **out,
                       struct err *e)
{
    *out = rehearsal;
    return rehearsal || store_read_begin(l->store, 0, out, e);
}

void ingest_end_read(struct db *rehearsal, struct db *db)
{
    if (!rehearsal)
        store_read_end(db);
}

bool ingest_begin_write(const struct library *l, struct db *rehearsal, struct db **out,
                        struct err *e)
{
    *out = rehearsal;
    return rehearsal || store_write_begin(l->store, out, e);
}

bool ingest_end_write(struct db *rehearsal, struct db *db, bool ok, struct err *e)
{
    if (rehearsal)
        return ok;
    if (ok && store_write_commit(db, e))
        return true;
    store_write_rollback(db);
    return false;
}

bool ingest_begin_rehearsal(const struct library *l, bool is_wanted, struct db **out, struct err *e)
{
    *out = NULL;
    return !is_wanted || store_write_begin(l->store, out, e);
}

bool ingest_end_rehearsal(const struct library *l, struct db *rehearsal, bool ok, struct arena *a,
                          struct difference *out, struct err *e)
{
    if (!rehearsal)
        return ok;
    ok = ok && difference_read(l->store, rehearsal, a, out, e);
    store_write_rollback(rehearsal);
    return ok;
}
